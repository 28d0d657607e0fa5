import { mostInRound } from '../../contract/look/found.ts'
import type { NamedLook, NewDrawing, NewOmission, NewStatement, Seen } from '../plan.ts'
import type { LookState } from '../state.ts'

type Found<Item> = Omit<Item, 'decision' | 'round'>
type Statement = Found<LookState['candidates'][number]>
type Omission = Found<LookState['omissions'][number]>
type Drawing = Found<LookState['drawings'][number]>

/** One fact: into the look of this id, or into a new one, which continues the last. */
export interface Part {
  readonly look: string | null
  readonly continues: boolean
  readonly round: {
    readonly searched: LookState['searched']
    readonly candidates: readonly Statement[]
    readonly omissions: readonly Omission[]
    readonly drawings: readonly Drawing[]
    readonly unread: readonly string[]
    readonly whyUnread: LookState['whyUnread']
    readonly facts?: Seen['facts']
  }
}

/** Characters of one fact, with room for what a fact holds beside. */
const mostCharacters = 120_000

type Asked = Omit<Seen, 'statements'> & {
  readonly statements: readonly NewStatement[]
  readonly omissions: readonly NewOmission[]
  readonly drawings: readonly NewDrawing[]
}

/**
 * Cuts what was found into facts within bounds: the first goes into the last look while that has
 * room, each other into a further look. Nothing is left out.
 */
export const partsOf = (seen: Asked, looks: readonly NamedLook[]): readonly Part[] => {
  const last = looks.at(-1)
  const searched = seen.searched.filter((one) => !isKnown(one, looks))
  const unread = seen.unread.filter((one) => !isToldOf(one, looks))
  const facts = sameFacts(seen.facts, last?.state.facts) ? {} : { facts: seen.facts }
  const into = last !== undefined && hasRoom(last.state) ? last : undefined
  const parts: Part[] = []
  const queue = queueOf(seen, searched, unread)
  do {
    const target = parts.length === 0 ? into : undefined
    const round = filled(queue, target?.state, parts.length === 0 ? facts : { facts: seen.facts })
    parts.push({
      look: target?.id ?? null,
      continues: target === undefined && (parts.length > 0 || last !== undefined),
      round,
    })
  } while (queue.length > 0)
  return parts
}

/** Whether a part says anything that the looks do not say yet. */
export const isNews = ({ round }: Part): boolean =>
  round.facts !== undefined ||
  round.searched.length +
    round.candidates.length +
    round.omissions.length +
    round.drawings.length +
    round.unread.length >
    0

type Queued =
  | { readonly in: 'candidates'; readonly item: NewStatement }
  | { readonly in: 'omissions'; readonly item: NewOmission }
  | { readonly in: 'drawings'; readonly item: NewDrawing }
  | { readonly in: 'searched'; readonly item: LookState['searched'][number] }
  | { readonly in: 'unread'; readonly item: LookState['whyUnread'][number] }

const queueOf = (
  { statements, omissions, drawings }: Asked,
  searched: LookState['searched'],
  unread: LookState['whyUnread'],
): Queued[] => [
  ...searched.map((item) => ({ in: 'searched' as const, item })),
  ...unread.map((item) => ({ in: 'unread' as const, item })),
  ...statements.map((item) => ({ in: 'candidates' as const, item })),
  ...omissions.map((item) => ({ in: 'omissions' as const, item })),
  ...drawings.map((item) => ({ in: 'drawings' as const, item })),
]

const most = {
  candidates: mostInRound.statements,
  omissions: mostInRound.omissions,
  drawings: mostInRound.drawings,
  searched: mostInRound.documents,
  unread: mostInRound.documents,
} as const

/** Takes from the queue what one fact can hold; the ids go on where the look ends. */
const filled = (
  queue: Queued[],
  state: LookState | undefined,
  facts: Pick<Part['round'], 'facts'>,
): Part['round'] => {
  const candidates: Statement[] = []
  const omissions: Omission[] = []
  const drawings: Drawing[] = []
  const searched: LookState['searched'][number][] = []
  const unread: LookState['whyUnread'][number][] = []
  let room = mostCharacters
  for (let next = queue[0]; next !== undefined; next = queue[0]) {
    const held = { candidates, omissions, drawings, searched, unread }[next.in].length
    const before =
      state === undefined || next.in === 'searched' || next.in === 'unread'
        ? 0
        : state[next.in].length
    room -= JSON.stringify(next.item).length
    const isFirst =
      candidates.length + omissions.length + drawings.length + searched.length + unread.length === 0
    if (held + before >= most[next.in] || (room < 0 && !isFirst)) break
    queue.shift()
    const number = String(held + before + 1)
    if (next.in === 'candidates') candidates.push({ id: number, ...next.item })
    else if (next.in === 'omissions') omissions.push({ id: `o${number}`, ...next.item })
    else if (next.in === 'drawings') drawings.push({ id: `d${number}`, ...next.item })
    else if (next.in === 'searched') searched.push(next.item)
    else unread.push(next.item)
  }
  return {
    searched,
    candidates,
    omissions,
    drawings,
    unread: unread.map(({ document }) => document),
    whyUnread: unread,
    ...facts,
  }
}

/** A look holds what one page can show; the first fact always finds a place. */
const hasRoom = ({ candidates, omissions, drawings, searched }: LookState): boolean =>
  candidates.length < mostInRound.statements &&
  omissions.length < mostInRound.omissions &&
  drawings.length < mostInRound.drawings &&
  searched.length < 4 * mostInRound.documents

/** The last of the looks that knows the document knows this revision of it, read. */
const isKnown = (
  { document, revision }: LookState['searched'][number],
  looks: readonly NamedLook[],
): boolean =>
  looks.some(({ state }) =>
    state.searched.some((one) => one.document === document && one.revision === revision),
  )

/** The reason counts, too: what could be searched in part yesterday may be lost today. */
const isToldOf = (
  { document, revision }: LookState['whyUnread'][number],
  looks: readonly NamedLook[],
): boolean =>
  looks.some(
    ({ state }) =>
      (state.unread.includes(document) &&
        state.whyUnread.some((one) => one.document === document && one.revision === revision)) ||
      state.readByEye.some((one) => one.document === document && one.revision === revision),
  )

const sameFacts = (one: Seen['facts'], other: Seen['facts'] | null | undefined): boolean =>
  other != null && JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, of]) => of !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, of]) => [key, sorted(of)]),
        )
      : value
