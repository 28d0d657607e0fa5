import type { CommandDeclaration } from '../../kernel/command.ts'
import { parseStreamId, type StreamId } from '../../kernel/ids.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Actor, Role } from '../../kernel/roles.ts'
import {
  type Append,
  type Facets,
  type Found,
  foldInto,
  type Kind,
  type Ledger,
} from '../../ledger/index.ts'
import { whoMay } from './who-may.ts'

/**
 * Facets that name records through which one without products of its own concerns some: a
 * documentation defect through its document and its case, say. Not `report`: one report may have
 * led to cases of different products.
 */
const roads = ['case', 'release', 'update', 'document', 'look', 'about'] as const

/** An erasure is about a report, that names a case, that names its products. */
const deepest = 4

/** More than any record names; one that does concerns everything, as far as a limit goes. */
const mostRecords = 5_000

/** What a record concerns, and the versions of the records that said so. */
export interface Concern {
  readonly products: ReadonlySet<string>
  readonly read: Append['read']
}

/**
 * The products that a record concerns in this state: itself, where it is one; those it names; else
 * those of the records that it hangs on. Nothing to declare: a new kind has the facets anyway.
 */
export const concernOf = async (
  ledger: Ledger,
  { contract, facets }: Kind,
  stream: string,
  state: unknown,
): Promise<Concern> => {
  if (contract.kind === 'product') return { products: new Set([stream]), read: [] }
  const products = new Set<string>()
  const read = new Map<string, Found>()
  let open: readonly Facets[] = [facets(state)]
  for (let depth = 0; depth < deepest && open.length > 0; depth++) {
    const found = await loadNamed(ledger, open.flatMap(productsIn))
    const known = new Set(found.filter(({ kind }) => kind === 'product').map((one) => one.stream))
    const next: string[] = []
    for (const one of open) {
      const named = productsIn(one).filter((id) => known.has(id))
      for (const id of named) products.add(id)
      // A report tells its product in the reporter's words: those name no record.
      if (named.length === 0) next.push(...roads.flatMap((road) => one.values?.[road] ?? []))
    }
    const further = await loadNamed(
      ledger,
      next.filter((id) => id !== stream && !read.has(id)),
    )
    for (const one of further) read.set(one.stream, one)
    if (read.size > mostRecords) break
    open = further.flatMap((one) => ledger.kinds.get(one.kind)?.facets(one.state) ?? [])
  }
  return {
    products,
    read: [...read.values()].map(({ stream, version }) => ({
      // Rows hold the ids that the ledger made.
      stream: stream as StreamId,
      version,
    })),
  }
}

const productsIn = ({ values }: Facets): readonly string[] => values?.['product'] ?? []

const loadNamed = async (ledger: Ledger, ids: readonly string[]): Promise<readonly Found[]> => {
  const streams = [...new Set(ids)].filter((id) => !isRefusal(parseStreamId(id)))
  return streams.length === 0 ? [] : ledger.loadAll(streams)
}

/** A command of somebody whose roles are limited to products. */
export interface Scoped {
  readonly ledger: Ledger
  readonly kind: Kind
  readonly declaration: CommandDeclaration
  readonly actor: Actor
  readonly input: unknown
  readonly from: Found
}

const nothing: Concern = { products: new Set(), read: [] }

/** Whether who is limited may issue this at all, by what the record concerns as it stands. */
export const scopeBefore = async (scoped: Scoped): Promise<Concern | Refusal> => {
  const { ledger, kind, declaration, actor, input, from } = scoped
  if (actor.products === undefined) return nothing
  if (kind.contract.everywhere === true)
    return !declaration.creates && actor.id === `person:${from.stream}` ? nothing : forAll()
  const concern = declaration.creates
    ? nothing
    : await concernOf(ledger, kind, from.stream, from.state)
  if (declaration.creates) return concern
  const refused = await judged(scoped, concern.products, namedIn(declaration, input))
  return refused ?? concern
}

