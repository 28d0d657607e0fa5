import type { AdvisoryState } from '../../advisories/index.ts'
import { type Told, type ToldKey, tell, written } from '../../intake/contract.ts'
import type { ReportState } from '../../intake/index.ts'
import type { RecordedEvent } from '../../ledger/index.ts'
import type { UpdateState } from '../../updates/index.ts'
import type { Parts } from '../parts.ts'
import { having, one } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/** A case opened from a report is linked with it. */
export const linkReport: Reaction = {
  name: 'link-report',
  on: ['case.opened'],
  run: async (event, parts) => {
    const { report } = event.payload
    if (typeof report !== 'string') return
    await issue(parts, event, {
      kind: 'report',
      command: 'link-case',
      id: report,
      input: { case: event.stream },
    })
  },
}

const steps: Readonly<Record<string, { readonly step: string; readonly said: Told }>> = {
  'case.disposition-approved': { step: 'decided', said: [tell('told.decided')] },
  'case.fix-verified': { step: 'fixed', said: [tell('told.fixed')] },
}

/** The reporter hears of each step of the case in plain words. */
export const tellReporter: Reaction = {
  name: 'tell-reporter',
  on: Object.keys(steps),
  run: async (event, parts) => {
    const told = steps[event.type]
    if (told !== undefined) await tellReporters(parts, event, event.stream, { ...told, where: '' })
  },
}

const endings: Readonly<Record<string, ToldKey>> = {
  duplicate: 'told.ending.duplicate',
  'not-a-vulnerability': 'told.ending.not-a-vulnerability',
  'not-reproducible': 'told.ending.not-reproducible',
  'not-ours': 'told.ending.not-ours',
  obsolete: 'told.ending.obsolete',
}

/** A case that turned out to be none: the reporter hears it plainly, and goes with the original. */
export const tellEnding: Reaction = {
  name: 'tell-ending',
  on: ['case.ending-approved'],
  run: async (event, parts) => {
    const { ending, message, duplicateOf } = event.payload
    const plain = typeof ending === 'string' ? endings[ending] : undefined
    if (plain === undefined) return
    const duplicate = typeof duplicateOf === 'string'
    await tellReporters(parts, event, event.stream, {
      // Its flaw lives on in the other case.
      step: duplicate ? 'analysing' : 'ended',
      said: [tell(plain), ...written(typeof message === 'string' ? message : '')],
      where: '',
    })
    if (!duplicate) return
    for (const report of await having<ReportState>(parts.ledger, 'report', 'case', event.stream))
      await issue(parts, event, {
        kind: 'report',
        command: 'link-case',
        id: report.stream,
        input: { case: duplicateOf },
      })
  },
}

/** The reporter hears that the fix is out, and where it is. */
export const tellPublished: Reaction = {
  name: 'tell-published',
  on: ['update.published'],
  run: async (event, parts) => {
    const update = await parts.ledger.load(event.stream)
    const cases = casesOf(update?.state)
    for (const about of cases)
      await tellReporters(parts, event, about, {
        step: 'published',
        said: [tell('told.update', { update: update?.humanId ?? '' })],
        where: `${parts.settings.publicUrl}/updates/#${update?.humanId ?? ''}`,
      })
  },
}

/** An update that turned out wrong: nobody goes on reading that the fix is out where it is not. */
export const tellWithdrawn: Reaction = {
  name: 'tell-withdrawn',
  on: ['update.withdrawn'],
  run: async (event, parts) => {
    const update = await one<UpdateState>(parts.ledger, 'update', event.stream)
    if (update?.state.withdrawn == null) return
    const instead = update.state.withdrawn.instead?.updateId
    for (const about of update.state.cases)
      await tellReporters(parts, event, about, {
        step: instead === undefined ? 'decided' : 'published',
        said: [
          instead === undefined
            ? tell('told.update-withdrawn', { update: update.humanId })
            : tell('told.update-replaced', { update: update.humanId, instead }),
        ],
        where: instead === undefined ? '' : `${parts.settings.publicUrl}/updates/#${instead}`,
      })
  },
}

/** And that an advisory is out: a flaw that no update fixes comes to this end, too. */
export const tellAdvised: Reaction = {
  name: 'tell-advised',
  on: ['advisory.published'],
  run: async (event, parts) => {
    const advisory = await one<AdvisoryState>(parts.ledger, 'advisory', event.stream)
    if (advisory === undefined) return
    await tellReporters(parts, event, advisory.state.case, {
      step: 'published',
      said: [tell('told.advisory', { advisory: advisory.humanId })],
      where: `${parts.settings.publicUrl}/advisories/`,
    })
  },
}

const casesOf = (state: unknown): readonly string[] =>
  typeof state === 'object' && state !== null && 'cases' in state && Array.isArray(state.cases)
    ? state.cases.filter((id): id is string => typeof id === 'string')
    : []

const tellReporters = async (
  parts: Parts,
  event: RecordedEvent,
  about: string,
  told: { readonly step: string; readonly said: Told; readonly where: string },
): Promise<void> => {
  const reports = await having<ReportState>(parts.ledger, 'report', 'case', about)
  for (const report of reports)
    await issue(parts, event, {
      kind: 'report',
      command: 'tell-progress',
      id: report.stream,
      input: { case: about, ...told },
    })
}
