import {
  type CaseState,
  endsWithoutFix,
  type OpenIssue,
  type OpenReviewState,
} from '../../cases/index.ts'
import {
  type DefectState,
  type DocumentState,
  isBehind,
  type LookState,
  undecidedIn,
} from '../../documents/index.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Found, Ledger } from '../../ledger/index.ts'
import type { ProductState } from '../../products/index.ts'
import {
  type GateCheck,
  type GateCheckId,
  type GateState,
  gateCheckTitles,
  type ReleasePorts,
  type ReleaseState,
} from '../../releases/index.ts'
import { casePorts } from './cases.ts'
import { corrections, openDefects } from './corrections.ts'
import { documentsOf } from './documents.ts'
import { previousReleaseAt } from './previous-release.ts'
import { having, ofKind, one, readOf, type Typed } from './records.ts'

/** All that the gate looks at, loaded once. */
interface Inspected {
  readonly id: string
  readonly release: ReleaseState
  readonly product: Typed<ProductState> | undefined
  readonly cases: readonly Typed<CaseState>[]
  /** Open cases of the product, and those of which nobody knows yet whom they concern. */
  readonly openIssues: readonly OpenIssue[] | Refusal
  readonly reviews: readonly Typed<OpenReviewState>[]
  readonly documents: readonly Typed<DocumentState>[]
  readonly defects: readonly Typed<DefectState>[]
  readonly looks: readonly Typed<LookState>[]
  /** When the product was released before; '' where it never was. */
  readonly since: string
}

/** The checks of a release's gate, each answered from the records as they stand. */
export const releasePorts = (ledger: () => Ledger): ReleasePorts => ({
  product: async (id) => {
    const product = await one<ProductState>(ledger(), 'product', id)
    return product === undefined
      ? refuse(
          'release/no-product',
          'The product of this release cannot be found. Register it first.',
        )
      : { facts: undefined, read: [] }
  },
  gateChecks: async (release, state) => {
    const inspected = await inspect(ledger(), release, state)
    const records: Found[] = [
      ...inspected.cases,
      ...inspected.reviews,
      ...inspected.documents,
      ...inspected.defects,
      ...inspected.looks,
      ...(inspected.product === undefined ? [] : [inspected.product]),
    ]
    const seen = new Map(records.map((record) => [record.stream, record]))
    return { facts: checks.map((check) => check(inspected)), read: readOf([...seen.values()]) }
  },
})

const inspect = async (ledger: Ledger, id: string, release: ReleaseState): Promise<Inspected> => {
  const documents = await documentsOf(ledger, release.product, release.revision)
  const defects: Typed<DefectState>[] = []
  for (const { stream } of documents)
    defects.push(...(await having<DefectState>(ledger, 'defect', 'document', stream)))
  for (const planned of await having<DefectState>(ledger, 'defect', 'release', id))
    if (!defects.some(({ stream }) => stream === planned.stream)) defects.push(planned)
  const looks: Typed<LookState>[] = []
  for (const about of release.cases)
    looks.push(...(await having<LookState>(ledger, 'look', 'case', about)))
  const issues = await casePorts(() => ledger).openIssues(release.product)
  return {
    id,
    release,
    product: await one<ProductState>(ledger, 'product', release.product),
    cases: ofKind<CaseState>(await ledger.loadAll(release.cases), 'case'),
    openIssues: isRefusal(issues) ? issues : issues.facts,
    reviews: await having<OpenReviewState>(ledger, 'open-review', 'release', id),
    documents,
    defects,
    looks,
    since: await previousReleaseAt(ledger, id, release),
  }
}

const answer = (
  id: GateCheckId,
  constraint: string,
  [state, detail]: readonly [GateState, string],
): GateCheck => ({
  id,
  title: gateCheckTitles[id],
  constraint,
  state,
  detail: detail.slice(0, 4_000),
})

/** `3 open issues`, `1 open issue`. */
const many = (number: number, one: string): string => `${number} ${number === 1 ? one : `${one}s`}`

const names = (records: readonly Found[]): string =>
  named(records.map(({ humanId }) => humanId).sort())

const named = (references: readonly string[]): string =>
  references.length > 20
    ? `${references.slice(0, 20).join(', ')} and ${references.length - 20} more`
    : references.join(', ')

