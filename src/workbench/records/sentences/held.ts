import { count, dayOf, type Payload, type Telling, text, told } from './told.ts'

const outcomes: Readonly<Record<string, string>> = {
  clean: 'the scanner found nothing',
  infected: 'infected',
  'could-not-scan': 'could not be scanned',
  'no-scanner': 'not scanned',
}

/** Facts of restricted reports, files from outside, and erasures. */
export const heldSentences: Readonly<Record<string, Telling>> = {
  'report.embargo-set': (p) =>
    told(
      count(p, 'named') === 0
        ? 'opened the report to everybody'
        : `restricted the report to named people${text(p, 'until') === '' ? '' : ` until ${dayOf(p, 'until')}`}`,
      text(p, 'reason'),
    ),
  'report.embargo-ended': (p) =>
    told(`let the restriction end: its last day was ${dayOf(p, 'until')}`),
  'report.person-named': (p) => ({
    words: 'let one more colleague see the report:',
    actor: text(p, 'person'),
    detail: text(p, 'reason'),
  }),
  'report.left-unseen': (p) =>
    told(
      p['mails'] === 0
        ? 'found that nobody could see the report; no administrator has a mail address'
        : 'told the administrators that nobody could see the report',
    ),
  'report.files-looked-at': (p) =>
    told(
      'looked at the files',
      looksIn(p['files'])
        .map((file) =>
          `${text(file, 'looksLike')}: ${outcomes[text(file, 'outcome')] ?? ''} ${text(file, 'said')}`.trim(),
        )
        .join('\n'),
    ),
  'report.file-opened': (p) =>
    told(
      `opened a file on purpose (${text(p, 'looksLike')}, ${outcomes[text(p, 'outcome')] ?? 'not scanned yet'})`,
      text(p, 'reason'),
    ),
  'report.scan-ordered': () => told('had the files scanned again'),
  'erasure.person-ordered': (p) => told('ordered the erasure of a person', text(p, 'reason')),
  'erasure.file-ordered': (p) =>
    told('ordered the replacement of a file by a redacted copy', text(p, 'reason')),
  'erasure.left-to-people': (p) =>
    told(
      count(p, 'check') === 0
        ? 'found no record that somebody must look at'
        : `found ${count(p, 'check')} ${count(p, 'check') === 1 ? 'record' : 'records'} that somebody must look at`,
    ),
  'erasure.done': () => told('carried it out'),
}

const looksIn = (files: unknown): readonly Payload[] =>
  // Any object can be asked for its members as texts.
  Array.isArray(files)
    ? files.filter((file): file is Payload => typeof file === 'object' && file !== null)
    : []
