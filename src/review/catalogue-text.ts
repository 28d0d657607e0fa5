import type { Catalogue } from '../catalogue/catalogue.ts'
import type { CrosswalkAnswer, Fit, Link } from '../catalogue/look-up.ts'
import type { OwnCatalogue } from '../catalogue/own.ts'
import { type Clause, type Constraint, notInSource } from '../catalogue/schema.ts'

/** A line of a page: a heading, or a text under a label. */
export interface PageLine {
  readonly label: string
  readonly text: string
}

/** Every clause with how far it is covered, in the order of the standard, then the standards. */
export const contentsOf = (catalogue: Catalogue, own: OwnCatalogue): readonly PageLine[] => {
  const duties = (id: string) => own.duties.filter(({ clause }) => clause === id).length
  const full = catalogue.clauses.map(({ id, title, constraints }) => ({
    label: id,
    text: `${title}: in full, ${constraints.length} constraints`,
  }))
  const titled = catalogue.neighbours.clauses.map(({ id, title, coveredBy }) => ({
    label: id,
    text:
      coveredBy === undefined
        ? `${title}: not covered, number and title only${duties(id) > 0 ? `; ${duties(id)} duties of yours` : ''}`
        : `${title}: covered by ${coveredBy}`,
  }))
  return [
    ...[...full, ...titled].sort((a, b) => inOrder.compare(a.label, b.label)),
    ...catalogue.crosswalk.standards.map(({ name, title, edition }) => ({
      label: name,
      text: `${title} (${edition})`,
    })),
    ...own.procedures.map(({ number, title }) => ({ label: number, text: `${title} (yours)` })),
  ]
}

const inOrder = new Intl.Collator('en', { numeric: true })

/** All that the catalogue holds of a clause or a constraint; undefined where it has no such id. */
export const pageOfId = (
  catalogue: Catalogue,
  own: OwnCatalogue,
  id: string,
): readonly PageLine[] | undefined => {
  const clause = catalogue.clauses.find((one) => one.id === id)
  if (clause !== undefined) return clausePage(clause)
  for (const { constraints } of catalogue.clauses) {
    const constraint = constraints.find((one) => one.id === id)
    if (constraint !== undefined) return constraintPage(constraint)
  }
  const neighbour = catalogue.neighbours.clauses.find((one) => one.id === id)
  if (neighbour !== undefined)
    return [
      { label: id, text: neighbour.title },
      {
        label: 'coverage',
        text:
          neighbour.coveredBy === undefined
            ? 'Not covered: number and title only. The catalogue asserts no duty; you can add yours (catalogue/duties.yaml in the data folder).'
            : `Covered by ${neighbour.coveredBy}.`,
      },
      ...catalogue.neighbours.constraints
        .filter((one) => one.clause === id)
        .map((one) => ({ label: one.id, text: `${one.duty} (Shown, not judged.)` })),
      ...own.duties
        .filter((one) => one.clause === id)
        .map((one) => ({ label: one.id, text: `${one.title}: ${one.duty} (Yours, not judged.)` })),
    ]
  const other =
    catalogue.neighbours.constraints.find((one) => one.id === id) ??
    own.duties.find((one) => one.id === id)
  return other === undefined ? undefined : [{ label: id, text: other.duty }]
}

const clausePage = (clause: Clause): readonly PageLine[] => [
  { label: clause.id, text: clause.title },
  { label: 'duty', text: clause.duty },
  // What the clause does map to stands below, in the crosswalk.
  ...(clause.mapsTo === notInSource ? [{ label: 'maps to', text: notInSource }] : []),
  { label: 'carries over', text: clause.carriesOver },
  { label: 'new', text: clause.new },
  { label: 'audit focus', text: clause.auditFocus },
  { label: 'why', text: clause.why },
  ...(clause.commonGaps === notInSource
    ? [{ label: 'common gaps', text: notInSource }]
    : clause.commonGaps.map(({ text, severity, judgement }) => ({
        label: 'common gap',
        text: `${text} (${severity}${judgement === 'ours' ? ', ours' : ''})`,
      }))),
  { label: 'what changed', text: clause.whatChanged },
  ...(clause.relatedClauses === notInSource
    ? [{ label: 'related', text: notInSource }]
    : clause.relatedClauses.map(({ id, reason }) => ({ label: `related ${id}`, text: reason }))),
  ...(typeof clause.furtherReading === 'string'
    ? [{ label: 'further reading', text: clause.furtherReading }]
    : clause.furtherReading.map((text) => ({ label: 'further reading', text }))),
  { label: 'file names', text: clause.signals.fileNames.join(', ') },
  ...clause.signals.questions.map((text) => ({ label: 'question', text })),
  { label: 'audit defence', text: clause.auditDefence },
  ...clause.constraints.map(({ id, duty, gap }) => ({
    label: id,
    text: `${duty} (${severityOf(gap)})`,
  })),
]

const constraintPage = (constraint: Constraint): readonly PageLine[] => [
  { label: constraint.id, text: constraint.title },
  { label: 'duty', text: constraint.duty },
  { label: 'missing is', text: severityOf(constraint.gap) },
  { label: 'applies', text: appliesTo(constraint.applicability) },
  { label: 'file names', text: constraint.signals.fileNames.join(', ') },
  ...constraint.signals.questions.map((text) => ({ label: 'question', text })),
  { label: 'records', text: constraint.records },
]

const severityOf = ({ severity, judgement }: Constraint['gap']): string =>
  judgement === 'ours' ? `${severity}, ours` : severity

const appliesTo = (applicability: Constraint['applicability']): string => {
  if (applicability === 'always') return 'always'
  const { softwareClasses = [], conditions = [] } = applicability
  return [
    ...(softwareClasses.length > 0 ? [`to ${softwareClasses.join(' and ')} software`] : []),
    ...conditions.map((condition) => conditionWords[condition]),
  ].join(', ')
}

type Condition = NonNullable<Exclude<Constraint['applicability'], 'always'>['conditions']>[number]
const conditionWords: Readonly<Record<Condition, string>> = {
  'third-party-source': 'where it holds source code of others',
  'user-accounts': 'where it has user accounts',
  'health-information': 'where it makes or keeps health information',
  'patches-of-others': 'where patches of others go onto it',
}

/** The crosswalk's answer, the closest first: each link with its reason and what bears it. */
export const crosswalkPage = ({ from, links }: CrosswalkAnswer): readonly PageLine[] =>
  links.map((link) => ({
    label: from === 'ours' ? theirs(link) : ours(link),
    text: `${from === 'ours' ? ours(link) : theirs(link)}. ${link.reason} (${[bearing[link.bears], ...fitting[link.fit]].join('; ')})`,
  }))

const theirs = ({ standard, clause, theirTitle }: Link): string => {
  const number = clause === 'whole' || clause === notInSource ? '' : ` ${clause}`
  return `${standard === 'own' ? 'your' : standard}${number} ${theirTitle}`
}

const ours = ({ ours: id, title }: Link): string => (id === 'all' ? title : `${id} ${title}`)

const bearing: Readonly<Record<Link['bears'], string>> = {
  stated: 'a source says so',
  titles: 'the titles say so',
  text: 'its text, which is public, says so',
  own: 'you say so',
}

const fitting: Readonly<Record<Fit, readonly string[]>> = {
  same: [],
  part: ['a part of what you asked'],
  whole: ['wider than what you asked'],
}
