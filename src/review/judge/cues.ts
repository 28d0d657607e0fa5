import { type CueName, cueNames } from '../../catalogue/detection-schema.ts'
import type { Lexicon, Occurrence } from '../../catalogue/lexicon.ts'
import type { Passage } from '../../kernel/passage.ts'
import type { Profile } from './profile.ts'
import type { Sentence } from './sentences.ts'

/** Concept numbers of the cues in a lexicon. */
export interface CueConcepts {
  readonly imperative: number
  readonly entry: number
  readonly named: ReadonlyMap<number, CueName>
  /** What the head of a table gives its rows: "Responsible", "What you should do". */
  readonly columns: ReadonlyMap<number, CueName>
}

export const cueConceptsOf = (lexicon: Lexicon): CueConcepts => ({
  imperative: lexicon.index.get('cue:imperative') ?? -1,
  entry: lexicon.index.get('cue:entry') ?? -1,
  named: cuesNamed(lexicon, 'cue:'),
  columns: cuesNamed(lexicon, 'cue:column:'),
})

/** The concepts of a lexicon that give a cue, by their number. */
export const cuesNamed = (lexicon: Lexicon, prefix: string): ReadonlyMap<number, CueName> =>
  new Map(
    cueNames.flatMap((name): [number, CueName][] => {
      const concept = lexicon.index.get(`${prefix}${name}`)
      return concept === undefined ? [] : [[concept, name]]
    }),
  )

/** Words before an imperative that do not stop it from being one. */
const openers = new Set(
  'please then and also always first finally next instead however therefore step now or but so 1 2 3 4 5 6 7 8 9 10 11 12 a b c d e f if'.split(
    ' ',
  ),
)

/**
 * What kind of sentence this is: an instruction, a commitment, a denial, a promise, a blank … from
 * its words and place. Several can hold.
 */
export const cuesOf = (
  concepts: CueConcepts,
  passage: Passage,
  sentence: Sentence,
  occurrences: readonly Occurrence[],
  profile: Profile,
): Set<CueName> => {
  const cues = new Set<CueName>()
  const { text } = passage
  for (const { concept, start } of occurrences) {
    const name = concepts.named.get(concept)
    if (name !== undefined) cues.add(name)
    else if (
      concept === concepts.imperative &&
      (begins(text, sentence, start) || isBidden(sentence, start))
    )
      cues.add('directive')
    else if (
      concept === concepts.entry &&
      begins(text, sentence, start) &&
      isEntry(sentence, start, profile)
    )
      cues.add('log-entry')
  }
  if (profile.kinds.has('release-notes') && isReferenced(text, sentence)) cues.add('log-entry')
  if (states(sentence) || acts(text, sentence)) cues.add('commitment')
  const end = text.slice(Math.max(sentence.start, sentence.end - 3), sentence.end)
  if (end.includes('?')) cues.add('question')
  if (passage.kind === 'code') cues.add('quoted')
  if (passage.kind === 'list-item' && startsWithLink(text)) cues.add('pointer')
  if (
    passage.kind === 'heading' ||
    isNumberedTitle(passage) ||
    hasLeaders(text.slice(sentence.start, sentence.end + 12))
  )
    cues.add('contents')
  return cues
}

/** Whether a word opens the sentence, or a part of it after a comma, colon or dash. */
const begins = (text: string, sentence: Sentence, index: number): boolean => {
  const { tokens } = sentence
  let first = 0
  while (first < 3 && openers.has(tokens[first]?.word ?? '')) first++
  if (index <= first) return true
  const token = tokens[index]
  const before = tokens[index - 1]
  if (token === undefined || before === undefined) return false
  const between = text.slice(before.end, token.start)
  // In a list of names a name is no instruction: "`update`, `fix` and".
  if (between.endsWith('`') || text[token.end] === ',') return false
  return (
    between.includes(',') ||
    between.includes(':') ||
    between.includes('|') ||
    between.includes(' - ') ||
    between.includes(';')
  )
}

/** "Operators and service engineers should report …": the verb after an obligation. */
const isBidden = ({ tokens }: Sentence, index: number): boolean => {
  const before = tokens[index - 1]?.word
  const modal =
    before === 'also' || before === 'always' || before === 'only' ? tokens[index - 2]?.word : before
  return modal === 'should' || modal === 'must' || modal === 'shall'
}

/**
 * Whether what matched stands wholly in the condition of a sentence: "If you are behind a firewall, …"
 * speaks of a firewall and asks for none.
 */
export const isConditional = (text: string, { tokens }: Sentence, to: number): boolean => {
  let first = 0
  while (first < 2 && openers.has(tokens[first]?.word ?? '') && tokens[first]?.word !== 'if')
    first++
  if (!conditions.has(tokens[first]?.word ?? '')) return false
  for (let index = first; index < Math.min(tokens.length - 1, longestCondition); index++) {
    const token = tokens[index]
    // "If a flaw is found we tell its maker, and …": the duty begins without a comma.
    if (token === undefined || duties.has(token.word)) return false
    if (text[token.end] === ',') return to <= index + 1
  }
  return false
}
const conditions = new Set(['if', 'when', 'where', 'unless', 'whenever', 'while', 'although'])
const duties = new Set(['we', 'please', 'must', 'should', 'shall', 'will'])
const longestCondition = 40

