import type { CaseState, OpenReviewState } from '../../cases/index.ts'
import { severityOf } from '../../cases/index.ts'
import type { DefectState, DocumentState } from '../../documents/index.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { ProductState } from '../../products/index.ts'
import {
  type ReleaseRecords,
  type ReleaseState,
  releaseRecordsSchema,
} from '../../releases/index.ts'
import { having, ofKind, one, type Typed } from './records.ts'

/**
 * What the release documents are written from: only what is recorded. What nobody recorded stays
 * away, and the document shows the gap in its place.
 */
export const releaseRecords = async (
  ledger: Ledger,
  id: string,
  reference: string,
  release: ReleaseState,
  now: Instant,
): Promise<ReleaseRecords> => {
  const product = await one<ProductState>(ledger, 'product', release.product)
  if (product === undefined) throw new Error('The product of this release cannot be found.')
  const fixed = ofKind<CaseState>(await ledger.loadAll(release.cases), 'case')
  const concerned = await having<CaseState>(ledger, 'case', 'product', release.product)
  const reviews = await having<OpenReviewState>(ledger, 'open-review', 'release', id)
  const review = [...reviews].sort((a, b) => (a.state.heldAt < b.state.heldAt ? 1 : -1))[0]
  const { profile } = product.state
  // Parsed so that nothing reaches a document that its schema does not know.
  return releaseRecordsSchema.parse(
    withoutEmpty({
      release: {
        reference,
        date: now.slice(0, 10),
        guide: { reference: `${reference}-SG`, version: release.revision },
        notes: { reference: `${reference}-RN`, version: release.revision },
      },
      product: {
        name: product.state.name,
        maker: { name: product.state.maker },
        description: product.state.description,
        revision: release.revision,
        ...(release.previousRevision === '' ? {} : { previousRevision: release.previousRevision }),
      },
      securityProfile: profile === null ? undefined : securityProfileOf(profile),
      guidance: profile === null ? undefined : guidanceOf(profile),
      residualRisks: { entries: concerned.flatMap(residualRiskOf) },
      fixedCases: { entries: fixed.map(fixedCaseOf) },
      openIssues: { entries: review === undefined ? [] : openIssuesOf(review.state, concerned) },
      documentationCorrections: { entries: await corrections(ledger, release.product) },
      changes: { entries: fixed.flatMap(changeOf(product.state.name, release)) },
      sbom: sbomOf(product.state, release.revision),
      conformance: profile === null ? undefined : conformanceOf(profile),
      approvals: release.signatures.map(({ name, meaning, at }) => ({ name, meaning, time: at })),
    }),
  )
}

type Profile = NonNullable<ProductState['profile']>

const paragraphs = (text: string) => {
  const parts = text.split(/\n\s*\n/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
  return parts.length === 0 ? undefined : { paragraphs: parts.map((part) => part.slice(0, 4_000)) }
}

const guidanceOf = (profile: Profile) => ({
  secureOperation: paragraphs(profile.secureOperation),
  network: paragraphs(profile.network),
  access: paragraphs(profile.access),
  communications: paragraphs(profile.communications),
  accounts: paragraphs(profile.accounts.map(({ guidance }) => guidance).join('\n\n')),
  residualData: paragraphs(profile.residualData),
  retention: paragraphs(profile.retention),
  disposal: paragraphs(profile.disposal),
})

const securityProfileOf = (profile: Profile) => ({
  ports: {
    entries: profile.ports.map(({ port, protocol, service, direction, purpose }) => ({
      port: `${port}/${protocol}`,
      direction,
      purpose: purpose === '' ? service : `${service}: ${purpose}`,
    })),
  },
  accounts: {
    entries: profile.accounts.map(({ name, purpose }) => ({
      name,
      purpose: purpose === '' ? name : purpose,
    })),
  },
  ciphers: { entries: profile.ciphers.map((name) => ({ name, use: 'Communication' })) },
})

const conformanceOf = (profile: Profile) => {
  const scoping = paragraphs(profile.conformance)?.paragraphs
  return {
    scoping,
    annexE: {
      entries: profile.annexE.map(({ item, coverage, evidence }) => ({
        item,
        coverage: coverageOf(coverage),
        evidence: evidence === '' ? coverage : evidence,
      })),
    },
  }
}

const coverageOf = (text: string) =>
  (['covered', 'partly', 'not-covered', 'not-applicable'] as const).find((word) => word === text) ??
  'partly'

const disclosureOf = ({ disclosure }: CaseState) => {
  if (disclosure === null || disclosure.approved === null) return 'undecided'
  return disclosure.disclose ? 'disclose' : 'withhold'
}

const fixedCaseOf = ({ humanId, state }: Typed<CaseState>) => ({
  caseId: humanId,
  cve: state.cve ?? undefined,
  title: state.title,
  severity: severityOf(state),
  operatorAction: state.disposition?.guidance.join(' '),
  disclosure: disclosureOf(state),
})

const residualRiskOf = ({ humanId, state }: Typed<CaseState>) => {
  const { risk } = state
  if (risk === null || risk.residual === 'none') return []
  return [
    {
      id: risk.register === '' ? humanId : risk.register,
      category: risk.category === '' ? 'Not sorted' : risk.category.slice(0, 120),
      description: risk.description,
      state: risk.residual === 'acceptable' ? 'accepted' : 'unmitigated',
      severity: severityOf(state),
      compensatingControl: risk.compensatingControl,
    },
  ]
}

const openIssuesOf = (review: OpenReviewState, cases: readonly Typed<CaseState>[]) =>
  review.issues.map((issue) => {
    const conclusion = review.conclusions.find((one) => one.case === issue.case)
    const about = cases.find(({ stream }) => stream === issue.case)
    return {
      caseId: issue.reference,
      title: issue.title,
      cve: about?.state.cve ?? undefined,
      severity: about === undefined ? undefined : severityOf(about.state),
      conclusion:
        conclusion === undefined ? undefined : `${conclusion.conclusion}: ${conclusion.reason}`,
      operatorAction: about?.state.disposition?.guidance.join(' '),
      disclosure: about === undefined ? 'undecided' : disclosureOf(about.state),
    }
  })

const changeOf =
  (product: string, release: ReleaseState) =>
  ({ state }: Typed<CaseState>) =>
    state.changeRequest === null || disclosureOf(state) !== 'disclose'
      ? []
      : [
          {
            area: product,
            kind: 'changed',
            subject: state.title,
            before: release.previousRevision,
            after: state.changeRequest.description,
          },
        ]

const corrections = async (ledger: Ledger, product: string) => {
  const documents = await having<DocumentState>(ledger, 'document', 'product', product)
  const found: { defectId: string; document: string; correction: string }[] = []
  for (const document of documents)
    for (const defect of await having<DefectState>(ledger, 'defect', 'document', document.stream))
      if (defect.state.correction !== null)
        found.push({
          defectId: defect.humanId,
          document: document.state.title,
          correction: defect.state.correction.after,
        })
  return found
}

const sbomOf = ({ revisions }: ProductState, revision: string) => {
  const sbom = revisions.find((one) => one.revision === revision)?.sbom
  return sbom === null || sbom === undefined
    ? undefined
    : {
        format: sbom.format,
        file: sbom.file.name,
        sha256: sbom.file.hash,
        components: sbom.components.length,
      }
}

/** An empty text is no record: it goes, so that the gap shows. */
const withoutEmpty = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null && item !== '')
      .map(([name, item]) => [name, withoutEmpty(item)]),
  )
}