/** Whether what would stand then concerns other products than before; answers what it relies on. */
export const scopeAfter = async (
  scoped: Scoped,
  before: Concern,
  { events, shown, read }: Append,
): Promise<Append['read'] | Refusal> => {
  const { ledger, kind, declaration, actor, from } = scoped
  if (actor.products === undefined || kind.contract.everywhere === true) return read
  const state = foldInto(kind, from.state, shown ?? events)
  const after = await concernOf(ledger, kind, from.stream, state)
  const refused = declaration.creates
    ? await judged(scoped, after.products, [])
    : await outside({ ...scoped, permission: declaration.permission }, [
        ...[...after.products].filter((id) => !before.products.has(id)),
        ...[...before.products].filter((id) => !after.products.has(id)),
      ])
  return refused ?? [...read, ...before.read, ...after.read]
}

/** The refusal for who is limited and does by a route what touches this record; of nobody's, none. */
export const outOfScope = async (
  ledger: Ledger,
  actor: Actor,
  permission: readonly Role[],
  stream: string | undefined,
): Promise<Refusal | undefined> => {
  if (actor.products === undefined || stream === undefined || stream === '') return undefined
  const from = await ledger.load(stream)
  const kind = from === undefined ? undefined : ledger.kinds.get(from.kind)
  if (from === undefined || kind === undefined) return undefined
  const { products } = await concernOf(ledger, kind, from.stream, from.state)
  return outside({ ledger, actor, permission }, [...products])
}

const judged = async (
  scoped: Scoped,
  products: ReadonlySet<string>,
  named: readonly string[],
): Promise<Refusal | undefined> => {
  const { declaration } = scoped
  const asked = { ...scoped, permission: declaration.permission }
  const mine = (id: string) => scoped.actor.products?.includes(id) === true
  if (products.size === 0) {
    if (declaration.signature !== undefined || declaration.judges === true) return noProduct()
    return outside(asked, named)
  }
  const all = [...products]
  if (declaration.creates || declaration.products === undefined) return outside(asked, all)
  // Whatever the input says: a record of other products only is theirs.
  return outside(asked, declaration.elsewhere === true || all.some(mine) ? named : all)
}

const outside = async (
  {
    ledger,
    actor,
    permission,
  }: Pick<Scoped, 'ledger' | 'actor'> & { readonly permission: readonly Role[] },
  ids: readonly string[],
): Promise<Refusal | undefined> => {
  const foreign = ids.filter((id) => actor.products?.includes(id) !== true)
  if (foreign.length === 0) return undefined
  const names = (await loadNamed(ledger, foreign.slice(0, 20))).flatMap(
    ({ kind, humanId, state }) => {
      const title = ledger.kinds.get(kind)?.facets(state).title
      return kind === 'product' && title !== undefined ? [`${title} (${humanId})`] : []
    },
  )
  const ask = await whoMay(ledger, permission, ids, actor)
  return refuse(
    'access/product-scope',
    `Your account is limited to products, and this concerns ${names.slice(0, 3).join(', ') || 'another one'}${names.length > 3 ? ' and others' : ''}. Ask ${ask === '' ? '' : `${ask}, or `}an administrator to add the product to your account.`,
    { products: foreign.slice(0, 20) },
  )
}

const noProduct = (): Refusal =>
  refuse(
    'access/product-scope',
    'Your account is limited to products, and this names none yet, so your approval does not cover it. Record first which products it concerns, or ask somebody whose account is not limited.',
  )

const forAll = (): Refusal =>
  refuse(
    'access/product-scope',
    'Your account is limited to products, and this holds for all of them. Ask somebody whose account is not limited, or an administrator to lift the limit.',
  )

/** The products that the declared fields of an input name: `rows.product` in each of `rows`. */
const namedIn = ({ products }: CommandDeclaration, input: unknown): readonly string[] =>
  Array.isArray(products) ? products.flatMap((path) => valuesAt(input, path.split('.'))) : []

const valuesAt = (value: unknown, [step, ...rest]: readonly string[]): readonly string[] => {
  if (Array.isArray(value))
    return value.flatMap((one) => valuesAt(one, step === undefined ? [] : [step, ...rest]))
  if (step === undefined) return typeof value === 'string' ? [value] : []
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? // What has a member can be read by its name.
      valuesAt((value as Readonly<Record<string, unknown>>)[step], rest)
    : []
}
