import type { CaseState } from '../../cases/index.ts'
import { guidanceIn } from '../../cases/index.ts'
import type { ImpactFacts } from '../../documents/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { ProductState } from '../../products/index.ts'
import { ofKind, type Typed } from '../wiring/records.ts'

/** A fact that nobody recorded on the case, and where it comes from. */
export interface CompletedFact {
  readonly kind: 'product' | 'component' | 'port' | 'account' | 'algorithm' | 'guidance' | 'summary'
  readonly what: string
  readonly from: string
}

export interface CaseFactsNow {
  readonly facts: ImpactFacts
  readonly completed: readonly CompletedFact[]
}

const most = 500

/**
 * What the documents are searched for: the facts that people recorded, completed by what the case
 * knows anyway. What a person recorded is never changed.
 */
export const factsOf = async (ledger: Ledger, about: CaseState): Promise<CaseFactsNow> => {
  const products = ofKind<ProductState>(
    await ledger.loadAll([...new Set(about.impact.map(({ product }) => product))]),
    'product',
  )
  const completed: CompletedFact[] = []
  const noted = <Fact>(
    kind: CompletedFact['kind'],
    from: string,
    facts: readonly (readonly [string, Fact])[],
  ) =>
    facts.map(([what, fact]) => {
      completed.push({ kind, what, from })
      return fact
    })
  const { facts, title, summary, rootCause } = about
  const text = [title, summary, rootCause, facts.summary ?? ''].join('\n').toLowerCase()
  const profiles = products.flatMap(({ state }) =>
    state.profile === null
      ? []
      : [{ of: `the security profile of ${state.name}`, ...state.profile }],
  )
  const product = facts.product ?? productOf(about, products)
  if (facts.product === undefined && product !== undefined)
    noted('product', 'the impact', [[wordsOf(product), product]])
  const components = componentsOf(about, products)
  const ports = profiles.flatMap(({ of, ports }) =>
    noted(
      'port',
      of,
      ports
        .filter(
          ({ port, service }) =>
            names(text, `port ${port}`) || names(text, `${port}/`) || names(text, service),
        )
        .filter(({ port }) => facts.ports?.some((one) => one.port === port) !== true)
        .map(
          ({ port, protocol, service }) =>
            [
              `${port}/${protocol} ${service}`.trim(),
              { port, protocol, ...(service === '' ? {} : { service }) },
            ] as const,
        ),
    ),
  )
  const accounts = profiles.flatMap(({ of, accounts }) =>
    noted(
      'account',
      of,
      accounts
        .filter(({ name }) => names(text, name))
        .filter(({ name }) => facts.accounts?.some((one) => one.name === name) !== true)
        .map(({ name }) => [name, { name }] as const),
    ),
  )
  const algorithms = profiles.flatMap(({ of, ciphers }) =>
    noted(
      'algorithm',
      of,
      ciphers
        .filter((cipher) => names(text, cipher) && facts.algorithms?.includes(cipher) !== true)
        .map((cipher) => [cipher, cipher] as const),
    ),
  )
  const { disposition } = about
  const decided = disposition === null ? [] : guidanceIn(disposition)
  const guidance = [...new Set([...(facts.guidance ?? []), ...decided])]
  noted(
    'guidance',
    'the disposition',
    guidance
      .filter((one) => facts.guidance?.includes(one) !== true)
      .map((one) => [one, one] as const),
  )
  if (facts.summary === undefined)
    noted('summary', 'title and summary of the case', [[title, title]])
  noted(
    'component',
    'the SBOM',
    components.added.map((one) => [one, one] as const),
  )
  return {
    facts: {
      ...facts,
      ...(product === undefined ? {} : { product }),
      ...(components.all.length === 0 ? {} : { components: components.all.slice(0, most) }),
      ...joined('ports', facts.ports, ports),
      ...joined('accounts', facts.accounts, accounts),
      ...joined('algorithms', facts.algorithms, algorithms),
      summary: facts.summary ?? `${title}. ${summary}`.slice(0, 4_000).toWellFormed(),
      guidance: guidance.slice(0, most),
    },
    completed,
  }
}

const joined = <Name extends string, Item>(
  name: Name,
  recorded: readonly Item[] | undefined,
  added: readonly Item[],
): Partial<Record<Name, Item[]>> => {
  const all = [...(recorded ?? []), ...added].slice(0, most)
  // The name decides the key; nothing else is there.
  return all.length === 0 ? {} : ({ [name]: all } as Partial<Record<Name, Item[]>>)
}

/** Whether the case names it, as a word and not within another one. */
const names = (text: string, name: string): boolean => {
  const wanted = name.trim().toLowerCase()
  if (wanted.length < 2) return false
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + wanted.length] ?? ' '}`
    if (!/[\p{L}\p{N}]/u.test(wanted.endsWith('/') ? (around[0] ?? ' ') : around)) return true
  }
  return false
}

type ProductFact = NonNullable<ImpactFacts['product']>

const productOf = (
  { impact, verifications }: CaseState,
  products: readonly Typed<ProductState>[],
): ProductFact | undefined => {
  const [product] = products
  if (product === undefined) return undefined
  const affected = impact.flatMap((row) =>
    row.product === product.stream && row.status === 'affected' ? [row.revision] : [],
  )
  const fixed = verifications.findLast((one) => one.passed)?.fixedIn
  return {
    name: product.state.name,
    ...(affected[0] === undefined
      ? {}
      : { affected: affected.length === 1 ? affected[0] : affected.slice(0, most) }),
    ...(fixed === undefined ? {} : { fixed }),
  }
}

const wordsOf = ({ name, affected, fixed }: ProductFact): string =>
  `${name ?? ''} ${[affected ?? []].flat().join(', ')}${fixed === undefined ? '' : `, fixed in ${fixed}`}`.trim()

type ComponentFact = NonNullable<ImpactFacts['components']>[number]

/** Components that a person named get the versions that the SBOMs of affected revisions name. */
const componentsOf = (
  { facts, impact }: CaseState,
  products: readonly Typed<ProductState>[],
): { readonly all: ComponentFact[]; readonly added: readonly string[] } => {
  const added: string[] = []
  const all = (facts.components ?? []).map((component): ComponentFact => {
    if (component.affected !== undefined) return component
    const versions = [
      ...new Set(
        products.flatMap(({ stream, state }) =>
          state.revisions
            .filter(({ revision }) =>
              impact.some(
                (row) =>
                  row.product === stream && row.revision === revision && row.status === 'affected',
              ),
            )
            .flatMap(({ sbom }) => sbom?.components ?? [])
            .filter(
              ({ name, version }) =>
                name.toLowerCase() === component.name.toLowerCase() && version !== '',
            )
            .map(({ version }) => version),
        ),
      ),
    ].slice(0, most)
    if (versions.length === 0) return component
    added.push(`${component.name} ${versions.join(', ')}`)
    return { ...component, affected: versions }
  })
  return { all, added }
}
