import type { SpecialShape } from './shape.ts'

/** By path, or by name alone where a field means the same in every command. */
const special: Readonly<Record<string, SpecialShape>> = {
  'report.receive.linkHash': { is: 'hidden' },
  'report.receive.original': { is: 'hidden' },
  'report.receive.channel': { is: 'hidden' },
  'report.record-news.origin': { is: 'hidden' },
  'defect.open.candidate': { is: 'hidden' },
  'look.dismiss.candidate': { is: 'candidate' },
  'look.keep.candidate': { is: 'candidate' },
  'report.assign.to': { is: 'person' },
  'report.name-person.person': { is: 'person' },
  'case.set-embargo.named': { is: 'persons' },
  'report.set-embargo.named': { is: 'persons' },
  'product.name-owners.owners': { is: 'persons' },
  'case.set-impact.rows.revision': { is: 'revision' },
  'case.verify-fix.fixedIn': { is: 'revision' },
  'release.plan.revision': { is: 'revision' },
  'release.plan.previousRevision': { is: 'revision' },
  'update.prepare.revision': { is: 'revision' },
  'patch.record.revision': { is: 'revision' },
  'product.change-revision.revision': { is: 'revision' },
  'product.record-sbom.revision': { is: 'revision' },
  'product.record-sbom.components': { is: 'sbom-components' },
  'product.record-sbom.format': { is: 'sbom-format' },
  'release.waive.check': { is: 'gate-check' },
  'release.waive-gaps.gaps.gap': { is: 'document-gap' },
  'update.record-acknowledgement.user': { is: 'told-user' },
  'open-review.conclude.conclusions.case': { is: 'frozen-case' },
  'open-review.hold.participants': { is: 'names' },
  'defect.assign.to': { is: 'name' },
  'document.register.owner': { is: 'name' },
  'defect.correct.revision': { is: 'document-version' },
  'defect.open.statements.revision': { is: 'document-version' },
}

export const specialShape = (path: string, name: string): SpecialShape | undefined =>
  special[`${path}.${name}`]
