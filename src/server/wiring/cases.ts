import { createHash } from 'node:crypto'
import { caseContract } from '../../cases/contract.ts'
import type {
  CasePorts,
  CaseState,
  ClosureEvidence,
  NamedMatrix,
  OpenIssue,
  RiskState,
} from '../../cases/index.ts'
import { severityOf } from '../../cases/index.ts'
import type { DefectState, LookState } from '../../documents/index.ts'
import { holdsClosure, undecidedIn } from '../../documents/index.ts'
import type { ReportState } from '../../intake/index.ts'
import type { StreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Gathered, Ledger } from '../../ledger/index.ts'
import { unsearchedDocuments } from '../looks/unsearched.ts'
import { shippedMatrix } from '../risk-matrix.ts'
import { impactPorts } from './cases/impact.ts'
import {
  activeProducts,
  type CaseSurroundings,
  inquiryPorts,
  shippedSurroundings,
} from './cases/inquiries.ts'
import { riskEntryOf } from './cases/risks.ts'
import { addressesOf } from './intake.ts'
import { having, ofKind, one, readOf } from './records.ts'

interface Published {
  readonly status: string
}

/** What a case is closed by: looks, defects, updates and advisories that name it. */
export const casePorts = (
  ledger: () => Ledger,
  trackers: readonly string[] = [],
  matrix: NamedMatrix = shippedMatrix(),
  around: CaseSurroundings = shippedSurroundings(),
): CasePorts => ({
  riskMatrix: () => matrix,
  riskEntry: async (id, caseId) => {
    const entry = await one<RiskState>(ledger(), 'risk', id)
    if (entry === undefined || entry.state.retired !== null)
      return refuse(
        'case/no-risk',
        'There is no such entry in the risk register, or it is retired.',
      )
    return entry.state.basis.some((basis) => basis.case === caseId)
      ? { facts: riskEntryOf(entry), read: readOf([entry]) }
      : refuse(
          'case/risk-not-linked',
          `${entry.humanId} does not name this case. Link the case there first.`,
        )
  },
  ...impactPorts(ledger),
  ...inquiryPorts(ledger, around),
  digest: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  trackers,
  closureEvidence: (id) => closureEvidence(ledger(), id, around),
  reportsOf: async (id) => {
    const reports = await having<ReportState>(ledger(), 'report', 'case', id)
    return { facts: reports.map(({ stream }) => stream), read: [] }
  },
  toldOf: async (humanId, recipients) => {
    const addresses = new Map<string, readonly string[]>()
    for (const name of new Set(recipients))
      addresses.set(name, await addressesOf(ledger(), around.caseClocks, name))
    return { addresses, link: `${around.publicUrl}/workbench/cases/${encodeURIComponent(humanId)}` }
  },
  originalCase: async (id) => {
    const original = await one<CaseState>(ledger(), 'case', id)
    return original === undefined
      ? refuse('case/no-original', 'The case that it should duplicate cannot be found.')
      : {
          facts: {
            id: original.stream as StreamId,
            reference: original.humanId,
            duplicate: original.state.ending?.ending === 'duplicate',
          },
          read: readOf([original]),
        }
  },
  openIssues: async (product) => {
    const ids = await openCaseIds(ledger(), product)
    if (isRefusal(ids)) return ids
    const cases = ofKind<CaseState>(await ledger().loadAll(ids), 'case')
    const facts = cases
      .map(
        ({ stream, humanId, version, state, restricted }): OpenIssue => ({
          case: stream as StreamId,
          reference: humanId,
          // The list is read by everybody; what is under embargo stays with those named on it.
          title: restricted ? '(under embargo)' : state.title,
          status: state.status,
          severity: severityOf(state) ?? null,
          version,
          stale: state.stale.length > 0,
          ...(restricted ? {} : knownOf(ledger(), state, product)),
        }),
      )
      .sort((a, b) => (a.reference < b.reference ? -1 : 1))
    return { facts, read: readOf(cases) }
  },
  reportedOn: async (id) => {
    const report = await one<ReportState>(ledger(), 'report', id)
    return report === undefined
      ? refuse(
          'case/no-report',
          'The report of this case cannot be found. Leave it out, or name it.',
        )
      : {
          facts: { on: report.state.receivedAt.slice(0, 10), embargo: report.state.embargo },
          read: readOf([report]),
        }
  },
})

