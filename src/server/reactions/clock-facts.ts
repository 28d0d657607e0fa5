import type { AdvisoryState } from '../../advisories/index.ts'
import type { UpdateState } from '../../updates/index.ts'
import type { Parts } from '../parts.ts'
import { one } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

const facts: Readonly<Record<string, string>> = {
  'update.published': 'update-published',
  'update.notified': 'users-notified',
  'advisory.published': 'advisory-published',
}

/** What was published for a case is a fact of the case, too: its clocks wait for it. */
export const noteOutward: Reaction = {
  name: 'note-outward',
  on: Object.keys(facts),
  run: async (event, parts) => {
    const { record, cases } = await namedBy(parts, event.stream)
    for (const id of cases)
      await issue(parts, event, {
        kind: 'case',
        command: 'record-outward',
        id,
        input: { fact: facts[event.type], record },
      })
  },
}

const namedBy = async ({ ledger }: Parts, id: string) => {
  const update = await one<UpdateState>(ledger, 'update', id)
  if (update !== undefined) return { record: update.humanId, cases: update.state.cases }
  const advisory = await one<AdvisoryState>(ledger, 'advisory', id)
  return advisory === undefined
    ? { record: '', cases: [] }
    : { record: advisory.humanId, cases: [advisory.state.case] }
}
