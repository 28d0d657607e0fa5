import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import type { RecordedEvent } from '../../ledger/index.ts'

/** A duty of the clauses as the facts of one case can answer it, in our own words. */
export interface CaseConstraint {
  readonly id: ConstraintId
  readonly duty: string
  readonly answeredBy: (event: RecordedEvent) => boolean
}

const by =
  (...types: readonly string[]) =>
  ({ type }: RecordedEvent): boolean =>
    types.includes(type)

const source = (letter: string) => (event: RecordedEvent) =>
  event.type === 'report.received' && event.payload['source'] === letter

const sources: readonly (readonly [ConstraintId, string, string])[] = [
  ['9.2/source-a', 'a', 'Reports from security testers are taken in.'],
  ['9.2/source-b', 'b', 'Reports from component suppliers are taken in.'],
  ['9.2/source-c', 'c', 'Reports from developers and testers are taken in.'],
  ['9.2/source-d', 'd', 'Reports from product users are taken in.'],
  ['9.2/source-e', 'e', 'Audit event logs lead to reports.'],
  ['9.2/source-f', 'f', 'Reports from security researchers are taken in.'],
  ['9.2/source-g', 'g', 'News of widespread vulnerabilities are taken in.'],
]

/** In the order of the chain. What a single case cannot answer (a published policy, say) is not here. */
export const caseConstraints: readonly CaseConstraint[] = [
  ...sources.map(([id, letter, duty]) => ({ id, duty, answeredBy: source(letter) })),
  {
    id: '9.2/acknowledge',
    duty: 'The reporter got an answer.',
    answeredBy: by('report.acknowledged'),
  },
  {
    id: '9.2/closure',
    duty: 'The report was tracked to its end.',
    answeredBy: by('report.closed'),
  },
  {
    id: '9.5/disposition',
    duty: 'The path of the issue was decided and approved.',
    answeredBy: by('case.disposition-proposed', 'case.disposition-approved'),
  },
  {
    id: '9.5/disclosure',
    duty: 'Whether to disclose was decided and approved.',
    answeredBy: by('case.disclosure-decided', 'case.disclosure-approved'),
  },
  {
    id: '9.5/change-request',
    duty: 'The change was formally requested.',
    answeredBy: by('case.change-requested'),
  },
  {
    id: '9.5/change-review',
    duty: 'The change was reviewed for safety, security and effectiveness.',
    answeredBy: by('case.aspect-reviewed', 'case.change-reviewed'),
  },
  {
    id: '9.5/verified',
    duty: 'The fix was tested, and the test recorded.',
    answeredBy: by('case.fix-verified'),
  },
  {
    id: '9.5/risk-record',
    duty: 'The risk record was updated.',
    answeredBy: by('case.risk-updated'),
  },
  {
    id: '9.5/other-products',
    duty: 'Other products and revisions were informed.',
    answeredBy: by('case.products-informed', 'case.nobody-asked', 'case.owner-answered'),
  },
  {
    id: '9.5/third-party',
    duty: 'The owner of third-party code was told, or there is none.',
    answeredBy: by('case.third-party-told', 'case.notice-sent'),
  },
  {
    id: '9.5/open-review',
    duty: 'Open issues were reviewed, with minutes.',
    answeredBy: by('open-review.concluded', 'open-review.signed'),
  },
  {
    id: '4.1.9/after-fix',
    duty: 'The documents were looked through after the fix.',
    answeredBy: by('look.recorded'),
  },
  {
    id: '4.1.9/identify',
    duty: 'Errors and omissions in documents were found.',
    answeredBy: by('defect.opened'),
  },
  {
    id: '4.1.9/characterise',
    duty: 'Each was described: kind, severity, who is misled.',
    answeredBy: by('defect.opened'),
  },
  {
    id: '4.1.9/closure',
    duty: 'Each was tracked to its end.',
    answeredBy: by('defect.closed', 'look.candidate-dismissed'),
  },
  {
    id: '5.8.2/updated',
    duty: 'The documents were updated with the release, or declared unchanged.',
    answeredBy: by('defect.corrected', 'document.revision-added', 'release.declared-unchanged'),
  },
  {
    id: '5.8.2/release-notes',
    duty: 'The release documentation was written.',
    answeredBy: by('release.documents-written'),
  },
  {
    id: '6.3/compatibility',
    duty: 'A compatibility statement goes with the update.',
    answeredBy: by('update.prepared'),
  },
  {
    id: '6.3/available',
    duty: 'The update was made available.',
    answeredBy: by('update.published'),
  },
  {
    id: '6.3/integrity',
    duty: 'Its integrity can be verified: it stands signed in the repository.',
    answeredBy: by('update.published'),
  },
  { id: '6.3/inform', duty: 'Users were informed.', answeredBy: by('update.notified') },
]
