/** A column of a register as a file: what it is called, and what stands in it. */
export interface ImportColumn {
  readonly title: string
  readonly help: string
  /** Must be in the file. A cell of it may still be empty where the help says so. */
  readonly required?: true
}

/** Columns that an import of the risk register reads; its export writes them too. */
export const riskColumns = {
  reference: {
    title: 'Reference',
    help: 'The entry’s id here, like RISK-2026-0003, as the export writes it; empty for a new one',
  },
  version: {
    title: 'Version',
    help: 'As the export writes it: an entry that changed here since is not overwritten',
  },
  number: {
    title: 'Number',
    help: 'Your own number; a new entry needs one, by which it is found when the file comes again',
    required: true,
  },
  title: { title: 'Risk', help: 'The risk in one line', required: true },
  product: { title: 'Product', help: 'Its name or id; empty where it is about none' },
  hazard: { title: 'Hazard', help: 'The hazard in words', required: true },
  category: { title: 'Category', help: 'Like Network', required: true },
  initialSeverity: {
    title: 'Severity before controls',
    help: 'A level of your risk matrix, by its name or short name',
    required: true,
  },
  initialProbability: {
    title: 'Probability before controls',
    help: 'A level of your risk matrix',
    required: true,
  },
  controls: {
    title: 'Controls',
    help: 'Each on a line of its own, what verified it after a bar: Firewall | Report TR-12',
  },
  eliminated: { title: 'Nothing remains', help: 'yes or no; empty: no' },
  residualSeverity: {
    title: 'Severity that remains',
    help: 'A level of your risk matrix',
    required: true,
  },
  residualProbability: {
    title: 'Probability that remains',
    help: 'A level of your risk matrix',
    required: true,
  },
  description: { title: 'What remains', help: 'What remains, in words', required: true },
  compensatingControl: {
    title: 'Compensating control',
    help: 'What operators put in place; it stands in the release documents',
  },
  cases: { title: 'Cases', help: 'Ids of cases of a new entry, separated by commas' },
} as const satisfies Readonly<Record<string, ImportColumn>>

/** Columns that the export adds; an import does not read them: they follow from the others. */
export const riskFollows = {
  initialRisk: 'Risk before controls',
  residualRisk: 'Risk that remains',
  status: 'Status',
  stale: 'Stale because',
  until: 'Accepted until',
  condition: 'On condition that',
  acceptedBy: 'Accepted by',
  acceptedAt: 'Accepted on',
  judgedAt: 'Judged on',
  imported: 'Imported from',
} as const

/** Columns that an import of cases of an earlier system reads. Days are written 2024-02-29. */
export const caseColumns = {
  number: {
    title: 'Number',
    help: 'The case’s number in the earlier system; given again it is known',
    required: true,
  },
  title: { title: 'Title', help: 'The flaw in one line', required: true },
  summary: { title: 'Summary', help: 'What is known of it' },
  product: { title: 'Product', help: 'Name or id of a product that is registered here' },
  cve: { title: 'CVE', help: 'Like CVE-2023-12345' },
  cwe: { title: 'CWE', help: 'Like CWE-79' },
  vector: { title: 'CVSS vector', help: 'As scored there; the score is worked out from it' },
  openedOn: { title: 'Opened on', help: 'The day it was opened there', required: true },
  awareOn: {
    title: 'Aware on',
    help: 'The day you became aware; empty: the day it was opened. Dates that were due before the import stay with the earlier system',
  },
  closedOn: { title: 'Closed on', help: 'The day it was closed there; empty while it is open' },
  conclusion: { title: 'Conclusion', help: 'What it ended with; a closed case needs it' },
} as const satisfies Readonly<Record<string, ImportColumn>>
