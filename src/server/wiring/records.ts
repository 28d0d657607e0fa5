import type { StreamId } from '../../kernel/ids.ts'
import type { Found, Gathered, Ledger } from '../../ledger/index.ts'

/** A record of a known kind; its state was folded by that kind alone. */
export interface Typed<State> extends Found {
  readonly state: State
}

/** Records of one kind that carry a facet value, loaded. */
export const having = async <State>(
  ledger: Ledger,
  kind: string,
  facet: string,
  value: string,
): Promise<readonly Typed<State>[]> =>
  ofKind<State>(await ledger.loadAll(await ledger.having(kind, facet, value)), kind)

/** The records of this kind among those found. */
export const ofKind = <State>(found: readonly Found[], kind: string): readonly Typed<State>[] =>
  // The kind's name decides the type of its state; the ledger checked it on writing.
  found.filter((record) => record.kind === kind) as readonly Typed<State>[]

/** One record of this kind, or undefined. */
export const one = async <State>(
  ledger: Ledger,
  kind: string,
  id: string,
): Promise<Typed<State> | undefined> => {
  const found = await ledger.load(id)
  return found === undefined ? undefined : ofKind<State>([found], kind)[0]
}

/** The versions a decision relied on. */
export const readOf = (records: readonly Found[]): Gathered<unknown>['read'] =>
  records.map(({ stream, version }) => ({ stream: stream as StreamId, version }))
