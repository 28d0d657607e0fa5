import type { CaseState, OpenReviewState } from '../../cases/index.ts'
import { severityOf } from '../../cases/index.ts'
import { constraintIds } from '../../catalogue/constraint-ids.ts'
import type { DefectState } from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { ProductState } from '../../products/index.ts'
import { declareUnchanged } from '../../releases/contract.ts'
import {
  type ReleaseRecords,
  type ReleaseState,
  releaseRecordsSchema,
} from '../../releases/index.ts'
import type { PatchState } from '../../updates/index.ts'
import { componentUpdates } from './component-updates.ts'
import { documentsOf } from './documents.ts'
import { previousReleaseAt } from './previous-release.ts'
import { needed, paragraphs, said, short, withoutEmpty } from './printable-text.ts'
import { having, ofKind, one, type Typed } from './records.ts'
import { residualRisks } from './residual-risks.ts'

/**
 * What the release documents are written from: only what is recorded. What nobody recorded stays
 * away, and the document shows the gap in its place; so does what has no word in it. Refuses
 * records that no document can be written from, with `release/records-unfit`.
 */
export const releaseRecords = async (
  ledger: Ledger,
  id: string,
  reference: string,
  release: ReleaseState,
  now: Instant,
): Promise<ReleaseRecords | Refusal> => {
  const product = await one<ProductState>(ledger, 'product', release.product)
  if (product === undefined)
    return refuse('release/records-unfit', 'The product of this release cannot be found.')
  // What is under embargo reaches no document for everybody.
  const fixed = ofKind<CaseState>(await ledger.loadAll(release.cases), 'case').filter(
    ({ restricted }) => !restricted,
  )
  const concerned = await having<CaseState>(ledger, 'case', 'product', release.product)
  const reviews = await having<OpenReviewState>(ledger, 'open-review', 'release', id)
  const review = [...reviews].sort((a, b) => (a.state.heldAt < b.state.heldAt ? 1 : -1))[0]
  const since = await previousReleaseAt(ledger, id, release)
  const { profile } = product.state
  // Parsed so that nothing reaches a document that its schema does not know.
  const parsed = releaseRecordsSchema.safeParse(
    withoutEmpty({
      release: {
        reference,
        date: now.slice(0, 10),
        guide: { reference: `${reference}-SG`, version: needed(release.revision, short) },
        notes: { reference: `${reference}-RN`, version: needed(release.revision, short) },
      },
      product: {
        name: needed(product.state.name, short),
        maker: { name: needed(product.state.maker, limits.text.line) },
        description: product.state.description,
        revision: needed(release.revision, short),
        previousRevision: said(release.previousRevision, short),
      },
      securityProfile: profile === null ? undefined : securityProfileOf(profile),
      guidance: profile === null ? undefined : guidanceOf(profile),
      residualRisks: {
        entries: await residualRisks(ledger, release.product, concerned),
      },
      fixedCases: { entries: fixed.map(fixedCaseOf) },
      openIssues: { entries: review === undefined ? [] : openIssuesOf(review.state, concerned) },
      documentationCorrections: orUnchanged(await corrections(ledger, release, since), release),
      changes: orUnchanged(fixed.flatMap(changeOf(product.state.name, release)), release),
      documentationRequirements: profile === null ? undefined : requirementsOf(profile),
      patches: { entries: await patchPositions(ledger, release) },
      sbom: sbomOf(product.state, release.revision),
      conformance: profile === null ? undefined : conformanceOf(profile),
      componentUpdates: updatedOrUnchanged(componentUpdates(product.state, release), release),
      requiredConfiguration: profile === null ? undefined : requiredSettingsOf(profile),
      approvals: release.signatures.map(({ name, meaning, at }) => ({ name, meaning, time: at })),
    }),
  )
  return parsed.success
    ? parsed.data
    : refuse(
        'release/records-unfit',
        'The records of this release do not fit into its documents.',
        {
          fields: parsed.error.issues.slice(0, 20).map(({ path }) => path.map(String).join('.')),
        },
      )
}

type Profile = NonNullable<ProductState['profile']>

/** An empty list is empty in truth where somebody signed so for this release. */
const orUnchanged = <Entry>(entries: readonly Entry[], { unchanged, revision }: ReleaseState) => ({
  entries,
  ...(unchanged === null || entries.length > 0
    ? {}
    : {
        none: {
          statement: needed(unchanged.reason),
          revision: needed(revision, short),
          signature: {
            name: unchanged.name,
            meaning: needed(declareUnchanged.signature),
            time: unchanged.at,
          },
        },
      }),
})

const updatedOrUnchanged = (updates: ReturnType<typeof componentUpdates>, release: ReleaseState) =>
  updates === undefined ? undefined : orUnchanged(updates, release)

