import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import { findRecogniser } from '../../src/server/processes/recogniser.ts'
import { chromiumAvailable } from './chromium.ts'
import { clamdAvailable } from './clamd.ts'
import { dovecotAvailable } from './dovecot.ts'
import { postgresAvailable } from './postgres.ts'
import { redmineAvailable } from './redmine/server.ts'
import { sharedAvailable } from './shared.ts'

/** What a test may need of the machine beyond Node. */
export type Need =
  | 'shared'
  | 'postgres'
  | 'chromium'
  | 'nginx'
  | 'redmine'
  | 'clamd'
  | 'dovecot'
  | 'tesseract'
  | 'git'
  | 'python'

/** nginx, and openssl for its certificate, somewhere on the path (as root, in its usual place too). */
const nginxAvailable = (): boolean => onPath('nginx') && onPath('openssl')

const onPath = (name: string): boolean =>
  [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin'].some((folder) =>
    existsSync(join(folder, name)),
  )

const available: Readonly<Record<Need, () => boolean>> = {
  shared: sharedAvailable,
  postgres: postgresAvailable,
  chromium: chromiumAvailable,
  nginx: nginxAvailable,
  redmine: redmineAvailable,
  clamd: clamdAvailable,
  dovecot: dovecotAvailable,
  tesseract: () => findRecogniser(1) !== undefined,
  git: () => onPath('git'),
  python: () => onPath('python3'),
}

/** Of the needs, those that this machine lacks. */
export const absentNeeds = (needs: readonly Need[]): readonly Need[] =>
  needs.filter((need) => !available[need]())

/**
 * A suite that runs only where its needs are met; elsewhere it is skipped and says what was absent,
 * and the reporter counts it. The body is called either way (that is how tests are counted): read
 * files in hooks and tests, not in the body.
 */
export const describeWith = (
  need: Need | readonly Need[],
  name: string,
  body: () => void,
): void => {
  const absent = absentNeeds(typeof need === 'string' ? [need] : need)
  if (absent.length === 0) describe(name, body)
  else describe(name, { skip: true, meta: { absent } }, body)
}
