import { having } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

const commands: Readonly<Record<string, string>> = {
  'report.linked': 'link-case',
  'report.unlinked': 'unlink-case',
}

/**
 * What was merged with a report belongs to its cases: so the reporters of duplicates hear of the
 * same steps, and who may not know of a case may not know of them either.
 */
export const followOriginal: Reaction = {
  name: 'follow-original',
  on: Object.keys(commands),
  run: async (event, parts) => {
    const command = commands[event.type]
    if (command === undefined) return
    const about = { case: event.payload['case'] }
    const reason = { reason: 'The report that this one was merged with was taken from the case.' }
    for (const merged of await having(parts.ledger, 'report', 'of', event.stream))
      await issue(parts, event, {
        kind: 'report',
        command,
        id: merged.stream,
        input: command === 'unlink-case' ? { ...about, ...reason } : about,
      })
  },
}
