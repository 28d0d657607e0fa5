import type { IndicatorState } from '../../intake/index.ts'
import { isRefusal } from '../../kernel/result.ts'
import { one } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/** An indicator becomes a report, because its rule says so or a person does. */
export const reportIndicator: Reaction = {
  name: 'report-indicator',
  on: ['indicator.raised', 'indicator.report-ordered'],
  run: async (event, parts) => {
    if (event.type === 'indicator.raised' && event.payload['report'] !== true) return
    const found = await one<IndicatorState>(parts.ledger, 'indicator', event.stream)
    if (found === undefined || found.state.report !== null) return
    const { humanId, state } = found
    const made = await issue(parts, event, {
      kind: 'report',
      command: 'receive',
      input: {
        source: 'e',
        channel: 'log',
        title: state.title,
        description: descriptionOf(humanId, state),
        product: state.product,
        exploited: 'unknown',
        reference: humanId,
        origin: {
          system: 'audit-log',
          key: humanId,
          url: `${parts.settings.publicUrl}/workbench/indicators/${humanId}`,
        },
      },
    })
    if (isRefusal(made)) throw new Error(`${made.code}: ${made.message}`)
    await issue(parts, event, {
      kind: 'indicator',
      command: 'link-report',
      id: event.stream,
      input: { report: made.id },
    })
  },
}

/** Users, devices and patients stay in the events: a report is read and written on by many. */
const descriptionOf = (humanId: string, state: IndicatorState): string =>
  [
    ...(state.note === '' ? [] : [state.note, '']),
    `${state.title}: ${state.count} audit events ${state.by === 'hand' ? 'were chosen by hand' : `met the rule "${state.rule}"`}, the first at ${state.firstAt}, the last at ${state.lastSeenAt}.`,
    `The events are the evidence of ${humanId}.`,
  ].join('\n')
