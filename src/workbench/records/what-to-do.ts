/** What a person can do about a file that was not read, or not as a whole, by what its reader said. */
const steps: readonly (readonly [said: RegExp, todo: string])[] = [
  [/save it as|unpack it/, ''],
  [/OCR|no text/, 'Recognise its text (OCR) and add the result as a revision, or read it by eye.'],
  [/encrypt|password/, 'Save it without a password and add that as a revision.'],
  [/empty/, 'Add the file that was meant.'],
  [
    /larger than|longer than|more than|nested/,
    'Split it, or read by eye what was left out: the original shows it.',
  ],
]

const otherwise =
  'Open the original: if it opens, save it anew as PDF or DOCX and add that as a revision.'

export const whatToDo = (reason: string): string =>
  steps.find(([said]) => said.test(reason))?.[1] ?? otherwise
