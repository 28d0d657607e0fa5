import type { ReportState } from '../../intake/index.ts'
import type { RecordedEvent } from '../../ledger/index.ts'
import { one } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

const named = ({ type, payload }: RecordedEvent): unknown =>
  payload[type === 'report.assigned' ? 'to' : 'person']

/** Who was named on a report, or looks after it, sees its cases too: else they still would not see it. */
export const nameOnCases: Reaction = {
  name: 'name-on-cases',
  on: ['report.person-named', 'report.assigned'],
  run: async (event, parts) => {
    const person = named(event)
    if (typeof person !== 'string' || person === '') return
    const report = await one<ReportState>(parts.ledger, 'report', event.stream)
    for (const about of report?.state.cases ?? [])
      await issue(parts, event, {
        kind: 'case',
        command: 'name-person',
        id: about,
        input: { person, report: report?.humanId ?? '' },
      })
  },
}
