import type { AdvisoryPorts, CaseForAdvisory } from '../../advisories/index.ts'
import type { CaseState } from '../../cases/index.ts'
import { decidingScore, severityOf } from '../../cases/index.ts'
import {
  type AdvisoryAcknowledgment,
  type AdvisoryContent,
  type AdvisoryNote,
  type AdvisoryProduct,
  type AdvisoryRemediation,
  type AdvisoryScore,
  csafFileName,
  type NotAffectedJustification,
  type ProductAssessment,
  writeCsaf,
} from '../../formats/csaf-write.ts'
import { scoreCvss } from '../../formats/cvss.ts'
import { cweName } from '../../formats/cwe.ts'
import type { ReportState } from '../../intake/index.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { type Ledger, latestCheckpoint } from '../../ledger/index.ts'
import { type ProductState, revisionId } from '../../products/index.ts'
import type { ForeignTasks } from '../processes/foreign-tasks.ts'
import type { Settings } from '../settings.ts'
import { having, ofKind, one, readOf, type Typed } from './records.ts'

/** The facts of a case as an advisory tells them, and the judgement of BSI’s validator library. */
export const advisoryPorts = (
  ledger: () => Ledger,
  settings: Settings,
  foreign: ForeignTasks,
): AdvisoryPorts => ({
  caseForAdvisory: async (id, reference) => {
    const about = await one<CaseState>(ledger(), 'case', id)
    if (about === undefined) return refuse('advisory/no-case', 'The case cannot be found.')
    if (about.state.impact.length === 0)
      return refuse('advisory/no-impact', 'Record first which product revisions are affected.')
    const products = ofKind<ProductState>(
      await ledger().loadAll([...new Set(about.state.impact.map(({ product }) => product))]),
      'product',
    )
    const reports = await having<ReportState>(ledger(), 'report', 'case', about.stream)
    const { disclosure, embargo } = about.state
    const facts: CaseForAdvisory = {
      content: {
        ...(await contentOf(about, products, reference, settings)),
        notes: await checkpointNote(ledger()),
        ...acknowledgmentsOf(reports),
      },
      disclosure:
        disclosure === null
          ? null
          : {
              disclose: disclosure.disclose,
              approved: disclosure.approved !== null,
              on: disclosure.on ?? null,
              tlp: tlpOf(disclosure.tlp),
            },
      ...(embargo === null ? {} : { restrictedTo: embargo.named }),
    }
    return { facts, read: readOf([about, ...products, ...reports]) }
  },
  validate: async (content) => {
    const validated = await foreign.validateCsaf(writeCsaf(content))
    if (isRefusal(validated)) return validated
    const { valid, errors } = validated
    return { facts: { valid, errors }, read: [] }
  },
})

/**
 * Who wants to be named, as they wrote it: whoever left the field empty stays unnamed. The name
 * stays sealed in the ledger and is opened when the file is written.
 */
const acknowledgmentsOf = (
  reports: readonly Typed<ReportState>[],
): { readonly acknowledgments?: readonly AdvisoryAcknowledgment[] } => {
  const names = [...reports]
    .sort((a, b) => (a.state.receivedAt < b.state.receivedAt ? -1 : 1))
    .flatMap(({ state: { credit } }) => (credit === '' ? [] : [credit]))
  return names.length === 0
    ? {}
    : { acknowledgments: [...new Set(names)].map((name) => ({ names: [name] })) }
}

/** A copy of the checkpoint in strangers' hands: a rewritten ledger would contradict it. */
const checkpointNote = async ({ database }: Ledger): Promise<readonly AdvisoryNote[]> => {
  const checkpoint = await latestCheckpoint(database)
  return checkpoint === undefined
    ? []
    : [{ category: 'other', title: 'Checkpoint of the maker’s ledger', text: checkpoint.note }]
}

