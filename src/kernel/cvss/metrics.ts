/**
 * The metrics and values of CVSS 2.0, 3.0, 3.1 and 4.0 (FIRST: CVSS v2 guide sections 2.1 to 2.3;
 * v3.0 and v3.1 specifications section 6; v4.0 specification section 7, table 23), in the order
 * of the vector string. Labels are in our own words. One table serves the reader and the forms.
 */
export const cvssVersions = ['2.0', '3.0', '3.1', '4.0'] as const
export type CvssVersion = (typeof cvssVersions)[number]

/** `threat` is what versions 2 and 3 call temporal; `supplemental` (4.0) never changes a score. */
export type CvssMetricGroup = 'base' | 'threat' | 'environmental' | 'supplemental'

export interface CvssMetricValue {
  readonly value: string
  readonly label: string
}

export interface CvssMetric {
  readonly metric: string
  readonly label: string
  readonly group: CvssMetricGroup
  /** Base metrics must be stated; the others default to `undefinedValue`. */
  readonly required: boolean
  readonly values: readonly CvssMetricValue[]
}

/** The value that says "not defined": `ND` in version 2.0, `X` from 3.0 on. */
export const undefinedValue = (version: CvssVersion): string => (version === '2.0' ? 'ND' : 'X')

/** Every metric of a version in the order of its vector string, for forms and for the reader. */
export const cvssMetrics = (version: CvssVersion): readonly CvssMetric[] => tables[version]

