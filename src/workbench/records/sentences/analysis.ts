import { valueInWords } from '../../kinds/words.ts'
import { dayOf, filesOf, type Telling, text, told } from './told.ts'

/** Facts about the analysis of a flaw: tries, context, scores, exploitation, priority. */
export const analysisSentences: Readonly<Record<string, Telling>> = {
  'case.report-verified': (p) => ({
    words: `tried the report on ${dayOf(p, 'on')}: ${valueInWords('outcome', text(p, 'outcome')).toLowerCase()}${text(p, 'revision') === '' ? '' : ` on ${text(p, 'revision')}`}`,
    detail: text(p, 'how'),
    files: filesOf(p, 'evidence'),
  }),
  'case.context-recorded': (p) => told('recorded the security context', text(p, 'location')),
  'case.scored': (p) =>
    told(
      `recorded CVSS ${text(p, 'version')}: ${text(p, 'score')} (${text(p, 'severity')})${text(p, 'source').startsWith('person:') ? '' : `, from ${text(p, 'source')}`}`,
      [text(p, 'vector'), text(p, 'rationale')].filter((one) => one !== '').join('\n'),
    ),
  'case.score-chosen': (p) =>
    told(`chose our score of CVSS ${text(p, 'version')} to decide`, text(p, 'reason')),
  'case.score-withdrawn': (p) =>
    told(
      `withdrew the score of CVSS ${text(p, 'version')}${text(p, 'source').startsWith('person:') ? '' : ` from ${text(p, 'source')}`}`,
      text(p, 'reason'),
    ),
  'case.exploitation-noted': (p) =>
    told(
      `noted exploitation: ${valueInWords('exploitation', text(p, 'status')).toLowerCase()}`,
      `${text(p, 'source')} ${text(p, 'reference')}`.trim(),
    ),
  'case.ssvc-decided': (p) => told('decided the priority by SSVC', text(p, 'reason')),
}