const tlpOf = (label: string) =>
  (['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const).find((known) => known === label) ??
  'RED'

const contentOf = async (
  { humanId, openedAt, state }: Typed<CaseState>,
  products: readonly Typed<ProductState>[],
  reference: string,
  { makerName, makerUrl, mailFrom, publicUrl }: Settings,
): Promise<AdvisoryContent> => {
  const severity = severityOf(state)
  const weakness = state.cwe === null ? undefined : await cweName(state.cwe)
  const rows = revisionsOf(state, products)
  return {
    profile: 'csaf_security_advisory',
    title: state.title,
    publisher: { name: makerName, namespace: makerUrl, contact: mailFrom },
    tracking: {
      id: reference,
      status: 'final',
      revisions: [{ date: openedAt, summary: 'Initial version.' }],
      generator: { name: 'Vulnerary', version: '0.1.0' },
    },
    distribution: { tlp: { label: 'WHITE' } },
    ...(severity === undefined ? {} : { aggregateSeverity: { text: severity } }),
    summary: state.summary === '' ? state.title : state.summary,
    selfUrl: `${publicUrl}/advisories/files/${csafFileName(reference)}`,
    products: products.map((product) => productOf(product, rows, makerName)),
    vulnerabilities: [
      {
        ...(state.cve === null
          ? { ids: [{ system: makerName, text: humanId }] }
          : { cve: state.cve }),
        title: state.title,
        description: state.summary === '' ? state.title : state.summary,
        ...(state.cwe === null || weakness === undefined
          ? {}
          : { cwe: { id: state.cwe, name: weakness } }),
        scores: scoresOf(state, rows),
        assessments: rows.map(({ assessment }) => assessment),
        remediations: remediationsOf(state),
      },
    ],
  }
}

/**
 * One score of each version counts for a product: its own before that of the flaw, the one that was
 * chosen before our others, ours before those of others.
 */
const scoresOf = (state: CaseState, rows: readonly Row[]): readonly AdvisoryScore[] => {
  const deciding = decidingScore(state)
  const rank = (score: CaseState['scores'][number]): number =>
    (score.product === undefined ? 4 : 0) + (score === deciding ? 0 : score.kind === 'ours' ? 1 : 2)
  return state.scores
    .toSorted((one, other) => rank(one) - rank(other) || other.score - one.score)
    .flatMap(({ vector, product }) => {
      const score = scoreCvss(vector)
      if (isRefusal(score)) return []
      if (product === undefined) return [{ score }]
      const products = rows
        .filter((row) => row.product === product && row.assessment.status === 'known_affected')
        .map(({ id }) => id)
      return products.length === 0 ? [] : [{ score, products }]
    })
}

interface Row {
  readonly product: string
  readonly revision: string
  readonly id: string
  readonly assessment: ProductAssessment
}

const statusOf = {
  'under-investigation': 'under_investigation',
  affected: 'known_affected',
  fixed: 'fixed',
} as const

/** One row for each revision of the impact, and one for each revision that a fix was verified in. */
const revisionsOf = (
  state: CaseState,
  products: readonly Typed<ProductState>[],
): readonly Row[] => {
  const idOf = (product: string, revision: string) =>
    revisionId(products.find(({ stream }) => stream === product)?.humanId ?? product, revision)
  const rows = state.impact.map(({ product, revision, status, justification, statement }): Row => {
    const id = idOf(product, revision)
    return {
      product,
      revision,
      id,
      assessment:
        status === 'not-affected'
          ? {
              product: id,
              status: 'known_not_affected',
              ...(justification === undefined ? {} : { justification: justified(justification) }),
              ...(statement === '' ? {} : { impact: statement }),
            }
          : { product: id, status: statusOf[status] },
    }
  })
  const fixed = state.verifications
    .filter(({ passed }) => passed)
    .map(({ product, fixedIn }): Row => {
      const id = idOf(product, fixedIn)
      return { product, revision: fixedIn, id, assessment: { product: id, status: 'fixed' } }
    })
  // What was verified last counts; a revision stands in an advisory once.
  return [...new Map([...rows, ...fixed].map((row) => [row.id, row])).values()]
}

const justified = (word: string): NotAffectedJustification =>
  // Our words are those of CSAF with hyphens.
  word.replaceAll('-', '_') as NotAffectedJustification

const productOf = (
  { stream, state }: Typed<ProductState>,
  rows: readonly Row[],
  makerName: string,
): AdvisoryProduct => ({
  vendor: state.maker === '' ? makerName : state.maker,
  name: state.name,
  revisions: rows
    .filter(({ product }) => product === stream)
    .map(({ id, revision }) => ({ id, version: revision })),
})

const remediationsOf = (state: CaseState): readonly AdvisoryRemediation[] => {
  const fixed = state.verifications.findLast(({ passed }) => passed)
  const guidance = (state.disposition?.guidance ?? []).map(
    (details): AdvisoryRemediation => ({ category: 'mitigation', details }),
  )
  return fixed === undefined
    ? guidance.length > 0
      ? guidance
      : [{ category: 'none_available', details: 'A fix is not available yet.' }]
    : [{ category: 'vendor_fix', details: `Update to ${fixed.fixedIn}.` }, ...guidance]
}
