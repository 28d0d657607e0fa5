import { createGitHub } from '../../../connections/trackers/github.ts'
import { createJira } from '../../../connections/trackers/jira.ts'
import { createRedmine } from '../../../connections/trackers/redmine.ts'
import type { Tracker } from '../../../kernel/tracker.ts'
import type { Parts } from '../../parts.ts'
import { readSecret } from '../secret.ts'
import { systemOf, type TrackerSettings } from './settings.ts'

/** The connection that these settings describe; close it when it is not needed any more. */
export const openTracker = (
  { settings: { dataDir }, clock }: Parts,
  settings: TrackerSettings,
): Tracker => {
  const shared = {
    system: systemOf(settings),
    token: () => readSecret(settings.token, dataDir),
    clock,
  }
  switch (settings.kind) {
    case 'redmine':
      return createRedmine({ ...settings, ...shared })
    case 'jira':
      return createJira({ ...settings, ...shared })
    case 'github':
      return createGitHub({ ...settings, ...shared })
    default:
      return settings satisfies never
  }
}