/** What is known of an open case beside its title, as a review freezes it. */
const knownOf = (
  { kinds }: Ledger,
  state: CaseState,
  product: string | undefined,
): Pick<OpenIssue, 'dueAt' | 'disposition' | 'impact'> => {
  const { disposition, impact } = state
  const rows = impact.filter((row) => product === undefined || row.product === product)
  const counted: Record<string, number> = {}
  for (const { status } of rows) counted[status] = (counted[status] ?? 0) + 1
  return {
    dueAt: kinds.get('case')?.facets(state).dueAt ?? null,
    disposition:
      disposition === null
        ? null
        : { path: disposition.path, approved: disposition.approved !== null },
    impact: counted,
  }
}

/** Looks, defects, updates and advisories that name a case. */
export const closureEvidence = async (
  ledger: Ledger,
  id: string,
  { inquiries, caseClocks }: Pick<CaseSurroundings, 'inquiries' | 'caseClocks'>,
): Promise<Gathered<ClosureEvidence>> => {
  const reports = await having<ReportState>(ledger, 'report', 'case', id)
  const looks = await having<LookState>(ledger, 'look', 'case', id)
  const defects = await having<DefectState>(ledger, 'defect', 'case', id)
  const outward = [
    ...(await having<Published>(ledger, 'update', 'case', id)),
    ...(await having<Published>(ledger, 'advisory', 'case', id)),
  ].filter(({ state }) => state.status !== 'withdrawn')
  const risks = (await having<RiskState>(ledger, 'risk', 'case', id)).filter(
    ({ state }) => state.retired === null,
  )
  const isPublished = ({ state }: (typeof outward)[number]) => state.status === 'published'
  return {
    facts: {
      reports: reports.map(({ stream }) => stream),
      looks: looks.map(({ humanId, state }) => ({
        reference: humanId,
        at: state.at,
        undecided: undecidedIn(
          state,
          looks.map((look) => look.state),
        ),
      })),
      authorities: caseClocks.authorities,
      unsearched: await unsearchedDocuments(ledger, id, looks),
      openDefects: defects.flatMap(({ humanId, state }) => {
        const holds = holdsClosure(state)
        return holds.length === 0 ? [] : [`${humanId} (${holds.join(', ')})`]
      }),
      published: outward.filter(isPublished).map(({ humanId }) => humanId),
      risks: risks.map(riskEntryOf),
      unpublished: outward.filter((record) => !isPublished(record)).map(({ humanId }) => humanId),
      products: {
        active: await activeProducts(ledger),
        askAll: inquiries.owners.ask === 'all',
      },
    },
    read: readOf([...risks, ...looks, ...defects, ...outward]),
  }
}

/** Those of a product, and those of which nobody knows yet whom they concern. */
const openCaseIds = async (
  { database: { reader } }: Ledger,
  product: string | undefined,
): Promise<readonly string[] | Refusal> => {
  const open = reader
    .selectFrom('stream')
    .select('stream.stream')
    .where('stream.kind', '=', 'case')
    .where('stream.status', 'in', openStatuses)
    .limit(limits.openIssues + 1)
  const rows = await (product === undefined
    ? open
    : open.where(({ selectFrom, or, not, exists }) => {
        const products = selectFrom('facet')
          .select('facet.stream')
          .whereRef('facet.stream', '=', 'stream.stream')
          .where('facet.name', '=', 'product')
        return or([exists(products.where('facet.value', '=', product)), not(exists(products))])
      })
  ).execute()
  return rows.length <= limits.openIssues
    ? rows.map(({ stream }) => stream)
    : refuse(
        'open-review/too-many',
        `More than ${limits.openIssues.toLocaleString('en')} cases are open${product === undefined ? '. Hold the review product by product.' : ' for this product, or concern nobody yet. Say of each case whom it concerns, or end those that are none.'}`,
      )
}

const openStatuses = caseContract.statuses.filter((status) => status !== 'closed')