const guidanceOf = (profile: Profile) => ({
  secureOperation: paragraphs(profile.secureOperation),
  network: paragraphs(profile.network),
  access: paragraphs(profile.access),
  communications: paragraphs(profile.communications),
  accounts: paragraphs(profile.accounts.map(({ guidance }) => guidance).join('\n\n')),
  residualData: paragraphs(profile.residualData),
  retention: paragraphs(profile.retention),
  disposal: paragraphs(profile.disposal),
  updateNotification: paragraphs(profile.updateNotification),
  updateProcedure: paragraphs(profile.updateProcedure),
})

const securityProfileOf = (profile: Profile) => ({
  ports: {
    entries: profile.ports.map(({ port, protocol, service, direction, purpose }) => ({
      port: `${port}/${protocol}`,
      direction,
      purpose: needed(said(purpose) === undefined ? service : `${service}: ${purpose}`),
    })),
  },
  accounts: {
    entries: profile.accounts.map(({ name, purpose }) => ({
      name: needed(name),
      purpose: said(purpose) ?? needed(name),
    })),
  },
  ciphers: {
    entries: profile.ciphers.map((name) => ({ name: needed(name), use: 'Communication' })),
  },
})

const conformanceOf = (profile: Profile) => {
  const scoping = paragraphs(profile.conformance)?.paragraphs
  return {
    scoping,
    tailoring: paragraphs(profile.tailoring ?? '')?.paragraphs,
    annexE: {
      entries: profile.annexE.map(({ item, coverage, evidence }) => ({
        item: needed(item),
        coverage: coverageOf(coverage),
        evidence: said(evidence) ?? needed(coverage),
      })),
    },
  }
}

const requiredSettingsOf = ({ requiredSettings = [] }: Profile) => ({
  entries: requiredSettings.map(({ setting, value, reason }) => ({
    setting: needed(setting),
    value: needed(value),
    reason: said(reason),
  })),
})

/** A requirement that has the number of a constraint is answered where that constraint is. */
const requirementsOf = ({ documentationRequirements }: Profile) => ({
  entries: documentationRequirements.map(({ id, requirement }) => ({
    id: needed(id),
    requirement: needed(requirement),
    constraint: constraintIds.find((constraint) => constraint === id),
  })),
})

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
  title: needed(state.title),
  severity: severityOf(state),
  operatorAction: said(state.disposition?.guidance.join(' ')),
  disclosure: disclosureOf(state),
})

const openIssuesOf = (review: OpenReviewState, cases: readonly Typed<CaseState>[]) =>
  review.issues.map((issue) => {
    const conclusion = review.conclusions.find((one) => one.case === issue.case)
    const about = cases.find(({ stream }) => stream === issue.case)
    return {
      caseId: issue.reference,
      title: needed(issue.title),
      cve: about?.state.cve ?? undefined,
      severity: about === undefined ? undefined : severityOf(about.state),
      conclusion:
        conclusion === undefined
          ? undefined
          : said(`${conclusion.conclusion}: ${conclusion.reason}`),
      operatorAction: said(about?.state.disposition?.guidance.join(' ')),
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

/** What was corrected since the release before this one; earlier corrections went out with that. */
const corrections = async (ledger: Ledger, { product, revision }: ReleaseState, since: string) => {
  const documents = await documentsOf(ledger, product, revision)
  const found: { defectId: string; document: string; correction: string }[] = []
  for (const document of documents) {
    const defects = await having<DefectState>(ledger, 'defect', 'document', document.stream)
    // As somebody named nowhere sees them: the document is for everybody.
    const hidden = await ledger.hidden(
      undefined,
      defects.map(({ stream }) => stream),
    )
    for (const defect of defects.filter(({ stream }) => !hidden.has(stream)))
      if (defect.state.correction !== null && defect.state.correction.at > since)
        found.push({
          defectId: defect.humanId,
          document: needed(document.state.title),
          correction: needed(defect.state.correction.after),
        })
  }
  return found
}

/** 6.3/unapproved: what users may install of others, and what they do where they may not. */
const patchPositions = async (ledger: Ledger, { product, revision }: ReleaseState) =>
  (await having<PatchState>(ledger, 'patch', 'product', product))
    .filter(({ state }) => state.revision === revision)
    .map(({ state: { name, version, vendor, positions } }) => {
      const last = positions.at(-1)
      return {
        update: needed(`${name} ${version}`, limits.text.line),
        owner: needed(vendor),
        position:
          last === undefined || last.position === 'under-test' ? 'in-evaluation' : last.position,
        mitigation: said(last?.mitigation),
      }
    })

const sbomOf = ({ revisions }: ProductState, revision: string) => {
  const sbom = revisions.find((one) => one.revision === revision)?.sbom
  return sbom === null || sbom === undefined
    ? undefined
    : {
        format: needed(sbom.format),
        file: needed(sbom.file.name),
        sha256: sbom.file.hash,
        components: sbom.components.length,
      }
}
