import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { breath } from '../../ledger/index.ts'
import { isDiskFull, storageFull } from '../storage-full.ts'
import { accept } from './accept.ts'
import {
  answer,
  type CommandRequest,
  type Decided,
  type Dispatched,
  type DispatchParts,
  decide,
  unchanged,
} from './dispatch.ts'

/** What became of each command, in order; or, where one was refused, of none: its place tells why. */
export type WholeAnswer =
  | { readonly done: readonly Dispatched[] }
  | { readonly refused: ReadonlyMap<number, Refusal> }

/**
 * Commands on different records as one: what all of them write stands in one transaction, or
 * nothing does. A conflict is decided anew, as with a single command.
 */
export const dispatchWhole = async (
  parts: DispatchParts,
  requests: readonly CommandRequest[],
): Promise<WholeAnswer> => {
  for (let attempt = 0; ; attempt++) {
    const result = await once(parts, requests)
    const again =
      'refused' in result &&
      [...result.refused].every(
        ([index, { code }]) =>
          code === 'ledger/conflict' && requests[index]?.ifVersion === undefined,
      )
    if (!again || attempt === limits.command.retries) return result
  }
}

/** What would refuse these commands as things stand; nothing is written, and no number used up. */
export const refusalsOf = async (
  parts: DispatchParts,
  requests: readonly CommandRequest[],
): Promise<ReadonlyMap<number, Refusal>> => (await decideAll(parts, requests, 'tried')).refused

const once = async (
  parts: DispatchParts,
  requests: readonly CommandRequest[],
): Promise<WholeAnswer> => {
  const { decided, refused } = await decideAll(parts, requests, 'meant')
  if (refused.size > 0) return { refused }
  const appends = decided.flatMap(({ append }) => (append === null ? [] : [append]))
  try {
    const results = [...(appends.length === 0 ? [] : await parts.ledger.appendWhole(appends))]
    const failed = new Map<number, Refusal>()
    const done: Dispatched[] = []
    for (const [index, { append, from }] of decided.entries()) {
      const result = append === null ? undefined : results.shift()
      const told = result === undefined ? unchanged(from) : await answer(parts.ledger, result, from)
      if (isRefusal(told)) failed.set(index, told)
      else done.push(told)
    }
    return failed.size > 0 ? { refused: failed } : { done }
  } catch (cause) {
    if (isDiskFull(cause)) return { refused: new Map([[0, storageFull]]) }
    throw cause
  }
}

const decideAll = async (
  parts: DispatchParts,
  requests: readonly CommandRequest[],
  meant: 'tried' | 'meant',
) => {
  const decided: Decided[] = []
  const refused = new Map<number, Refusal>()
  for (const [index, request] of requests.entries()) {
    // Others are served in between.
    if (index % 50 === 49) await breath()
    const order = accept(parts, request)
    const result = isRefusal(order) ? order : await decide(parts, order, meant)
    if (isRefusal(result)) refused.set(index, result)
    else decided.push(result)
  }
  return { decided, refused }
}