const values = (labels: Readonly<Record<string, string>>): readonly CvssMetricValue[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

const base = (metric: string, label: string, labels: Record<string, string>): CvssMetric => ({
  metric,
  label,
  group: 'base',
  required: true,
  values: values(labels),
})

const optional =
  (group: CvssMetricGroup, notDefined: string) =>
  (metric: string, label: string, labels: Record<string, string>): CvssMetric => ({
    metric,
    label,
    group,
    required: false,
    values: values({ [notDefined]: 'Not defined', ...labels }),
  })

const threat = optional('threat', 'X')
const environmental = optional('environmental', 'X')
const supplemental = optional('supplemental', 'X')

/** A base metric as seen in one particular surrounding: same values, and "not defined". */
const modified = (of: CvssMetric, more: readonly CvssMetricValue[] = []): CvssMetric => ({
  metric: `M${of.metric}`,
  label: `${of.label}, in this environment`,
  group: 'environmental',
  required: false,
  values: [{ value: 'X', label: 'As in the base metrics' }, ...of.values, ...more],
})

const requirement = { H: 'High', M: 'Medium', L: 'Low' }
const needs = (add: typeof environmental) => [
  add('CR', 'How much confidentiality matters here', requirement),
  add('IR', 'How much integrity matters here', requirement),
  add('AR', 'How much availability matters here', requirement),
]

const impact2 = { N: 'None', P: 'Partial', C: 'Complete' }
const threat2 = optional('threat', 'ND')
const environmental2 = optional('environmental', 'ND')

const version2: readonly CvssMetric[] = [
  base('AV', 'Where the attacker must be', {
    L: 'At the device',
    A: 'On the same network segment',
    N: 'Anywhere on the network',
  }),
  base('AC', 'How hard the attack is', { H: 'High', M: 'Medium', L: 'Low' }),
  base('Au', 'How often the attacker must sign in', { M: 'Several times', S: 'Once', N: 'Never' }),
  base('C', 'Loss of confidentiality', impact2),
  base('I', 'Loss of integrity', impact2),
  base('A', 'Loss of availability', impact2),
  threat2('E', 'State of exploits', {
    U: 'None known',
    POC: 'Proof of concept',
    F: 'Works in most cases',
    H: 'Works everywhere or spreads by itself',
  }),
  threat2('RL', 'State of the remedy', {
    OF: 'Official fix',
    TF: 'Temporary fix',
    W: 'Workaround',
    U: 'None',
  }),
  threat2('RC', 'How sure the report is', {
    UC: 'Unconfirmed',
    UR: 'Uncorroborated',
    C: 'Confirmed',
  }),
  environmental2('CDP', 'Damage that may follow', {
    N: 'None',
    L: 'Low',
    LM: 'Low to medium',
    MH: 'Medium to high',
    H: 'High',
  }),
  environmental2('TD', 'Share of systems that are vulnerable', {
    N: 'None',
    L: 'Up to a quarter',
    M: 'Up to three quarters',
    H: 'More than three quarters',
  }),
  ...needs(environmental2),
]

const attackVector = base('AV', 'Where the attacker must be', {
  N: 'Anywhere on the network',
  A: 'On an adjacent network',
  L: 'On the device itself',
  P: 'With the device in hand',
})
const complexity = base('AC', 'How hard the attack is', { L: 'Low', H: 'High' })
const privileges = base('PR', 'Privileges the attacker needs', {
  N: 'None',
  L: 'Those of a user',
  H: 'Those of an administrator',
})
const degree = { H: 'High', L: 'Low', N: 'None' }

const base3: readonly CvssMetric[] = [
  attackVector,
  complexity,
  privileges,
  base('UI', 'Whether someone else must act', { N: 'No', R: 'Yes' }),
  base('S', 'Whether harm reaches beyond the vulnerable part', { U: 'No', C: 'Yes' }),
  base('C', 'Loss of confidentiality', degree),
  base('I', 'Loss of integrity', degree),
  base('A', 'Loss of availability', degree),
]

const version3: readonly CvssMetric[] = [
  ...base3,
  threat('E', 'State of exploits', {
    H: 'Works everywhere or spreads by itself',
    F: 'Works in most cases',
    P: 'Proof of concept',
    U: 'None known',
  }),
  threat('RL', 'State of the remedy', {
    U: 'None',
    W: 'Workaround',
    T: 'Temporary fix',
    O: 'Official fix',
  }),
  threat('RC', 'How sure the report is', { C: 'Confirmed', R: 'Reasonable', U: 'Unknown' }),
  ...needs(environmental),
  ...base3.map((metric) => modified(metric)),
]

const exploitability4: readonly CvssMetric[] = [
  attackVector,
  complexity,
  base('AT', 'Conditions the attacker cannot bring about', { N: 'None', P: 'Present' }),
  privileges,
  base('UI', 'Whether someone else must act', {
    N: 'No',
    P: 'Yes, unknowingly',
    A: 'Yes, actively',
  }),
]
const vulnerable4: readonly CvssMetric[] = [
  base('VC', 'Confidentiality of the vulnerable system', degree),
  base('VI', 'Integrity of the vulnerable system', degree),
  base('VA', 'Availability of the vulnerable system', degree),
]
const subsequentConfidentiality = base('SC', 'Confidentiality of other systems', degree)
const subsequentRest: readonly CvssMetric[] = [
  base('SI', 'Integrity of other systems', degree),
  base('SA', 'Availability of other systems', degree),
]
const safety = [{ value: 'S', label: 'Somebody may be hurt' }]

const version4: readonly CvssMetric[] = [
  ...exploitability4,
  ...vulnerable4,
  subsequentConfidentiality,
  ...subsequentRest,
  threat('E', 'State of exploits', {
    A: 'Attacks are reported',
    P: 'Proof of concept',
    U: 'None known',
  }),
  ...needs(environmental),
  ...[...exploitability4, ...vulnerable4, subsequentConfidentiality].map((metric) =>
    modified(metric),
  ),
  ...subsequentRest.map((metric) => modified(metric, safety)),
  supplemental('S', 'Whether somebody may be hurt', { N: 'Negligibly', P: 'Yes' }),
  supplemental('AU', 'Whether an attack can be automated', { N: 'No', Y: 'Yes' }),
  supplemental('R', 'How the system recovers', {
    A: 'By itself',
    U: 'By a user',
    I: 'Not at all',
  }),
  supplemental('V', 'What one attack gives control over', { D: 'Little', C: 'Much' }),
  supplemental('RE', 'Effort to respond', { L: 'Low', M: 'Medium', H: 'High' }),
  supplemental('U', 'Urgency the provider states', {
    Clear: 'None',
    Green: 'Reduced',
    Amber: 'Moderate',
    Red: 'Highest',
  }),
]

const tables: Readonly<Record<CvssVersion, readonly CvssMetric[]>> = {
  '2.0': version2,
  '3.0': version3,
  '3.1': version3,
  '4.0': version4,
}
