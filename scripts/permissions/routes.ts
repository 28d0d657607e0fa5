import { enterRisk, riskContract } from '../../src/cases/contract.ts'
import { inbox, receive } from '../../src/intake/contract.ts'
import type { KindContract } from '../../src/kernel/command.ts'
import { privacyRoles, type Role, roles } from '../../src/kernel/roles.ts'

/** `anybody` needs no account; the others are people who signed in, or their tokens. */
export type Audience = 'anybody' | readonly Role[]

export interface RouteRule {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly who: Audience
  readonly what: string
  /** A device with a token of its own may, too. */
  readonly devices?: true
}

/** Everybody with an account: a reporter has none and comes by the secret link. */
export const staff: readonly Role[] = roles.filter((role) => role !== 'reporter')
const reporting = receive.permission.filter((role) => role !== 'reporter')
const changers = staff.filter((role) => role !== 'auditor')

const rule =
  (who: Audience) =>
  (method: RouteRule['method'], path: string, what: string): RouteRule => ({
    method,
    path,
    who,
    what,
  })
const open = rule('anybody')
const signedIn = rule(staff)

/**
 * Who may use the routes that are neither a declared command nor the reading of a record. A route
 * that stands in none of these tables fails test/acceptance/roles.test.ts: add it here, or let it
 * follow from a contract.
 */
