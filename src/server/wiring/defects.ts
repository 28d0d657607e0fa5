import type { CaseState, NamedMatrix } from '../../cases/index.ts'
import {
  compareStatement,
  type DefectPorts,
  type DefectState,
  type DocumentState,
  type LookState,
  said,
  says,
  unscheduled,
} from '../../documents/index.ts'
import { refuse } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { Found, Ledger } from '../../ledger/index.ts'
import type { ReleaseState } from '../../releases/index.ts'
import type { PersonState } from '../access/person/index.ts'
import type { TrackerSettings } from '../channels/trackers/settings.ts'
import { systemOf } from '../channels/trackers/settings.ts'
import { visible } from '../commands/dispatch.ts'
import { concernOf } from '../commands/product-scope.ts'
import { statementsOf } from '../library/statements.ts'
import type { Settings } from '../settings.ts'
import { addressesOf } from './intake.ts'
import { having, ofKind, one, readOf, type Typed } from './records.ts'

interface Surroundings {
  readonly matrix: NamedMatrix
  readonly trackers: readonly TrackerSettings[]
  readonly publicUrl: Settings['publicUrl']
  /** Addresses of roles, as the rule file of cases names them. */
  readonly clocks: Parameters<typeof addressesOf>[1]
}

/** What documentation defects ask of documents, releases, notices, people and trackers. */
export const defectPorts = (
  ledger: () => Ledger,
  { matrix, trackers, publicUrl, clocks }: Surroundings,
): DefectPorts => ({
  matrix,
  trackers: trackers.map((settings) => ({
    system: systemOf(settings),
    decides: settings.defects.status === 'tracker',
  })),
  linkTo: (humanId) => `${publicUrl}/workbench/defects/${encodeURIComponent(humanId)}`,
  documentOf: async (id) => {
    const document = await one<DocumentState>(ledger(), 'document', id)
    if (document === undefined)
      return refuse('defect/no-document', 'The document of this defect is not in the library.')
    const { revisions, language } = document.state
    return {
      facts: {
        language,
        revisions: revisions.map(({ version, file, reading }) => ({
          version,
          hash: file.hash,
          reading: reading?.outcome ?? null,
        })),
      },
      read: readOf([document]),
    }
  },
  linked: async (links, actor) => {
    const found: Found[] = []
    for (const [kind, id] of [
      ['case', links.case],
      ['report', links.report],
      ['review-finding', links.finding],
      ['look', links.look],
      ['defect', links.counterpartOf],
    ] as const) {
      if (id === undefined) continue
      const record = await seen(ledger(), kind, id, actor)
      if (record === undefined)
        return refuse(
          'defect/no-such-record',
          `There is no ${kindWords[kind]} with this id. Name another, or leave it out.`,
        )
      found.push(record)
    }
    const [look] = ofKind<LookState>(found, 'look')
    const wanted = [links.candidate, ...(links.candidates ?? [])].filter((id) => id !== undefined)
    const asked = look === undefined ? [] : askedOf(look.state, links.document)
    const strange = wanted.find((id) => !asked.includes(id))
    return strange === undefined
      ? { facts: undefined, read: readOf(found) }
      : refuse(
          'defect/no-candidate',
          `The look asks nothing ${strange} of this document. Name the look and a question that it asks there.`,
        )
  },
  compare: async ({ document, statements, revision, after }) => {
    const now = said(await statementsOf(ledger(), document, revision))
    const before = new Map<string, ReturnType<typeof said>>()
    for (const { revision: cited } of statements)
      if (!before.has(cited)) before.set(cited, said(await statementsOf(ledger(), document, cited)))
    return {
      statements: statements.map((one) =>
        compareStatement(before.get(one.revision) ?? said([]), now, one.quote),
      ),
      says: says(now, after),
    }
  },
  releaseOf: async (id, document) => {
    const release = await one<ReleaseState>(ledger(), 'release', id)
    const about = await one<DocumentState>(ledger(), 'document', document)
    if (release === undefined)
      return refuse('defect/no-release', 'There is no release with this id. Plan it first.')
    return {
      facts: {
        reference: release.humanId,
        concerns: about?.state.products.includes(release.state.product) === true,
        released: release.state.status === 'released',
      },
      read: readOf(about === undefined ? [release] : [release, about]),
    }
  },
  noticeOf: async (id, document) => {
    const found = await ledger().load(id)
    const about = await one<DocumentState>(ledger(), 'document', document)
    const kind = found?.kind
    if (found === undefined || (kind !== 'advisory' && kind !== 'update'))
      return { facts: undefined, read: [] }
    const contract = ledger().kinds.get(kind)
    const { products, read } =
      contract === undefined
        ? { products: new Set<string>(), read: [] }
        : await concernOf(ledger(), contract, found.stream, found.state)
    return {
      facts: {
        reference: found.humanId,
        kind,
        published: contract?.facets(found.state).status === 'published',
        concerns: about?.state.products.some((product) => products.has(product)) === true,
      },
      read: [...readOf([found]), ...read],
    }
  },
  colleagueOf: async (named) => {
    const person = await personNamed(ledger(), named)
    if (person === undefined) return { facts: undefined, read: [] }
    const { name, status } = person.state
    return status === 'active'
      ? { facts: { id: `person:${person.stream}`, name }, read: readOf([person]) }
      : refuse('defect/colleague-inactive', `${name} cannot sign in. Choose somebody who can.`)
  },
  counterpartsOf: async (id, { document, counterpartOf }) => {
    const first = counterpartOf ?? id
    const family = (await familyOf(ledger(), first)).filter(({ stream }) => stream !== id)
    const others = await otherLanguages(ledger(), document)
    const followed = new Set(family.map(({ state }) => state.document))
    return {
      facts: {
        // Only the first one opened the others.
        missing:
          counterpartOf === null
            ? others.filter(({ stream }) => !followed.has(stream)).map(({ humanId }) => humanId)
            : [],
        unscheduled: family.flatMap(({ humanId, state }) => {
          const lacks = unscheduled(state)
          return lacks.length === 0 ? [] : [{ reference: humanId, lacks }]
        }),
      },
      read: readOf([...family, ...others]),
    }
  },
  addresses: async (recipients) => {
    const known = new Map<string, readonly string[]>()
    for (const name of new Set(recipients))
      known.set(name, await addressesOf(ledger(), clocks, name))
    return known
  },
})

