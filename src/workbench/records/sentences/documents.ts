import { humanise, valueInWords } from '../../kinds/words.ts'
import { count, dayOf, filesOf, listOf, many, type Telling, text, told } from './told.ts'

/** Facts of documents, looks, documentation defects, products and people. */
export const documentSentences: Readonly<Record<string, Telling>> = {
  'document.registered': (p) =>
    told(
      `added the document: ${valueInWords('documentKind', text(p, 'documentKind')).toLowerCase()}`,
    ),
  'document.described': () => told('said anew what the document is and whom it belongs to'),
  'document.revision-dated': (p) =>
    told(`set version ${text(p, 'version')} in force from ${dayOf(p, 'inForceFrom')}`),
  'document.approval-dismissed': (p) =>
    told(`said that version ${text(p, 'version')} was not approved as it says itself`),
  'document.revision-approved': (p) =>
    told(
      `${p['source'] === undefined ? 'recorded' : 'confirmed'} the approval of version ${text(p, 'version')} by ${text(p, 'approvedBy')} on ${dayOf(p, 'approvedOn')}`,
    ),
  'document.revision-added': (p) => ({
    words: `added version ${text(p, 'version')}`,
    // What is not kept here is no download.
    files: p['kept'] === false ? [] : filesOf(p, 'file'),
  }),
  'document.read': (p) =>
    told(
      text(p, 'outcome') === 'could-not-read'
        ? 'could not read the file'
        : `read ${text(p, 'statements')} statements${text(p, 'outcome') === 'partly-read' ? ', not all of them' : ''} (${text(p, 'format').toUpperCase()})`,
      text(p, 'reason'),
    ),
  'document.reading-asked': () => told('asked for the file to be read again'),
  'document.reading-kept': (p) =>
    told('read the file again without success: what was read before stands', text(p, 'reason')),

  'look.recorded': (p) =>
    told(
      `searched ${many(count(p, 'searched'), 'document')} and found ${many(count(p, 'candidates'), 'statement')} that may be false now`,
    ),
  'look.searched-again': (p) =>
    told(
      `searched ${many(count(p, 'searched'), 'new revision')} and found ${many(count(p, 'candidates') + count(p, 'omissions') + count(p, 'drawings'), 'further question')}`,
    ),
  'look.overtaken': (p) =>
    told(`answered ${many(count(p, 'candidates'), 'open question')} from newer revisions`),
  'look.stands-elsewhere': (p) => ({
    words: 'found the guidance elsewhere',
    detail: text(p, 'quote'),
    record: { collection: 'documents', id: text(p, 'document') },
  }),
  'look.decision-taken-back': (p) => told('took a decision back', text(p, 'reason')),
  'look.candidate-dismissed': (p) => told('found nothing false', text(p, 'reason')),
  'look.read-by-eye': (p) => ({
    words: 'read a document by eye',
    detail: text(p, 'found'),
    record: { collection: 'documents', id: text(p, 'document') },
  }),
  'look.candidate-kept': (p) => ({
    words: 'opened a defect from a statement',
    record: { collection: 'defects', id: text(p, 'defect') },
  }),

  'defect.opened': (p) =>
    told(
      `opened the defect: ${humanise(text(p, 'defectKind')).toLowerCase()}`,
      text(p, 'misleads'),
    ),
  'defect.described': () => told('described the defect anew'),
  'defect.assessed': (p) =>
    told(
      p['endangers'] === true
        ? 'assessed the safety: it may harm patients'
        : 'assessed the safety: it harms no patient',
      text(p, 'reason'),
    ),
  'defect.notice-demanded': (p) => told('demanded a notice now', text(p, 'reason')),
  'defect.notice-named': (p) => ({
    words: `named the notice ${text(p, 'reference')}`,
    detail: text(p, 'where'),
    record: {
      collection: text(p, 'kind') === 'advisory' ? 'advisories' : 'updates',
      id: text(p, 'notice'),
    },
  }),
  'defect.withdrawn': (p) =>
    told(`withdrew it: ${valueInWords('as', text(p, 'as')).toLowerCase()}`, text(p, 'reason')),
  'defect.reopened': (p) => told('opened the defect again', text(p, 'reason')),
  'defect.statement-returned': (p) =>
    told(`found it wrong again in version ${text(p, 'revision')}`, text(p, 'quote')),
  'defect.tracked': (p) => told(`put it into ${text(p, 'tracker')}`),
  'defect.issue-recorded': (p) => told(`made it issue ${text(p, 'key')} in ${text(p, 'tracker')}`),
  'defect.issue-followed': (p) =>
    told(`read the status of issue ${text(p, 'key')}: ${text(p, 'status')}`),
  'defect.reminded': (p) =>
    told(
      text(p, 'what') === 'soon'
        ? `reminded of ${dayOf(p, 'until')}`
        : `told that ${dayOf(p, 'until')} was missed`,
    ),
  'defect.assigned': (p) => told(`assigned it to ${text(p, 'to')} until ${dayOf(p, 'until')}`),
  'defect.corrected': (p) =>
    told(`recorded the correction in version ${text(p, 'revision')}`, text(p, 'after')),
  'defect.verified': (p) => told('verified the correction', text(p, 'reason')),
  'defect.sent-back': (p) => told('sent the correction back', text(p, 'reason')),
  'defect.closed': (p) =>
    told(
      `closed the defect; the field is told: ${valueInWords('told', text(p, 'told')).toLowerCase()}`,
      text(p, 'reason'),
    ),

  'product.registered': (p) => told(`registered the product of ${text(p, 'maker')}`),
  'product.revision-added': (p) =>
    told(`added revision ${text(p, 'revision')}: ${humanise(text(p, 'status')).toLowerCase()}`),
  'product.revision-changed': (p) =>
    told(`changed revision ${text(p, 'revision')}: ${humanise(text(p, 'status')).toLowerCase()}`),
  'product.sbom-recorded': (p) => ({
    words: `recorded ${many(count(p, 'components'), 'software item')} of revision ${text(p, 'revision')}`,
    files: filesOf(p, 'file'),
  }),
  'product.security-profile-set': () => told('set the security profile'),
  'product.user-registered': (p) => told(`registered ${text(p, 'organisation')} as a user`),
  'product.user-removed': (p) => told('removed a user', text(p, 'reason')),
  'product.owners-named': () => told('named who answers for the product'),
  'product.configuration-set': (p) =>
    told(`described the configuration ${text(p, 'configuration')}`, text(p, 'description')),
  'product.configuration-dropped': (p) =>
    told(`dropped the configuration ${text(p, 'configuration')}`, text(p, 'reason')),
  'product.items-classified': (p) => told(`classified ${many(count(p, 'items'), 'software item')}`),
  'product.item-dropped': (p) => told(`dropped the class of ${text(p, 'name')}`, text(p, 'reason')),
  'product.code-shared': (p) => told('declared code shared with another product', text(p, 'what')),
  'product.code-unshared': (p) =>
    told('ended the code shared with another product', text(p, 'reason')),
  'product.retired': (p) => told('retired the product', text(p, 'reason')),

  'person.invited': (p) => told(`invited ${text(p, 'name')}`),
  'person.accepted': () => told('set up the account'),
  'person.address-set': (p) =>
    told(
      text(p, 'address') === ''
        ? 'took the mail address away'
        : `set the mail address ${text(p, 'address')}`,
    ),
  'person.roles-changed': (p) => told('changed the roles', text(p, 'reason')),
  'person.scope-set': (p) =>
    told(
      count(p, 'products') === 0
        ? 'lifted the limit to products'
        : `limited what they do to ${many(count(p, 'products'), 'product')}`,
      text(p, 'reason'),
    ),
  'person.roles-taken': (p) => told('took further roles', text(p, 'reason')),
  'person.disabled': (p) => told('disabled the account', text(p, 'reason')),
  'person.enabled': (p) => told('enabled the account', text(p, 'reason')),
  'person.recovery-begun': (p) =>
    told(
      text(p, 'by') === 'operator'
        ? 'took the credential back, on the machine itself'
        : 'took the credential back, to let the person in anew',
      text(p, 'reason'),
    ),
  'person.token-made': (p) =>
    told(`made a token for ${text(p, 'label')}, with ${listOf(p, 'roles').join(', ')}`),
  'person.token-revoked': () => told('revoked a token'),
  'person.credential-changed': (p) => told(`changed the ${text(p, 'credential')}`),
}
