import type { OfferedUpdate, UpdatePlaces } from '../ports.ts'
import type { UpdateState } from '../state.ts'

interface MailContent extends Readonly<Record<string, string>> {
  readonly subject: string
  readonly body: string
}

/** The notice of 6.3/inform: with it go the compatibility statement and a way to verify. */
export const noticeMail = (
  state: UpdateState,
  places: UpdatePlaces,
  message: string,
): MailContent => ({
  subject: subjectOf(state, 'Update:'),
  body: paragraphs([
    message,
    `${state.title}\nUpdate ${state.reference}, revision ${state.revision}`,
    `Compatibility\n${state.compatibility}`,
    `Instructions\n${state.instructions}`,
    `Where to get it\n${places.update}`,
    [
      'How to verify it',
      `Before you install, check the files: vulnerary verify FILE --root ROOT, with the root of trust from ${places.root} (compare it once with the one you had from us by another way).`,
      'Without that program: compare the files with SHA256SUMS, and that list with its OpenPGP signature SHA256SUMS.asc.',
      'Install nothing that does not verify, and tell us.',
    ].join('\n'),
    'Please answer when you have read this, so that we can record it.',
  ]),
})

export const withdrawalMail = (
  state: UpdateState,
  reason: string,
  instead: OfferedUpdate | null,
): MailContent => ({
  subject: subjectOf(state, 'Withdrawn, do not install:'),
  body: paragraphs([
    `We have withdrawn the update ${state.reference} that we told you about. Do not install it.`,
    `${state.title}\nRevision ${state.revision}`,
    `Why, and what to do\n${reason}`,
    instead === null ? '' : `Install instead: ${instead.reference}, revision ${instead.revision}.`,
  ]),
})

// A line end in a title must not begin another header of the mail.
const subjectOf = ({ reference, title }: UpdateState, words: string): string =>
  `[${reference}] ${words} ${title.replaceAll(/[\s\u0000-\u001f\u007f]+/g, ' ')}`

const paragraphs = (parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join('\n\n')
