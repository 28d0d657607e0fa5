import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  connectSource,
  describeSource,
  recordFailure,
  recordSync,
  syncNow,
} from '../contract/source.ts'
import type { SourceEvent } from './events.ts'
import type { SourceState } from './state.ts'

type Decided = readonly SourceEvent[] | Refusal

export const decideConnect = (
  _state: SourceState,
  input: InputOf<typeof connectSource>,
  { humanId }: DecisionContext,
): Decided => [{ type: 'source.connected', reference: humanId, ...input }]

export const decideDescribe = (
  state: SourceState,
  input: InputOf<typeof describeSource>,
): Decided => {
  const same =
    state.status !== 'disconnected' &&
    state.title === input.title &&
    state.sourceKind === input.sourceKind &&
    state.place === input.place &&
    state.everyMinutes === input.everyMinutes &&
    state.keepOriginals === input.keepOriginals
  return same ? [] : [{ type: 'source.described', ...input }]
}

export const decideDisconnect = ({ status, name }: SourceState): Decided =>
  status === 'disconnected' ? [] : [{ type: 'source.disconnected', name }]

/** Asking again while nobody has looked yet changes nothing, unless it says more. */
export const decideSyncNow = (
  { status, asked }: SourceState,
  { emptied }: InputOf<typeof syncNow>,
): Decided => {
  if (status === 'disconnected')
    return refuse(
      'source/disconnected',
      'sources.yaml has this source no longer. Whoever runs the server can name it there again.',
    )
  return asked !== null && (asked.emptied || !emptied)
    ? []
    : [{ type: 'source.sync-asked', emptied }]
}

export const decideRecordSync = (
  { status }: SourceState,
  input: InputOf<typeof recordSync>,
): Decided => (status === 'disconnected' ? [] : [{ type: 'source.synced', ...input }])

/** The same failure again is one fact, however often it was tried, unless somebody waits for it. */
export const decideRecordFailure = (
  { status, failing, asked }: SourceState,
  input: InputOf<typeof recordFailure>,
): Decided =>
  status === 'disconnected' || (failing?.reason === input.reason && asked === null)
    ? []
    : [{ type: 'source.sync-failed', ...input }]
