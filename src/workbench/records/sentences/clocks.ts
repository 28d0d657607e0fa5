import { actionKinds, incidentKinds, submissionStages } from '../../../cases/contract.ts'
import { humanise, roleInWords } from '../../kinds/words.ts'
import { momentInWords } from '../../parts/time.tsx'
import { filesOf, listOf, type Payload, type Telling, text, told } from './told.ts'

const ruleOf = (payload: Payload): string =>
  humanise((text(payload, 'rule') || text(payload, 'clock')).replace(/\/.*/, '')).toLowerCase()

const wordOf = (words: Readonly<Record<string, string>>, value: string): string =>
  (words[value] ?? humanise(value)).toLowerCase()

const moment = (payload: Payload, name: string): string =>
  `${momentInWords(text(payload, name))}${text(payload, 'timeZone') === '' ? '' : ` (recorded in ${text(payload, 'timeZone')})`}`

const unheard = (payload: Payload): string =>
  payload['mails'] === 0
    ? `It reached nobody: no mail address for ${listOf(payload, 'to').map(roleInWords).join(', ')}.`
    : ''

const outward: Readonly<Record<string, string>> = {
  'update-published': 'saw the update published',
  'advisory-published': 'saw the advisory published',
  'users-notified': 'saw the users notified of the update',
}

/** Facts about dates of cases, and about what authorities must know. */
export const clockSentences: Readonly<Record<string, Telling>> = {
  'case.awareness-recorded': (p) =>
    told(
      `recorded that ${text(p, 'who')} became aware on ${moment(p, 'moment')}`,
      [text(p, 'how'), text(p, 'reason')].filter((one) => one !== '').join('\n'),
    ),
  'case.incident-recorded': (p) =>
    told(
      `recorded an incident: ${wordOf(incidentKinds, text(p, 'kind'))}, known since ${moment(p, 'moment')}`,
      text(p, 'description'),
    ),
  'case.clock-paused': (p) => told(`paused the clock ${ruleOf(p)}`, text(p, 'reason')),
  'case.clock-resumed': (p) => told(`let the clock ${ruleOf(p)} run on`, text(p, 'reason')),
  'case.clock-met': (p) => told(`recorded that the clock ${ruleOf(p)} is met`, text(p, 'what')),
  'case.clock-missed': (p) =>
    told(`noted a missed date: ${text(p, 'title')}, due ${moment(p, 'dueAt')}`, ''),
  'case.clock-reminded': (p) =>
    told(`reminded of the clock ${ruleOf(p)}, due ${moment(p, 'dueAt')}`, unheard(p)),
  'case.clock-escalated': (p) =>
    told(`told of a missed date: ${ruleOf(p)}, due ${moment(p, 'dueAt')}`, unheard(p)),
  'case.clocks-looked': () => told('counted the dates by the rules of the maker', ''),
  'case.outward-recorded': (p) =>
    told(`${outward[text(p, 'fact')] ?? 'saw something go out'}: ${text(p, 'record')}`, ''),
  'case.reportability-decided': (p) =>
    told(
      `decided for ${text(p, 'authority')}: ${p['reportable'] === true ? 'reportable' : 'not reportable'}`,
      text(p, 'reason'),
    ),
  'case.reportability-approved': (p) =>
    told(`approved the decision for ${text(p, 'authority')}`, text(p, 'comment')),
  'case.submission-recorded': (p) => ({
    words: `recorded a submission to ${text(p, 'authority')} (${wordOf(submissionStages, text(p, 'stage'))}), sent ${moment(p, 'sentAt')}, reference ${text(p, 'reference')}`,
    detail: text(p, 'what'),
    files: filesOf(p, 'files'),
  }),
  'case.action-referenced': (p) =>
    told(
      `referred to ${wordOf(actionKinds, text(p, 'action'))} ${text(p, 'number')}`,
      text(p, 'note'),
    ),
}
