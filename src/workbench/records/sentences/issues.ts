import { humanise, roleInWords, valueInWords } from '../../kinds/words.ts'
import { decisionSentences } from './decisions.ts'
import {
  count,
  dayOf,
  filesOf,
  listOf,
  many,
  type Payload,
  type Telling,
  text,
  told,
} from './told.ts'

const clocks: Readonly<Record<string, string>> = {
  acknowledgement: 'the first answer',
  assessment: 'the first assessment',
  update: 'the next news',
}

const clockInWords = (payload: Payload): string => {
  const clock = text(payload, 'clock')
  return `${clocks[clock] ?? clock}, due ${dayOf(payload, 'dueAt')}`
}

/** Whom it should have reached, where there was no address. */
const unheard = (payload: Payload): string =>
  payload['mails'] === 0
    ? `It reached nobody: no mail address for ${listOf(payload, 'to').map(roleInWords).join(', ')}.`
    : ''

/** Facts of reports, cases and open-issue reviews. */
export const issueSentences: Readonly<Record<string, Telling>> = {
  'policy.published': (p) =>
    told(`published version ${text(p, 'number')} of the policy`, text(p, 'changes')),
  'report.received': (p) => ({
    words: `recorded the report; source: ${valueInWords('source', text(p, 'source')).toLowerCase()}`,
    files: filesOf(p, 'files'),
  }),
  'report.acknowledged': (p) =>
    told(`acknowledged the report, next news by ${dayOf(p, 'nextDate')}`, text(p, 'message')),
  'report.replied': (p) => told('wrote to the reporter', text(p, 'message')),
  'report.extended': (p) => ({
    words: 'added to the report',
    detail: text(p, 'message'),
    files: filesOf(p, 'files'),
  }),
  'report.linked': (p) => ({
    words: 'linked the report to a case',
    record: { collection: 'cases', id: text(p, 'case') },
  }),
  'report.progress-told': (p) => told('told the reporter how it goes', text(p, 'message')),
  'report.assessed': (p) =>
    told(
      `recorded the assessment: ${valueInWords('finding', text(p, 'finding')).toLowerCase()}`,
      text(p, 'reason'),
    ),
  'report.reclassified': (p) =>
    told(
      `corrected the source from ${valueInWords('source', text(p, 'before')).toLowerCase()} to ${valueInWords('source', text(p, 'source')).toLowerCase()}`,
      text(p, 'reason'),
    ),
  'report.withdrawn': (p) => told('took the report back', text(p, 'message')),
  'report.credit-set': () => told('said how they want to be credited'),
  'report.link-asked': () => told('asked for a new secret link'),
  'report.link-replaced': () => told('replaced the secret link; the one before opens nothing now'),
  'report.unlinked': (p) => ({
    words: 'took the report from a case',
    detail: text(p, 'reason'),
    record: { collection: 'cases', id: text(p, 'case') },
  }),
  'report.reopened': (p) => told('opened the report again', text(p, 'reason')),
  'report.not-reached': (p) =>
    told(`noted that a mail to ${valueInWords('whom', text(p, 'whom'))} came back`),
  'report.reached-otherwise': (p) => told('said how they were reached', text(p, 'reason')),
  'report.origin-moved': (p) =>
    told(`followed the issue to ${text(p, 'key')} (${text(p, 'system')})`),
  'report.assigned': (p) =>
    text(p, 'to') === ''
      ? told('left the report to nobody')
      : { words: 'assigned the report to', actor: text(p, 'to') },
  'report.reminded': (p) => told(`reminded colleagues of ${clockInWords(p)}`, unheard(p)),
  'report.escalated': (p) => told(`told others that ${clockInWords(p)} was missed`, unheard(p)),
  'report.closed': (p) => ({
    ...told(
      `closed the report: ${valueInWords('exit', text(p, 'exit')).toLowerCase()}`,
      text(p, 'reason'),
    ),
    ...(text(p, 'of') === '' ? {} : { record: { collection: 'reports', id: text(p, 'of') } }),
  }),

  'indicator.raised': (p) =>
    told(`raised it by ${many(count(p, 'evidence'), 'audit event')}: ${text(p, 'title')}`),
  'indicator.window-closed': (p) =>
    told(`closed its window: ${many(Number(text(p, 'count')), 'audit event')} in all`),
  'indicator.report-ordered': (p) => told('made a report of it', text(p, 'note')),
  'indicator.report-linked': (p) => ({
    words: 'linked the report',
    record: { collection: 'reports', id: text(p, 'report') },
  }),
  'indicator.dismissed': (p) => told('dismissed it', text(p, 'reason')),

  'device.registered': (p) => told(`registered the device ${text(p, 'source')}`, text(p, 'note')),
  'device.token-made': () => told('made a token for it'),
  'device.revoked': (p) => told('revoked it', text(p, 'reason')),

  'risk.entered': (p) => told('entered the risk', text(p, 'description')),
  'risk.revised': (p) => told('judged the risk anew', text(p, 'reason')),
  'risk.case-linked': () => told('linked a case'),
  'risk.acceptance-proposed': (p) =>
    told(`proposed to accept it until ${dayOf(p, 'until')}`, text(p, 'reason')),
  'risk.accepted': (p) => told(`accepted it until ${dayOf(p, 'until')}`, text(p, 'condition')),
  'risk.renewed': (p) => told('confirmed that it still holds', text(p, 'reason')),
  'risk.staled': (p) =>
    told(
      'found it stale',
      listOf(p, 'because')
        .map((why) => valueInWords('riskStale', why))
        .join('. '),
    ),
  'risk.retired': (p) => told('retired the entry', text(p, 'reason')),

  'case.imported': (p) =>
    told(
      `imported the case from ${text(p, 'system')}, there ${text(p, 'number')}`,
      text(p, 'summary'),
    ),
  'case.opened': (p) => told('opened the case', text(p, 'summary')),
  'case.look-asked': () => told('asked for a look at the documents'),
  'case.described': (p) =>
    told('recorded the facts of the flaw', text(p, 'rootCause') || text(p, 'cve')),
  'case.impact-set': (p) => told(`set the impact on ${many(count(p, 'rows'), 'revision')}`),
  'case.range-decided': (p) =>
    told(
      `decided for ${text(p, 'range')}: ${humanise(text(p, 'status')).toLowerCase()}, ${many(count(p, 'rows'), 'revision')}`,
      text(p, 'statement'),
    ),
  'case.range-dropped': (p) => told(`took the decision for ${text(p, 'range')} back`),
  'case.impact-proposed': (p) =>
    told(`proposed ${many(count(p, 'rows'), 'revision')} that may be affected`),
  'case.impact-staled': (p) =>
    told(`found other software items in ${many(count(p, 'rows'), 'revision')}: stale`),
  'case.safety-assessed': (p) => told('assessed the safety of a product', text(p, 'harm')),
  'case.safety-signed': (p) => told('signed a safety assessment', text(p, 'comment')),
  ...decisionSentences,
  'case.risk-updated': (p) =>
    told(
      `updated risk ${text(p, 'register')}: ${valueInWords('residual', text(p, 'residual')).toLowerCase()}`,
      text(p, 'description'),
    ),
  'case.products-informed': (p) =>
    told(
      p['none'] === true
        ? 'recorded that no other product shares the flaw'
        : `informed the owners of ${many(count(p, 'products'), 'other product')}`,
      text(p, 'answer'),
    ),
  'case.third-party-told': (p) =>
    told(
      p['none'] === true
        ? 'recorded that no third party is involved'
        : `told ${text(p, 'owner')} about ${text(p, 'component') || 'the flaw'}`,
      text(p, 'reason'),
    ),
  'case.task-planned': (p) => told(`planned the task ${text(p, 'title')}`, text(p, 'what')),
  'case.task-pushed': (p) =>
    told(
      `made it the issue ${text(p, 'key')}${p['withheld'] === true ? ', without its details' : ''}`,
      text(p, 'url'),
    ),
  'case.task-followed': (p) => told(`found the issue ${text(p, 'key')}: ${text(p, 'status')}`),
  'case.task-stopped': (p) => told('stopped writing into an issue', text(p, 'reason')),
  'case.task-resumed': () => told('writes into an issue again'),
  'case.task-closed': (p) =>
    told(
      `${text(p, 'outcome') === 'done' ? 'closed' : 'dropped'} the task ${text(p, 'title')}`,
      text(p, 'reason'),
    ),
  'case.noted': (p) => ({
    words: 'noted',
    detail: text(p, 'text'),
    files: filesOf(p, 'files'),
  }),
  'case.ending-proposed': (p) => ({
    ...told(
      `proposed to end it without a fix: ${valueInWords('ending', text(p, 'ending')).toLowerCase()}`,
      text(p, 'reason'),
    ),
    ...(text(p, 'duplicateOf') === ''
      ? {}
      : { record: { collection: 'cases', id: text(p, 'duplicateOf') } }),
  }),
  'case.ending-approved': (p) => told('approved that it ends without a fix', text(p, 'comment')),
  'case.closed': (p) => told('closed the case', text(p, 'conclusion')),
  'case.reopened': (p) => told('reopened the case', text(p, 'reason')),

  'open-review.held': (p) =>
    told(
      `froze the list of ${many(count(p, 'issues'), 'open case')}`,
      `Took part: ${listOf(p, 'participants').join(', ')}`,
    ),
  'open-review.concluded': (p) =>
    told(`concluded on ${many(count(p, 'conclusions'), 'open case')}`, text(p, 'minutes')),
  'open-review.agreed': (p) => told('agreed with the conclusions', text(p, 'comment')),
  'open-review.minutes-written': (p) => ({
    words:
      p['signed'] === true
        ? 'wrote the copy of the minutes with the signatures'
        : 'wrote the minutes as a document',
    files: filesOf({ files: [p['file']] }, 'files'),
  }),
  'open-review.signed': () => told('signed the review'),
}
