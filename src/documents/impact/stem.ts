/** Words that carry no topic, English; also what security texts say in every sentence. */
const stopWords = new Set(
  (
    'a an and any are as at be been but by can could do does for from had has have if in into is it its ' +
    'may might more most must no not of on once only or other our shall should so some such than that the ' +
    'their them then there these they this those to under until up use used uses using via was we were ' +
    'what when where which while who will with within would you your all also each per before after'
  ).split(' '),
)

export const isStopWord = (word: string): boolean => stopWords.has(word)

/**
 * A light stem of a lower-case English word: plural, -ing, -ed, -ly and -ation endings fall, so
 * that "passwords", "configuring" and "configuration" meet. Words with digits stay as they are.
 */
export const stem = (word: string): string => {
  if (word.length < 4 || /[^a-z]/.test(word)) return word
  const singular = withoutPlural(word)
  for (const ending of endings)
    if (singular.endsWith(ending) && singular.length - ending.length >= 4)
      return undoubled(singular.slice(0, -ending.length))
  return singular.endsWith('e') && singular.length > 4 ? singular.slice(0, -1) : singular
}

const endings = [
  'ization',
  'isation',
  'ation',
  'ition',
  'ising',
  'izing',
  'ised',
  'ized',
  'ise',
  'ize',
  'ating',
  'ated',
  'ate',
  'ing',
  'ion',
  'ed',
  'ly',
  'er',
  'or',
  'ment',
]

const withoutPlural = (word: string): string => {
  if (word.endsWith('ies') && word.length > 5) return `${word.slice(0, -3)}y`
  if (/(?:ss|us|is)$/.test(word)) return word
  if (/(?:sses|shes|ches|xes|zes)$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

const undoubled = (word: string): string => {
  const bare = /([bdgklmnprt])\1$/.test(word) ? word.slice(0, -1) : word
  return bare.endsWith('e') && bare.length > 4 ? bare.slice(0, -1) : bare
}
