import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { OwnCatalogue } from '../../catalogue/own.ts'
import { type Clause, type Constraint, notInSource } from '../../catalogue/schema.ts'
import {
  type OscalCatalogueContent,
  type OscalClause,
  type OscalConstraint,
  type OscalDocument,
  type OscalMapping,
  type OscalPart,
  writeOscalCatalogue,
} from '../../formats/oscal.ts'
import { namedUuid } from './named-uuid.ts'

/** The catalogue with what the maker added, as OSCAL: the same bytes for the same content. */
export const catalogueAsOscal = (catalogue: Catalogue, own: OwnCatalogue): OscalDocument =>
  writeOscalCatalogue(contentOf(catalogue, own), namedUuid)

const title = 'IEC 81001-5-1:2021 in our own words'

const contentOf = (catalogue: Catalogue, own: OwnCatalogue): OscalCatalogueContent => ({
  title,
  version: catalogue.background.revised,
  at: `${catalogue.background.revised}T00:00:00.000Z`,
  remarks: `No sentence of the standard. Five clauses are covered in full; every other clause stands here by number and title, without a duty of ours. "${notInSource}" marks what no source of ours says. ${catalogue.background.facts.map(({ text }) => text).join(' ')}`,
  mappings: mappingsOf(catalogue, own, (id) => id === 'all'),
  standards: [
    ...catalogue.crosswalk.standards.map(({ name, title, edition }) => ({
      name,
      title: `${title} (${edition})`,
    })),
    ...own.procedures.map((procedure) => ({
      name: procedureName(procedure.number),
      title: procedure.title,
    })),
  ],
  clauses: [...catalogue.clauses.map(full), ...catalogue.neighbours.clauses.map(titled)]
    .map((clause) => withOwn(clause, catalogue, own))
    .sort((a, b) => inOrder.compare(a.id, b.id)),
})

/** 4.1.9 before 4.1.10 and before the annexes. */
const inOrder = new Intl.Collator('en', { numeric: true })

const full = (clause: Clause): OscalClause => ({
  id: clause.id,
  title: clause.title,
  properties: [{ name: 'coverage', value: 'full' }],
  parts: [
    { name: 'overview', title: 'Duty', prose: clause.duty },
    ...[
      ['Carries over', clause.carriesOver],
      ['New', clause.new],
      ['Audit focus', clause.auditFocus],
      ['Why', clause.why],
      ['Common gaps', gapsOf(clause)],
      ['What changed', clause.whatChanged],
      ['Related clauses', relatedOf(clause)],
      ['Further reading', listed(clause.furtherReading)],
      ['Names of files that tell', clause.signals.fileNames.join(', ')],
      ['Questions the text must answer', clause.signals.questions.join(' ')],
      ['Audit defence', clause.auditDefence],
    ].map(([named = '', prose = '']): OscalPart => guidance(named, prose)),
  ],
  mappings: [],
  constraints: clause.constraints.map(constraintOf),
})

const guidance = (named: string, prose: string): OscalPart => ({
  name: 'guidance',
  title: named,
  prose,
})

const gapsOf = ({ commonGaps }: Clause): string =>
  commonGaps === notInSource
    ? notInSource
    : commonGaps
        .map(({ text, severity, judgement }) => `${text} (${severity}${ours(judgement)})`)
        .join(' ')

const ours = (judgement: 'source' | 'ours'): string => (judgement === 'ours' ? ', ours' : '')

const relatedOf = ({ relatedClauses }: Clause): string =>
  relatedClauses === notInSource
    ? notInSource
    : relatedClauses.map(({ id, reason }) => `${id}: ${reason}`).join(' ')

const listed = (of: string | readonly string[]): string =>
  typeof of === 'string' ? of : of.join('; ')

const constraintOf = ({
  id,
  title: named,
  duty,
  gap,
  applicability,
  signals,
  records,
}: Constraint): OscalConstraint => ({
  id,
  title: named,
  duty,
  properties: [
    {
      name: 'gap-severity',
      value: gap.severity,
      ...(gap.judgement === 'ours' ? { remarks: 'Our judgement: no source says it.' } : {}),
    },
    ...(applicability === 'always'
      ? [{ name: 'applies', value: 'always' }]
      : [...(applicability.softwareClasses ?? []), ...(applicability.conditions ?? [])].map(
          (value) => ({ name: 'applies', value }),
        )),
  ],
  parts: [
    guidance('Names of files that tell', signals.fileNames.join(', ')),
    {
      name: 'assessment-objective',
      title: 'Asked of documents',
      prose: signals.questions.join(' '),
    },
    { name: 'assessment-objective', title: 'Asked of records', prose: records },
  ],
})

const titled = ({
  id,
  title: named,
  coveredBy,
}: Catalogue['neighbours']['clauses'][number]): OscalClause => ({
  id,
  title: named,
  properties: [
    {
      name: 'coverage',
      value: coveredBy === undefined ? 'number and title only' : `covered by ${coveredBy}`,
    },
  ],
  parts: [],
  mappings: [],
  constraints: [],
})

/** With the crosswalk of the clause and its constraints, the neighbours' constraints, own duties. */
const withOwn = (clause: OscalClause, catalogue: Catalogue, own: OwnCatalogue): OscalClause => {
  const { neighbours } = catalogue
  return {
    ...clause,
    mappings: mappingsOf(
      catalogue,
      own,
      (id) => id === clause.id || id.startsWith(`${clause.id}/`),
    ),
    constraints: [
      ...clause.constraints,
      ...neighbours.constraints
        .filter(({ clause: under }) => under === clause.id)
        .map(({ id, duty }) => ({ id, title: id, duty, properties: notJudged, parts: [] })),
      ...own.duties
        .filter(({ clause: under }) => under === clause.id)
        .map(({ id, title: named, duty }) => ({
          id,
          title: named,
          duty,
          properties: [...notJudged, { name: 'origin', value: 'maker' }],
          parts: [],
        })),
    ],
  }
}

const mappingsOf = (
  { crosswalk }: Catalogue,
  { procedures }: OwnCatalogue,
  isHere: (id: string) => boolean,
): readonly OscalMapping[] => [
  ...crosswalk.mappings
    .filter(({ ours }) => isHere(ours))
    .map(({ ours, to, clause, title: named, reason }) => ({
      standard: to,
      text: `${ours} - ${to} ${clause} ${named}: ${reason}`,
    })),
  ...procedures.flatMap(({ number, covers }) =>
    covers
      .filter(({ id }) => isHere(id))
      .map(({ id, reason }) => ({
        standard: procedureName(number),
        text: `${id} - ${number}: ${reason}`,
      })),
  ),
]

const procedureName = (number: string): string => `Procedure ${number}`

const notJudged = [{ name: 'judged', value: 'no' }]