export const otherRoutes: readonly RouteRule[] = [
  open('GET', '/', 'Leads to the disclosure policy'),
  open('GET', '/security', 'Disclosure policy'),
  open('GET', '/security/:number', 'A version of the disclosure policy'),
  open('GET', '/security/thanks', 'Who is thanked'),
  open('GET', '/security.txt', 'security.txt (RFC 9116)'),
  open('GET', '/.well-known/security.txt', 'security.txt (RFC 9116)'),
  open('GET', '/.well-known/openpgp-key.asc', 'The maker’s OpenPGP key'),
  open('GET', '/portal.css', 'Style of the public pages'),
  open('GET', '/report', 'The report form'),
  open('POST', '/report', 'Send a report'),
  open('GET', '/report/challenge', 'Work for a browser before it sends a report'),
  open('GET', '/portal/proof.js', 'Script of the report form'),
  open('GET', '/portal/proof-worker.js', 'Script of the report form'),
  open('GET', '/portal/altcha/pow.js', 'The library of the work'),
  open('GET', '/portal/altcha/helpers.js', 'The library of the work'),
  open('GET', '/portal/altcha/types.js', 'The library of the work'),
  open('GET', '/portal/altcha/algorithms/web/pbkdf2.js', 'The library of the work'),
  open('GET', '/r/:token', 'A report as its reporter sees it: whoever has the secret link'),
  open('POST', '/r/:token', 'Add to a report: whoever has the secret link'),
  open('POST', '/r/:token/withdraw', 'Withdraw a report: whoever has the secret link'),
  open('POST', '/r/:token/credit', 'Ask for credit: whoever has the secret link'),
  open('GET', '/report/link', 'Where to ask for a new secret link'),
  open('POST', '/report/link', 'Have a new secret link sent to the contact of a report'),
  open('GET', '/updates', 'Leads to the published updates'),
  open('GET', '/updates/', 'Published updates'),
  open('GET', '/updates/kits/:name', 'An update with its signed metadata, as one zip'),
  open('GET', '/updates/files/*', 'The signed update repository'),
  open('GET', '/advisories', 'Leads to the published advisories'),
  open('GET', '/advisories/', 'Published advisories'),
  open('GET', '/advisories/files/*', 'Advisories in CSAF'),
  open('GET', '/ledger/checkpoint', 'The latest signed checkpoint: hashes only'),
  open('GET', '/ledger/checkpoint/cosigned', 'The latest that a witness cosigned: hashes only'),
  open('GET', '/ledger/tile/*', 'A tile of the tree: hashes only'),
  open(
    'POST',
    '/ledger/cosignatures',
    'What a witness says of a checkpoint; a known one alone counts',
  ),
  open('GET', '/workbench', 'Leads to the workbench'),
  open('GET', '/workbench/*', 'The workbench as an application, without data'),
  open('GET', '/workbench/assets/*', 'Its files'),
  open('GET', '/api/openapi.json', 'The description of this API'),
  open('GET', '/api/health', 'Whether the server runs'),
  open('POST', '/api/session', 'Sign in'),
  open('GET', '/api/session', 'Who am I'),
  open('DELETE', '/api/session', 'Sign out'),
  open('POST', '/api/invitations/begin', 'Whoever has the one-time link'),
  open('POST', '/api/invitations/complete', 'Whoever has the one-time link'),
  signedIn('GET', '/api/cases/:id/audit-pack', 'Audit pack of a case'),
  signedIn('POST', '/api/account/password', 'Change one’s own password'),
  signedIn('POST', '/api/account/authenticator/begin', 'Get the secret of a new authenticator'),
  signedIn('POST', '/api/account/authenticator', 'Change one’s own authenticator'),
  signedIn('GET', '/api/tokens', 'One’s own tokens'),
  signedIn('POST', '/api/tokens', 'Make a token, with no role that one has not'),
  signedIn('DELETE', '/api/tokens/:id', 'Revoke one’s own token; administrators any'),
  signedIn('GET', '/api/search', 'Search the records that one may read'),
  signedIn('GET', '/api/files/:hash', 'Download a file by its hash'),
  signedIn('GET', '/api/documents/:id/statements', 'Statements of a document'),
  signedIn('GET', '/api/library/approvals', 'Documents that say they were approved'),
  signedIn('GET', '/api/library/statements', 'Search the statements of the library'),
  signedIn('GET', '/api/library/health', 'What of the library was read, is stale or is missing'),
  signedIn('GET', '/api/documents/:id/comparison', 'Two revisions compared by statement'),
  signedIn('GET', '/api/documents/:id/found-again', 'Where a cited passage stands in another'),
  signedIn('GET', '/api/documents/:id/original', 'A document as its author made it'),
  signedIn('GET', '/api/documents/:id/page', 'A document as a page in which nothing runs'),
  signedIn('GET', '/api/sources/:id/files', 'Files of a source by what became of them'),
  signedIn('GET', '/api/documents/:id/margin', 'What looks and defects say about its passages'),
  signedIn('GET', '/api/catalogue', 'The clauses as data'),
  signedIn('GET', '/api/catalogue/crosswalk', 'The clauses and their neighbours, both ways'),
  signedIn('GET', '/api/catalogue/own-duties', 'The maker’s own duties, with people’s words'),
  signedIn('GET', '/api/catalogue/oscal', 'The catalogue as OSCAL'),
  signedIn('GET', '/api/clauses', 'The clause review'),
  signedIn('GET', '/api/clause-map', 'The clause review of every product, in counts'),
  signedIn('GET', '/api/clauses/changes', 'What changed since the last kept review'),
  signedIn('GET', '/api/clause-page/:clause', 'A clause with the answers to its constraints'),
  signedIn('GET', '/api/clauses/:constraint', 'One constraint'),
  signedIn('GET', '/api/clauses/:clause/:name', 'One constraint'),
  signedIn('GET', '/api/audit-pack', 'Audit pack of clauses, a product, a period'),
  signedIn('GET', '/api/audit-pack/contents', 'What such a pack would hold'),
  signedIn('GET', '/api/deliveries', 'Deliveries and their state'),
  signedIn('GET', '/api/ledger', 'Origin, key, checkpoint and witnesses of the ledger'),
  signedIn('POST', '/api/ledger/check', 'Recompute the ledger; changes nothing'),
  signedIn('GET', '/api/ledger/proof/:event', 'Proof that a fact is in the ledger'),
  signedIn('GET', '/api/intake/products', 'Products as reports name them'),
  signedIn('GET', '/api/intake/statistics', 'Reports in figures'),
  signedIn('GET', '/api/intake/attention', 'Reminders that reach nobody, reports that nobody sees'),
  signedIn('GET', '/api/intake/silence', 'Last report and last self-test by product and source'),
  signedIn('GET', '/api/reports/:id/candidates', 'Reports that may be about the same flaw'),
  signedIn('GET', '/api/cases/:id/closure', 'What a closure of the case asks for'),
  signedIn('GET', '/api/cases/:id/clocks', 'The clocks of a case, and the authorities it is for'),
  signedIn('GET', '/api/due', 'What is due over cases and reports'),
  signedIn('GET', '/api/due/attention', 'Reminders of cases that reach nobody'),
  signedIn('GET', '/api/flow', 'Where cases wait, and how long they took'),
  signedIn('GET', '/api/flow/took', 'How long each case took to a step'),
  signedIn('GET', '/api/cases/:id/export.pdf', 'A case as you may see it, as a PDF'),
  signedIn('GET', '/api/cases/:id/conversation', 'What was said of a case to whoever asks'),
  signedIn(
    'GET',
    '/api/cases/:id/third-parties',
    'Whom a case may have to tell, and drafted notices',
  ),
  signedIn('GET', '/api/cases/:id/files', 'Files of a case as you may see it'),
  signedIn('GET', '/api/trackers', 'Trackers that tasks can become issues of'),
  signedIn('GET', '/api/mentions', 'Messages that mention whoever asks'),
  signedIn('GET', '/api/cases/:id/changes', 'What each fact of a case changed'),
  signedIn('GET', '/api/open-reviews/due', 'When the next review of open issues is due'),
  rule(['triager', 'engineer', 'administrator'])(
    'POST',
    '/api/intake/self-test',
    'Test the channels by a marked message',
  ),
  rule(reporting)('POST', '/api/intake/import', 'Take in a document of others as reports'),
  rule(changers)('POST', '/api/files', 'Keep a file'),
  rule(['engineer', 'release-manager', 'administrator'])(
    'POST',
    '/api/deliveries/:id/retry',
    'Try a parked delivery again',
  ),
  rule(privacyRoles)(
    'GET',
    '/api/reports/:id/held-data',
    'What is held of the person who sent a report (GDPR 15)',
  ),
  rule(privacyRoles)(
    'GET',
    '/api/reports/:id/erasure',
    'What erasing the person who sent a report reaches, and what not (GDPR 17)',
  ),
  rule(['auditor', 'administrator'])('GET', '/api/access-log', 'Sign-ins and failed attempts'),
  rule(reporting)('POST', '/api/intake/mail', 'Take in a mail'),
  rule(riskContract.readers)('GET', '/api/risks/export.csv', 'The risk register as CSV'),
  rule(riskContract.readers)('GET', '/api/risks/export.xlsx', 'The risk register as a workbook'),
  rule(enterRisk.permission)('POST', '/api/risks/import', 'Import the risk register'),
  rule(enterRisk.permission)('GET', '/api/cases/import-template.csv', 'Columns of cases to import'),
  rule(enterRisk.permission)(
    'GET',
    '/api/cases/import-template.xlsx',
    'Columns of cases to import',
  ),
  rule(enterRisk.permission)('POST', '/api/cases/import', 'Import cases of an earlier system'),
  rule(riskContract.readers)('GET', '/api/risk-matrix', 'The risk matrix of the maker'),
  rule(reporting)('POST', '/api/intake/complaints', 'Pass on a complaint'),
  { ...rule(reporting)('POST', '/fhir/AuditEvent', 'Send audit events as FHIR'), devices: true },
  { ...rule(reporting)('POST', '/fhir', 'Send audit events as FHIR, in a Bundle'), devices: true },
  rule(['administrator'])('POST', '/api/devices/:id/token', 'Make the token of a device'),
  rule(reporting)('POST', '/api/audit-events', 'Send lines of an audit log'),
  rule(inbox)('GET', '/api/audit-events', 'Look up audit events, with users and devices'),
  rule(inbox)('POST', '/api/audit-events/indicator', 'Raise an indicator of chosen audit events'),
  rule(inbox)('GET', '/api/indicators/:id/evidence', 'The audit events behind an indicator'),
  rule(['administrator', 'auditor'])('GET', '/api/openpgp-keys', 'The OpenPGP keys'),
  rule(['administrator'])('POST', '/api/openpgp-keys', 'Take in an OpenPGP key'),
  rule(['administrator'])('POST', '/api/openpgp-keys/generate', 'Make a new OpenPGP key'),
  rule(['administrator'])('POST', '/api/people/:id/invitation', 'Make an invitation link'),
]

/** The routes that follow from a contract: its commands, and the reading of its records. */
export const routesOf = ({
  collection,
  commands,
  readers: may,
  title,
}: KindContract): readonly RouteRule[] => [
  ...commands
    .filter(({ internal }) => internal !== true)
    .map((command) =>
      rule(command.permission.filter((role) => role !== 'reporter'))(
        'POST',
        `/api/${collection}/${command.creates ? '' : ':id/'}${command.name}`,
        command.title,
      ),
    ),
  ...['', '/counts', '/:id', '/:id/history'].map((path) =>
    rule(may)('GET', `/api/${collection}${path}`, `Read: ${title}`),
  ),
]
