import { limits } from '../../kernel/limits.ts'

/** A sign-in name may hold an @ itself, so it is looked for after white space or a bracket only. */
const mention = /(?:^|[\s([{,;:"'„“])@([a-z0-9][a-z0-9._@+-]{1,99})/giu

/** Sign-in names that a text names by @, in small letters, each once; a final stop is no part of one. */
export const mentionsIn = (text: string): readonly string[] =>
  [
    ...new Set(
      [...text.matchAll(mention)]
        .map(([, name = '']) => name.toLowerCase().replace(/[._@+-]+$/, ''))
        .filter((name) => name.length >= 2),
    ),
  ].slice(0, limits.cases.mentions)
