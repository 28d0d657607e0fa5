import { isRefusal, type Refusal } from '../../kernel/result.ts'
import type { RecordedEvent } from '../../ledger/index.ts'
import type { Dispatched } from '../commands/dispatch.ts'
import type { Parts } from '../parts.ts'

interface Step {
  readonly kind: string
  readonly command: string
  readonly id?: string
  readonly input: unknown
  /** Tells several steps of the same command to the same record apart. */
  readonly of?: string
}

/**
 * Issues a command because of an event, once however often the event is seen. A conflict throws,
 * so that the event is tried again; any other refusal means the step is not wanted any more.
 */
export const issue = async (
  { dispatch, log }: Parts,
  event: RecordedEvent,
  { of, ...step }: Step,
): Promise<Dispatched | Refusal> => {
  const result = await dispatch({
    ...step,
    actor: { id: 'system:reactions', roles: [] },
    onBehalfOf: event.actor,
    requestId: event.requestId,
    key: `${event.id}:${step.kind}:${step.command}:${step.id ?? ''}${of === undefined ? '' : `:${of}`}`,
  })
  if (isRefusal(result)) {
    if (result.code === 'ledger/conflict') throw new Error(`${step.command}: ${result.message}`)
    log.warn({ event: event.id, command: step.command, code: result.code }, 'a step was refused')
  }
  return result
}
