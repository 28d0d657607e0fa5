import {
  dispositions,
  endings,
  exploitationWords,
  leakWords,
  messageAudiences,
  ownerAnswers,
  partyAnswers,
  partyKinds,
  reproductions,
  riskStaleReasons,
  scoreKinds,
  staleReasons,
} from '../../cases/contract.ts'
import { documentKinds } from '../../documents/contract.ts'
import {
  exits,
  findings,
  newsPublishers,
  recognitions,
  safeHarbours,
  sources,
} from '../../intake/contract.ts'
import { activityKinds } from '../../monitoring/contract.ts'
import { gateCheckTitles } from '../../releases/contract.ts'

/** `in-remediation` → `In remediation`, `fixedIn` → `Fixed in`. */
export const humanise = (name: string): string => {
  const spaced = name
    .replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after}`)
    .replaceAll('-', ' ')
    .toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

type Words = Readonly<Record<string, string>>

/** Words for the values of fields whose names alone would say too little. */
const valueWords: Readonly<Record<string, Words>> = {
  source: sources,
  exit: exits,
  finding: findings,
  safeHarbour: safeHarbours,
  recognition: recognitions,
  publisherKind: newsPublishers,
  path: dispositions,
  ending: endings,
  stale: { ...staleReasons, yes: 'Stale' },
  outcome: { ...reproductions, done: 'Done', 'not-needed': 'Not needed' },
  scoreKind: scoreKinds,
  exploitation: exploitationWords,
  status: exploitationWords,
  tree: {
    supplier: 'Supplier: how soon we make the fix',
    deployer: 'Deployer: how soon it is installed',
    'coordinator-triage': 'Coordinator: whether to take it',
    'coordinator-publish': 'Coordinator: whether to publish',
  },
  step: leakWords,
  aspect: { safety: 'Safety', security: 'Security', effectiveness: 'Effectiveness' },
  which: { first: 'The first', second: 'The second' },
  riskStale: riskStaleReasons,
  documentKind: documentKinds,
  kind: { ...activityKinds, ...scoreKinds },
  exploited: { yes: 'Yes, it is being exploited', no: 'No', unknown: 'Not known' },
  alreadyPublic: { yes: 'Yes', no: 'No', unknown: 'Not known' },
  audience: messageAudiences,
  audiences: { isac: 'ISAC', upstream: 'Upstream project' },
  protocol: { tcp: 'TCP', udp: 'UDP' },
  channel: { api: 'API', cli: 'Command line', mail: 'E-mail', log: 'Audit log' },
  told: {
    'next-release': 'With the next release',
    'notice-now': 'By a notice now',
    'not-needed': 'Nobody needs telling',
  },
  conclusion: {
    'release-anyway': 'Release anyway',
    'hold-release': 'Hold the release',
    'fix-first': 'Fix it first',
    'no-impact': 'No impact on this release',
  },
  imported: { yes: 'Imported' },
  level: {
    none: 'Nothing remains',
    acceptable: 'Acceptable',
    reduce: 'Reduce as far as possible',
    'not-acceptable': 'Not acceptable',
  },
  acceptability: {
    acceptable: 'Acceptable',
    reduce: 'Reduce as far as possible',
    'not-acceptable': 'Not acceptable',
  },
  gdpr: {
    'not-personal': 'No personal data',
    'no-breach': 'No breach of personal data',
    'breach-no-risk': 'A breach without risk for people (GDPR 33)',
    'breach-to-report': 'A breach to be notified (GDPR 33, 34)',
  },
  residual: {
    none: 'No risk remains',
    acceptable: 'An acceptable risk remains',
    'not-acceptable': 'The remaining risk is not acceptable',
  },
  itemClass: {
    maintained: 'Maintained (we carry its security risk)',
    supported: 'Supported (we tell users of its risks)',
    required: 'Required (risks known before release were considered)',
  },
  urgency: { exploited: 'Being exploited', public: 'Public already' },
  unread: { message: 'New message', unreached: 'A mail came back' },
  whom: {
    reporter: 'the reporter',
    owner: 'the owner of the complaint',
    colleague: 'a colleague',
  },
  reminder: { unheard: 'Reminder reached nobody' },
  protection: {
    infected: 'Infected file',
    encrypted: 'Came encrypted',
    shut: 'Encrypted: no key of ours opens it',
    'bad-signature': 'Signature does not hold',
  },
  answer: { ...ownerAnswers, ...partyAnswers },
  partyKind: partyKinds,
  check: gateCheckTitles,
  as: {
    waived: 'Waived',
    'not-applicable': 'Not applicable',
    'not-a-defect': 'Not a defect',
    duplicate: 'A duplicate',
    withdrawn: 'Withdrawn',
  },
  cause: {
    case: 'A case',
    review: 'A review',
    report: 'A report',
    complaint: 'A complaint',
    'by-hand': 'Somebody who read it',
  },
  attention: {
    unscheduled: 'Unscheduled',
    endangers: 'May harm patients',
    notice: 'Notice demanded',
    returned: 'Wrong again',
    'tracker-closed': 'Closed in the tracker',
  },
  tlp: {
    CLEAR: 'TLP:CLEAR',
    GREEN: 'TLP:GREEN',
    AMBER: 'TLP:AMBER',
    'AMBER+STRICT': 'TLP:AMBER+STRICT',
    RED: 'TLP:RED',
  },
}

/** What people read for a value of a field. */
export const valueInWords = (field: string, value: string): string =>
  valueWords[field]?.[value] ?? humanise(value)

/** `customers, the public, ISAC` in the middle of a sentence. */
export const audiencesInWords = (audiences: readonly string[]): string =>
  audiences
    .map((one) => audienceWords[one] ?? valueInWords('audiences', one).toLowerCase())
    .join(', ')

const audienceWords: Words = {
  public: 'the public',
  reporter: 'the reporter',
  isac: 'ISAC',
  upstream: 'the upstream project',
}

export const statusInWords = (status: string): string => statusWords[status] ?? humanise(status)

const statusWords: Words = {
  'in-case': 'In a case',
  claimed: 'Being sent',
  'could-not-read': 'Could not be read',
  'partly-read': 'Read in part',
  empty: 'No revision yet',
  'gate-open': 'Gate open',
  'signed-once': 'Signed once',
  'could-not-run': 'Could not run',
  'empty-inspection': 'Nothing inspected',
  recovering: 'Waits for a new credential',
  connected: 'Not looked at yet',
  'in-step': 'In step',
  partly: 'Some could not be read',
}

export const roleInWords = (role: string): string => humanise(role)