const auxiliaries = new Set(['is', 'are', 'be', 'was', 'were', 'been', 'being'])
const irregular = new Set(
  'kept sent done run told held made written given found taken sold built set put known shown drawn'.split(
    ' ',
  ),
)

/** Whether the sentence says what is done ("each fix is retested"), and does not deny it. */
const states = ({ tokens }: Sentence): boolean =>
  tokens.some((token, index) => {
    if (!auxiliaries.has(token.word)) return false
    const next = tokens[index + 1]?.word ?? ''
    if (next === 'not' || next === 'never') return false
    return isParticiple(next) || isParticiple(tokens[index + 2]?.word ?? '')
  })

const adverbs = new Set(
  'also then always usually either immediately first finally again only'.split(' '),
)
/** After "we": what is no act of ours, or one that somebody else shall do. */
const noActs = new Set(
  "are were had can could may might would should do don't did didn't cannot can't won't hope believe think love know see recommend advise suggest want wish like regret understand need".split(
    ' ',
  ),
)
const actors = new Set(
  'engineer engineering officer manager lead head board team psirt tester developer committer maintainer architect owner secretary coordinator analyst specialist expert committee department purchasing qa assurance writer reviewer auditor company manufacturer'.split(
    ' ',
  ),
)
/** What a maker says of itself by its name: "Larch relays the report". */
const makersVerbs = new Set(
  'relays informs forwards publishes assesses verifies follows commits maintains acknowledges evaluates investigates coordinates retests discloses'.split(
    ' ',
  ),
)
const noNames = new Set([
  'nobody',
  'it',
  'this',
  'that',
  'he',
  'she',
  'who',
  'everyone',
  'each',
  'none',
])
const isCapital = (code: number): boolean => code >= 65 && code <= 90
const noVerbs = new Set([
  'this',
  'its',
  'his',
  'is',
  'was',
  'has',
  'does',
  'as',
  'us',
  'members',
  'needs',
])

/** Whether somebody of the maker's does something: "we hand it over", "the engineer repeats it". */
const acts = (text: string, { tokens }: Sentence): boolean =>
  tokens.some(({ word, start }, index) => {
    const after = tokens[index + 1]?.word ?? ''
    const next = adverbs.has(after) ? (tokens[index + 2]?.word ?? '') : after
    if (word === 'we') return next.length > 1 && !noActs.has(next)
    if (makersVerbs.has(next) && isCapital(text.charCodeAt(start)) && !noNames.has(word))
      return true
    return actors.has(word) && next.length > 3 && next.endsWith('s') && !noVerbs.has(next)
  })

const isParticiple = (word: string): boolean =>
  (word.length > 4 && word.endsWith('ed')) || irregular.has(word)

/** "Fixed …" is an entry anywhere; "Add …" only where the document is a change log. */
const isEntry = (sentence: Sentence, index: number, profile: Profile): boolean =>
  profile.kinds.has('release-notes') || (sentence.tokens[index]?.word.endsWith('ed') ?? false)

/** An entry that names its commit, issue or pull request: `(#123)`, `[5f69497](…/commit/…)`. */
const isReferenced = (text: string, { start, end, tokens }: Sentence): boolean =>
  tokens.some(
    ({ word, class: kind, start: at }) =>
      (kind === 'url' && /\/(?:commit|issues|pull|merge_requests)\//.test(word)) ||
      (kind === 'number' && text[at - 1] === '#' && at > start && at < end),
  )

/** Dot leaders of a printed table of contents. */
const hasLeaders = (text: string): boolean => text.includes('.....') || text.includes('. . . .')

/** A line of a table of contents: "5.14.2. Using a firewall", without the stop of a sentence. */
const isNumberedTitle = ({ kind, text }: Passage): boolean =>
  (kind === 'list-item' || kind === 'paragraph') &&
  text.length < 120 &&
  /^(?:[-*+•]\s{1,4})?\[?\d{1,2}(?:\.\d{1,2}){1,4}\.?\s/.test(text) &&
  !/[.!?:;]$/.test(text.trimEnd())

/** An item that is a link with a description: it points somewhere and says little itself. */
const startsWithLink = (text: string): boolean =>
  /^(?:[-*+•]\s{1,4})?(?::(?:doc|ref|link):|\[|`[^`]{1,80} <)/.test(text.slice(0, 120))

/** What an introduction ("We recommend:") lends to the items under it. */
const lent: readonly CueName[] = [
  'directive',
  'commitment',
  'negated',
  'future',
  'for-others',
  'example',
]

export const lendable = (cues: ReadonlySet<CueName>): ReadonlySet<CueName> =>
  new Set(lent.filter((cue) => cues.has(cue)))
