import type { InputOf } from '../../kernel/fields.ts'
import { orThrow } from '../../kernel/result.ts'
import { millisecondsOf, parseInstant } from '../../kernel/time.ts'
import { type Decision, type DecisionContext, mailEach } from '../../ledger/index.ts'
import type { keepWatch, nameWitness } from './contract.ts'
import type { WitnessEvent, WitnessState } from './state.ts'

type Decided = Decision<WitnessEvent>

const hour = 3_600_000

export const decideName = (
  _state: WitnessState,
  input: InputOf<typeof nameWitness>,
  { humanId }: DecisionContext,
): Decided => ({ events: [{ type: 'witness.named', reference: humanId, ...input }] })

export const decideNameAgain = ({ status, name }: WitnessState): Decided => ({
  events: status === 'dropped' ? [{ type: 'witness.named-again', name }] : [],
})

/** Away: it has neither cosigned nor been named within the hours. */
export const decideKeepWatch = (
  { status, name, since, alarm }: WitnessState,
  { heardAt, hours, tell }: InputOf<typeof keepWatch>,
  context: DecisionContext,
): Decided => {
  if (status === 'dropped') return { events: [] }
  const last = heardAt !== null && heardAt > since ? heardAt : since
  const away = momentOf(context.now) - momentOf(last) >= hours * hour
  if (away && alarm === null)
    return {
      events: [{ type: 'witness.missed', heardAt, hours, told: tell }],
      deliveries: mailEach(tell, context, `missed:${context.now}`, {
        subject: `[${context.humanId}] A witness of the ledger stays away: ${name}`,
        body: `${heardAt === null ? 'It never cosigned the ledger' : `It last saw the whole ledger at ${heardAt}`}, and it may stay away for ${hours === 1 ? 'an hour' : `${hours} hours`} (setting WITNESS_HOURS).\n\nWhile no witness looks, nobody outside would notice if facts were changed or taken away. Ask whoever runs it whether "vulnerary ledger witness" still starts and what it answers: 1 is an alarm of its own. Take its key out of the setting WITNESSES if it has ended for good. You hear when it cosigns again.`,
      }),
    }
  if (!away && alarm !== null && heardAt !== null)
    return {
      events: [{ type: 'witness.came-back', since: alarm.since, heardAt }],
      deliveries: mailEach(alarm.told, context, `came-back:${context.now}`, {
        subject: `[${context.humanId}] A witness of the ledger is back: ${name}`,
        body: `It cosigned the ledger again and saw all of it at ${heardAt}. It was missed since ${alarm.since}; what was written meanwhile is covered by what it cosigned now.`,
      }),
    }
  return { events: [] }
}

export const decideDrop = ({ status, name }: WitnessState): Decided => ({
  events: status === 'dropped' ? [] : [{ type: 'witness.dropped', name }],
})

const momentOf = (text: string): number => millisecondsOf(orThrow(parseInstant(text)))