const checks: readonly ((inspected: Inspected) => GateCheck)[] = [
  (all) => answer('cases-fixed', '9.5/verified', casesFixed(all)),
  (all) => answer('risks-updated', '9.5/risk-record', risksUpdated(all)),
  (all) => answer('open-review', '9.5/open-review', openReview(all)),
  (all) => answer('sbom', '4.3', sbom(all)),
  (all) => answer('documents-read', '4.1.9/identify', documentsRead(all)),
  (all) => answer('after-fix', '4.1.9/after-fix', afterFix(all)),
  (all) => answer('defects', '4.1.9/closure', defectsClosed(all)),
  (all) => answer('corrections', '4.1.9/closure', corrections(all)),
  (all) => answer('updated', '5.8.2/updated', updated(all)),
  (all) => answer('requirements', '5.8.2/requirements', guidance(all)),
]

type Answer = readonly [GateState, string]

const casesFixed = ({ release, cases }: Inspected): Answer => {
  if (release.cases.length === 0)
    return [
      'empty-inspection',
      'The release names no case. Name the cases it fixes, or have this waived.',
    ]
  if (cases.length < release.cases.length)
    return ['could-not-run', 'A case of this release cannot be found.']
  const without = cases.filter(({ state }) => endsWithoutFix(state))
  if (without.length > 0)
    return ['failed', `Ends without a fix, so no release fixes it: ${names(without)}.`]
  const open = cases.filter(({ state }) => !['fix-verified', 'closed'].includes(state.status))
  return open.length > 0
    ? ['incomplete', `Not verified yet: ${names(open)}.`]
    : ['passed', `Verified: ${names(cases)}.`]
}

const risksUpdated = ({ cases }: Inspected): Answer => {
  if (cases.length === 0)
    return ['empty-inspection', 'There is no case whose risk could be looked at.']
  const without = cases.filter(({ state }) => state.risk === null)
  if (without.length > 0) return ['incomplete', `No risk record: ${names(without)}.`]
  const unacceptable = cases.filter(({ state }) => state.risk?.residual === 'not-acceptable')
  return unacceptable.length > 0
    ? ['failed', `The remaining risk is not acceptable: ${names(unacceptable)}.`]
    : ['passed', `Updated for ${names(cases)}.`]
}

const openReview = ({ reviews, openIssues }: Inspected): Answer => {
  const review = [...reviews].sort((a, b) => (a.state.heldAt < b.state.heldAt ? 1 : -1))[0]
  if (review === undefined) return ['missing', 'No open-issue review was held for this release.']
  if (review.state.status !== 'signed')
    return [
      'incomplete',
      `${review.humanId} is ${review.state.status}: conclude on each issue and sign.`,
    ]
  if (isRefusal(openIssues)) return ['could-not-run', openIssues.message]
  const frozen = new Set(review.state.issues.map((issue) => issue.case))
  const later = openIssues.filter((issue) => !frozen.has(issue.case))
  if (later.length > 0)
    return [
      'incomplete',
      `Opened since ${review.humanId}: ${named(later.map(({ reference }) => reference))}. Hold a new review.`,
    ]
  const holds = review.state.conclusions.filter(({ conclusion }) =>
    ['hold-release', 'fix-first'].includes(conclusion),
  )
  if (holds.length > 0)
    return [
      'failed',
      `${review.humanId} holds the release back for ${many(holds.length, 'issue')}.`,
    ]
  return [
    'passed',
    `${review.humanId}: ${many(review.state.issues.length, 'open issue')}, concluded on and signed.`,
  ]
}

const sbom = ({ product, release }: Inspected): Answer => {
  if (product === undefined)
    return ['could-not-run', 'The product of this release cannot be found.']
  const revision = product.state.revisions.find((one) => one.revision === release.revision)
  if (revision === undefined)
    return ['missing', `${product.state.name} has no revision ${release.revision} yet.`]
  if (revision.sbom === null) return ['missing', `No SBOM is recorded for ${release.revision}.`]
  const { length } = revision.sbom.components
  return length === 0
    ? ['empty-inspection', 'The SBOM lists no components.']
    : ['passed', `${length} components in ${revision.sbom.format}.`]
}