const kindWords = {
  case: 'case',
  report: 'report',
  'review-finding': 'review finding',
  look: 'look at the documents',
  defect: 'documentation defect',
} as const

/** A record of this kind, if the actor may see it. */
const seen = async (
  ledger: Ledger,
  kind: string,
  id: string,
  actor: Actor,
): Promise<Found | undefined> => {
  const found = await one<CaseState>(ledger, kind, id)
  return found !== undefined && (await visible(ledger, found, actor)) ? found : undefined
}

/** A defect and its counterparts in other languages. */
const familyOf = async (ledger: Ledger, first: string): Promise<readonly Typed<DefectState>[]> => {
  const root = await one<DefectState>(ledger, 'defect', first)
  const others = await having<DefectState>(ledger, 'defect', 'counterpart-of', first)
  return root === undefined ? others : [root, ...others]
}

/** The same document in other languages: the original, and what translates it too. */
export const otherLanguages = async (
  ledger: Ledger,
  id: string,
): Promise<readonly Typed<DocumentState>[]> => {
  const document = await one<DocumentState>(ledger, 'document', id)
  if (document === undefined) return []
  const original = document.state.translationOf ?? id
  const translations = await having<DocumentState>(ledger, 'document', 'translation-of', original)
  const root = ofKind<DocumentState>(await ledger.loadAll([original]), 'document')
  return [...root, ...translations].filter(
    ({ stream, state }) => stream !== id && state.language !== document.state.language,
  )
}

const personNamed = async (
  ledger: Ledger,
  named: string,
): Promise<Typed<PersonState> | undefined> => {
  if (named.startsWith('person:'))
    return one<PersonState>(ledger, 'person', named.slice('person:'.length))
  const [byLogin] = await ledger.having('person', 'login', named, 1)
  if (byLogin !== undefined) return one<PersonState>(ledger, 'person', byLogin)
  const byName = await ledger.database.reader
    .selectFrom('stream')
    .select('stream')
    .where('kind', '=', 'person')
    .where('title', '=', named)
    .limit(2)
    .execute()
  const [only] = byName
  // Of two of the same name nobody knows which is meant: then it is only a name.
  const found =
    only === undefined || byName.length > 1
      ? undefined
      : await one<PersonState>(ledger, 'person', only.stream)
  return found?.state.status === 'active' ? found : undefined
}

/** What a look asks of a document; missing guidance may stand in whichever is right for it. */
const askedOf = (
  { candidates, omissions, drawings }: LookState,
  document: string,
): readonly (string | undefined)[] => [
  ...[...candidates, ...drawings].filter((one) => one.document === document).map(({ id }) => id),
  ...omissions.map(({ id }) => id),
]
