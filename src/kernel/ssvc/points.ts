/**
 * The decision points of SSVC that its supplier, deployer and coordinator trees use (CERT/CC, SSVC
 * decision points of namespace `ssvc`, in the versions named). Keys and names are theirs;
 * questions and meanings are in our own words, for the maker of a medical device.
 */
export interface SsvcValue {
  readonly key: string
  readonly name: string
  readonly meaning: string
}

export interface SsvcPoint {
  readonly key: string
  readonly version: string
  readonly name: string
  readonly question: string
  /** From the least to the most pressing. */
  readonly values: readonly SsvcValue[]
}

const point = (
  key: string,
  version: string,
  name: string,
  question: string,
  ...values: readonly (readonly [key: string, name: string, meaning: string])[]
): SsvcPoint => ({
  key,
  version,
  name,
  question,
  values: values.map(([valueKey, valueName, meaning]) => ({
    key: valueKey,
    name: valueName,
    meaning,
  })),
})

export const ssvcPoints: readonly SsvcPoint[] = [
  point(
    'E',
    '1.1.0',
    'Exploitation',
    'Is the vulnerability used by attackers today?',
    ['N', 'None', 'Nobody is known to use it, and no working method is public.'],
    ['P', 'Public PoC', 'A working method is public, or the way to use such a flaw is well known.'],
    ['A', 'Active', 'Reliable reports say that attackers use it.'],
  ),
  point(
    'A',
    '2.0.0',
    'Automatable',
    'Can a program find and attack one device after the other without a person?',
    ['N', 'No', 'At least one step from finding to taking over needs a person at each device.'],
    ['Y', 'Yes', 'All steps up to taking over can be done by a program, as by a worm.'],
  ),
  point(
    'VD',
    '1.0.0',
    'Value Density',
    'How much does one successful attack give to the attacker?',
    ['D', 'Diffuse', 'Little: one device with few data, such as a bedside pump.'],
    ['C', 'Concentrated', 'Much: a system with the data or control of many, such as an archive.'],
  ),
  point(
    'U',
    '1.0.1',
    'Utility',
    'How useful is an exploit to the attacker?',
    ['L', 'Laborious', 'Each attack is work of its own and yields little.'],
    ['E', 'Efficient', 'Attacks run by themselves, or each one yields much; not both.'],
    ['S', 'Super Effective', 'Attacks run by themselves, and each one yields much.'],
  ),
  point(
    'TI',
    '1.0.0',
    'Technical Impact',
    'How much control of the software does the attacker get?',
    ['P', 'Partial', 'Some of its behaviour or some of its data, or all of it only by rare luck.'],
    ['T', 'Total', 'All of its behaviour, or all data of the system.'],
  ),
  point(
    'SI',
    '2.0.1',
    'Safety Impact',
    'What is the worst that can happen to a patient or a user?',
    ['N', 'Negligible', 'Minor harm at most, and staff handle it in their routine.'],
    ['M', 'Marginal', 'Serious injury, or staff must step in beyond their routine.'],
    ['R', 'Critical', 'A death, or staff can hardly keep the patient safe.'],
    ['C', 'Catastrophic', 'Several deaths, or nobody can keep patients safe any more.'],
  ),
  point(
    'PSI',
    '2.0.1',
    'Public Safety Impact',
    'Can people be harmed beyond minor injuries?',
    ['M', 'Minimal', 'No: the safety impact is negligible.'],
    ['S', 'Significant', 'Yes: the safety impact is marginal or worse.'],
  ),
  point(
    'EXP',
    '1.0.1',
    'System Exposure',
    'From where can the device be reached as it stands in the hospital?',
    ['S', 'Small', 'Only at the device, or from a network under tight control.'],
    ['C', 'Controlled', 'From a network with access rules or other mitigations in place.'],
    ['O', 'Open', 'From the internet, or a network that nobody can close.'],
  ),
  point(
    'MI',
    '2.0.0',
    'Mission Impact',
    'What does it do to the work of the hospital?',
    ['D', 'Degraded', 'Little, or only to functions that care does not depend on.'],
    ['MSC', 'MEF Support Crippled', 'What care depends on fails; care goes on for a while.'],
    ['MEF', 'MEF Failure', 'One essential service stops for longer than it may.'],
    ['MF', 'Mission Failure', 'Several or all essential services stop.'],
  ),
  point(
    'HI',
    '2.0.2',
    'Human Impact',
    'How bad are safety and mission impact together?',
    ['L', 'Low', 'Hardly anything for patients or for care.'],
    ['M', 'Medium', 'Limited harm, or one essential service stops without harm.'],
    ['H', 'High', 'A life may be lost while care goes on.'],
    ['VH', 'Very High', 'Several lives may be lost, or the hospital cannot give care.'],
  ),
  point(
    'RP',
    '1.0.0',
    'Report Public',
    'Is the vulnerability public already?',
    ['Y', 'Yes', 'A public report exists.'],
    ['N', 'No', 'None exists.'],
  ),
  point(
    'SCON',
    '1.0.0',
    'Supplier Contacted',
    'Has somebody told the supplier?',
    ['N', 'No', 'Nobody has.'],
    ['Y', 'Yes', 'They were told.'],
  ),
  point(
    'RC',
    '1.0.0',
    'Report Credibility',
    'Is the report credible?',
    ['NC', 'Not Credible', 'It contradicts itself or the facts.'],
    ['C', 'Credible', 'It can be true as told.'],
  ),
  point(
    'SC',
    '1.0.0',
    'Supplier Cardinality',
    'How many suppliers have the vulnerable component?',
    ['O', 'One', 'One.'],
    ['M', 'Multiple', 'More than one.'],
  ),
  point(
    'SE',
    '1.0.0',
    'Supplier Engagement',
    'Does the supplier answer?',
    ['A', 'Active', 'They answer and work on it.'],
    ['U', 'Unresponsive', 'They do not.'],
  ),
  point(
    'SINV',
    '1.0.0',
    'Supplier Involvement',
    'What has the supplier done?',
    ['FR', 'Fix Ready', 'A fix is there.'],
    ['C', 'Cooperative', 'They work on a fix.'],
    ['UU', 'Uncooperative/Unresponsive', 'They do not answer, refuse, or no longer exist.'],
  ),
  point(
    'PVA',
    '1.0.0',
    'Public Value Added',
    'What would our publication add to what is public?',
    ['L', 'Limited', 'Little: good information is out in several places.'],
    ['A', 'Ampliative', 'It adds to or corrects what is known.'],
    ['P', 'Precedence', 'It would be the first, or come with the first.'],
  ),
  point(
    'DSOI',
    '1.0.0',
    'Defer, Scheduled, Out-of-Cycle, Immediate',
    'When is the fix developed or applied?',
    ['D', 'Defer', 'Not now; look again when something changes.'],
    ['S', 'Scheduled', 'With the next regular release or maintenance.'],
    ['O', 'Out-of-Cycle', 'Sooner than the next regular one, ahead of other work.'],
    ['I', 'Immediate', 'At once, with all that is needed.'],
  ),
  point(
    'COORDINATE',
    '1.0.1',
    'Decline, Track, Coordinate',
    'What does the coordinator do with the report?',
    ['D', 'Decline', 'Nothing.'],
    ['T', 'Track', 'Watch it without acting.'],
    ['C', 'Coordinate', 'Act on it.'],
  ),
  point(
    'PUBLISH',
    '1.0.0',
    'Publish, Do Not Publish',
    'Does the coordinator publish?',
    ['N', 'Do Not Publish', 'No.'],
    ['P', 'Publish', 'Yes.'],
  ),
]

export const ssvcPoint = (key: string): SsvcPoint | undefined =>
  ssvcPoints.find((known) => known.key === key)
