import { inbox } from '../../intake/contract.ts'
import type { Role } from '../../kernel/roles.ts'
import { contracts } from './contracts.ts'

/** Where a collection's list stands in the navigation, and what its empty list says. */
export interface Place {
  readonly title: string
  /** What to do next when there is nothing. */
  readonly empty: string
}

const places: Readonly<Record<string, Place>> = {
  reports: {
    title: 'Inbox',
    empty: 'No report yet. Strangers report through the portal; record what reaches you otherwise.',
  },
  erasures: {
    title: 'Erasures',
    empty: 'Nobody asked to be erased, and no file had to be replaced.',
  },
  channels: {
    title: 'Channels',
    empty: 'No channel has been opened yet. Whoever runs the server names them in channels.yaml.',
  },
  policies: {
    title: 'Disclosure policy',
    empty:
      'No policy published yet: /security shows what follows from the settings. Publish the first version.',
  },
  indicators: {
    title: 'Indicators',
    empty: 'No indicator. Rules raise one when audit logs of devices show what they look for.',
  },
  devices: {
    title: 'Devices',
    empty:
      'No device yet. Register those that send audit events by FHIR; syslog and files need none.',
  },
  cases: { title: 'Cases', empty: 'No case yet. Open one from a report in the inbox.' },
  risks: {
    title: 'Risk register',
    empty: 'No risk is entered yet. Enter one, and link the cases it is about.',
  },
  'open-reviews': {
    title: 'Open-issue reviews',
    empty: 'No review held yet. Hold one before each release: it freezes the list of open cases.',
  },
  messages: {
    title: 'Messages',
    empty: 'Nothing was said that is for you. Write from the page of a case.',
  },
  documents: {
    title: 'Document library',
    empty: 'The library is empty. Add the accompanying documents of your products.',
  },
  sources: {
    title: 'Sources',
    empty:
      'No source is connected. Whoever runs the server names folders, repositories and drives in sources.yaml; documents can be added by hand meanwhile.',
  },
  looks: {
    title: 'Looks after a fix',
    empty: 'Nothing to look at. Once a fix is verified, the server searches the documents.',
  },
  defects: {
    title: 'Documentation defects',
    empty: 'No documentation defect. Open one from a look after a fix, or by hand.',
  },
  releases: { title: 'Releases', empty: 'No release yet. Plan one to see its gate.' },
  updates: { title: 'Updates', empty: 'No update yet. Prepare one for a signed release.' },
  advisories: { title: 'Advisories', empty: 'No advisory yet. Draft one from a case.' },
  patches: {
    title: 'Third-party patches',
    empty: 'No patch recorded. Record updates of others that touch a product.',
  },
  activities: {
    title: 'Proactive activities',
    empty: 'Nothing planned. Plan scans and penetration tests, so that a missed one is seen.',
  },
  products: {
    title: 'Products',
    empty: 'No product yet. Register the first one: all else names it.',
  },
  distributions: {
    title: 'Distribution records',
    empty: 'Nothing has left the server yet. Each notice that is sent leaves its proof here.',
  },
  findings: {
    title: 'Review findings',
    empty:
      'Nobody has overruled a verdict or accepted a gap. Do it from the duty on the clause screen.',
  },
  'clause-reviews': {
    title: 'Kept clause reviews',
    empty: 'No review is kept yet. Keep one, and what changes after it can be told apart.',
  },
  witnesses: {
    title: 'Witnesses of the ledger',
    empty: 'The setting WITNESSES names nobody. The page Ledger says how somebody becomes one.',
  },
  people: { title: 'People', empty: 'Nobody is here yet. Invite a colleague.' },
}

export const placeOf = (collection: string): Place =>
  places[collection] ?? { title: collection, empty: 'Nothing here yet.' }

export interface NavigationLink {
  readonly to: string
  readonly title: string
}

export interface NavigationGroup {
  readonly title: string
  readonly links: readonly NavigationLink[]
}

const groups: readonly { readonly title: string; readonly collections: readonly string[] }[] = [
  { title: 'Issues', collections: ['reports', 'indicators', 'cases', 'risks', 'open-reviews'] },
  { title: 'Documents', collections: ['documents', 'sources', 'looks', 'defects'] },
  { title: 'Out to users', collections: ['releases', 'updates', 'advisories', 'distributions'] },
  {
    title: 'Upkeep',
    collections: [
      'products',
      'patches',
      'activities',
      'policies',
      'channels',
      'devices',
      'erasures',
    ],
  },
]

const proof: readonly NavigationLink[] = [
  { to: '/clauses', title: 'Clauses' },
  { to: '/clause-reviews', title: 'Kept clause reviews' },
  { to: '/ledger', title: 'Ledger' },
  { to: '/deliveries', title: 'Deliveries' },
  { to: '/people', title: 'People' },
]

/** As the server lets nobody else read it. */
const signIns: NavigationLink = { to: '/sign-ins', title: 'Sign-ins' }
const readSignIns: readonly Role[] = ['auditor', 'administrator']

const proofFor = (roles: readonly Role[]): readonly NavigationLink[] =>
  readSignIns.some((role) => roles.includes(role)) ? [...proof, signIns] : proof

/** For whoever reads messages: what mentions them, and what they are asked. */
const forYou: NavigationGroup = {
  title: 'You',
  links: [{ to: '/for-you', title: 'Asked of you' }],
}

const auditEvents: NavigationLink = { to: '/indicators/events', title: 'Audit events' }
/** What is due stands beside what it is about. */
const dates: readonly NavigationLink[] = [
  { to: '/due', title: 'Due' },
  { to: '/flow', title: 'Flow of cases' },
]
const readsEvents = (roles: readonly Role[]): boolean => inbox.some((role) => roles.includes(role))

/** The navigation of somebody with these roles: only what they may read. */
export const navigationFor = (roles: readonly Role[]): readonly NavigationGroup[] => {
  const readable = new Set(
    contracts
      .filter(({ readers }) => readers.some((role) => roles.includes(role)))
      .map(({ collection }) => collection),
  )
  const records = groups.map(({ title, collections }) => ({
    title,
    links: collections
      .filter((collection) => readable.has(collection))
      .flatMap((collection) => [
        { to: `/${collection}`, title: placeOf(collection).title },
        ...(collection === 'indicators' && readsEvents(roles) ? [auditEvents] : []),
        ...(collection === 'cases' ? dates : []),
      ]),
  }))
  const proofs = { title: 'Proof', links: proofFor(roles) }
  // Whoever comes for the proof has it in sight, not below all that others work on.
  const comesForProof = homeOf(roles) === clausesHome
  return [
    ...(readable.has('messages') ? [forYou] : []),
    ...(comesForProof ? [proofs, ...records] : [...records, proofs]),
  ].filter(({ links }) => links.length > 0)
}

const clausesHome = '/clauses'

/** The first screen after signing in: where the day's work of these roles waits. */
export const homeOf = (roles: readonly Role[]): string => {
  const has = (...wanted: readonly Role[]) => wanted.some((role) => roles.includes(role))
  if (has('triager', 'engineer', 'administrator')) return '/reports'
  if (has('privacy')) return '/erasures'
  if (has('writer')) return '/defects'
  if (has('release-manager', 'approver')) return '/releases'
  return clausesHome
}