const documentsRead = ({ documents }: Inspected): Answer => {
  if (documents.length === 0) return ['missing', 'The library has no document of this product.']
  const waiting = documents.filter(({ state }) => state.revisions.at(-1)?.reading === null)
  if (waiting.length > 0) return ['incomplete', `Still being read: ${names(waiting)}.`]
  const unread = documents.filter(
    ({ state }) => state.status === 'could-not-read' || state.status === 'empty' || isBehind(state),
  )
  if (unread.length > 0)
    return ['could-not-run', `Cannot be read, so nobody knows what they say: ${names(unread)}.`]
  const partly = documents.filter(({ state }) => state.status === 'partly-read')
  return partly.length > 0
    ? ['incomplete', `Read only in part: ${names(partly)}. Read the rest, and have this waived.`]
    : ['passed', `${many(documents.length, 'document')} read.`]
}

const afterFix = ({ release, cases, looks }: Inspected): Answer => {
  if (release.cases.length === 0) return ['empty-inspection', 'The release names no case.']
  const looksOf = (about: string) =>
    looks.flatMap(({ state }) => (state.case === about ? state : []))
  const missing = release.cases.filter((about) => {
    const last = cases.find(({ stream }) => stream === about)?.state.verifications.at(-1)?.at ?? ''
    return !looksOf(about).some(({ at }) => at >= last)
  })
  if (missing.length > 0)
    return [
      'missing',
      `No look at the documents after the last test of ${named(missing.map((about) => cases.find(({ stream }) => stream === about)?.humanId ?? 'a case that cannot be found'))}.`,
    ]
  const undecided = looks.filter(({ state }) => undecidedIn(state, looksOf(state.case)) > 0)
  if (undecided.length > 0)
    return ['incomplete', `Statements are undecided, or documents unread, in ${names(undecided)}.`]
  const inspected = looks.some(
    ({ state }) => state.searched.length + state.unread.length + state.readByEye.length > 0,
  )
  return inspected
    ? ['passed', `Decided: ${names(looks)}.`]
    : ['empty-inspection', `There was no document to look at: ${names(looks)}.`]
}

const defectsClosed = ({ id, defects, documents }: Inspected): Answer => {
  if (documents.length === 0) return ['empty-inspection', 'There is no document to have defects.']
  const [now, later] = openDefects(defects, id)
  if (now.length + later.length === 0)
    return ['passed', defects.length === 0 ? 'No defect was found.' : `Closed: ${names(defects)}.`]
  return [
    'incomplete',
    [
      ...(now.length === 0 ? [] : [`Open: ${names(now)}.`]),
      ...(later.length === 0 ? [] : [`Open, and planned for another release: ${names(later)}.`]),
    ].join(' '),
  ]
}

/** A revision that went out with an earlier release says nothing about this one. */
const updated = ({ release, documents, defects, since }: Inspected): Answer => {
  if (release.unchanged !== null)
    return [
      'passed',
      `Declared unchanged by ${release.unchanged.name}: ${release.unchanged.reason}`,
    ]
  const corrected = defects.filter(({ state }) => (state.correction?.at ?? '') > since)
  const revised = documents.filter(({ state: { revisions } }) =>
    revisions.some(({ addedAt }, index) => addedAt > since && (since !== '' || index > 0)),
  )
  return corrected.length > 0 || revised.length > 0
    ? ['passed', `Revised: ${names([...corrected, ...revised])}.`]
    : [
        'missing',
        'No document has a new revision. Revise one, or have it declared unchanged by signature.',
      ]
}

const guidance = ({ product }: Inspected): Answer => {
  if (product === undefined)
    return ['could-not-run', 'The product of this release cannot be found.']
  const { profile } = product.state
  if (profile === null)
    return ['missing', 'The product has no security profile to write guidance from.']
  const empty = (
    ['secureOperation', 'network', 'access', 'communications', 'disposal', 'conformance'] as const
  ).filter((name) => profile[name] === '')
  return empty.length > 0
    ? ['incomplete', `Nothing is recorded for: ${empty.join(', ')}.`]
    : [
        'passed',
        'Secure operation, network, access, communications, disposal and conformance are recorded.',
      ]
}
