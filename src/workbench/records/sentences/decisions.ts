import { audiencesInWords, valueInWords } from '../../kinds/words.ts'
import { count, dayOf, filesOf, listOf, type Payload, type Telling, text, told } from './told.ts'

/** A time as it was agreed: ` until 2026-10-25 02:30 (Europe/Berlin)`. */
const timeIn = (payload: Payload, name: string, before = ''): string => {
  const value = payload[name]
  if (typeof value !== 'object' || value === null || !('at' in value) || !('zone' in value))
    return ''
  return `${before}${String(value.at).replace('T', ' ')} (${String(value.zone)})`
}

const partyIn = (payload: Payload): string =>
  text(payload, 'party') === '' ? '' : ` for ${text(payload, 'party')}`

/** Facts of what is decided on a case. */
export const decisionSentences: Readonly<Record<string, Telling>> = {
  'case.disposition-proposed': (p) =>
    told(
      `proposed the disposition: ${valueInWords('path', text(p, 'path')).toLowerCase()}`,
      text(p, 'reason'),
    ),
  'case.disposition-approved': (p) => told('approved the disposition', text(p, 'comment')),
  'case.disposition-rejected': (p) => told('sent the disposition back', text(p, 'reason')),
  'case.disclosure-decided': (p) =>
    told(
      p['disclose'] === true
        ? `decided to disclose to ${audiencesInWords(listOf(p, 'audiences'))}${p['on'] === undefined ? '' : ` from ${dayOf(p, 'on')}`}, ${valueInWords('tlp', text(p, 'tlp'))}`
        : 'decided not to disclose',
      text(p, 'reason'),
    ),
  'case.disclosure-approved': (p) => told('approved the disclosure decision', text(p, 'comment')),
  'case.change-requested': (p) =>
    told(`requested the change ${text(p, 'reference')}`, text(p, 'description')),
  'case.change-reviewed': (p) =>
    told(
      p['accepted'] === true
        ? 'reviewed and accepted the change'
        : 'reviewed and declined the change',
      `Safety: ${text(p, 'safety')}\nSecurity: ${text(p, 'security')}\nEffectiveness: ${text(p, 'effectiveness')}`,
    ),
  'case.aspect-reviewed': (p) =>
    told(
      `reviewed the change for ${text(p, 'aspect')}, and ${p['accepted'] === true ? 'accepts' : 'declines'} it`,
      text(p, 'conclusion'),
    ),
  'case.fix-verified': (p) => ({
    words: `verified the fix in ${text(p, 'fixedIn')}`,
    detail: text(p, 'tested'),
    files: filesOf(p, 'evidence'),
  }),
  'case.verification-failed': (p) => ({
    words: `found that the fix in ${text(p, 'fixedIn')} does not hold`,
    detail: text(p, 'tested'),
    files: filesOf(p, 'evidence'),
  }),
  'case.embargo-ended': (p) =>
    told(
      text(p, 'until').includes('T')
        ? `let the embargo end at ${text(p, 'until').slice(0, 16).replace('T', ' ')} UTC`
        : `let the embargo end: its last day was ${dayOf(p, 'until')}`,
    ),
  'case.embargo-set': (p) =>
    told(
      count(p, 'named') === 0
        ? 'lifted the embargo'
        : `put the case under an embargo${text(p, 'until') === '' ? timeIn(p, 'untilAt', ' until ') : ` until ${dayOf(p, 'until')}`}`,
      text(p, 'reason'),
    ),
  'case.embargo-move-proposed': (p) =>
    told(`proposed${partyIn(p)} to let the embargo end ${timeIn(p, 'to')}`, text(p, 'reason')),
  'case.embargo-move-answered': (p) =>
    told(
      `${p['accepted'] === true ? 'accepted' : 'refused'}${partyIn(p)} to move the embargo`,
      text(p, 'reason'),
    ),
  'case.leak-reported': (p) =>
    told(`reported a leak, seen ${timeIn(p, 'seen')}: ${text(p, 'where')}`, text(p, 'what')),
  'case.leak-step-taken': (p) =>
    told(
      `answered after the leak: ${valueInWords('step', text(p, 'step')).toLowerCase()}: ${valueInWords('outcome', text(p, 'outcome')).toLowerCase()}`,
      text(p, 'note'),
    ),
  'case.leak-settled': (p) => told('settled the leak', text(p, 'conclusion')),
}
