import {
  compareVersions,
  parseVersion,
  seriesOf,
  type Version,
  type VersionRange,
  wildcardOf,
} from '../../kernel/versions.ts'

/** A stretch of prose that names versions: the range meant, and where it ends. */
export interface VersionExpression {
  readonly range: VersionRange
  readonly end: number
}

const version = String.raw`v?\d{1,9}(?:\.\d{1,9}){0,5}(?:(?:\.[x*]){1,3}|[a-z](?![a-z])|[-.]?(?:rc|beta|alpha|sp)[-.]?\d{0,4})?(?![\d\p{L}])`
const atLeast =
  '>=|=>|≥|from|since|at least|minimum(?: of)?|not older than|newer or equal to|starting (?:with|from|at)'
const above = '>|newer than|above|later than|after|greater than|higher than|more recent than'
const atMost = '<=|=<|≤|up to|through|until|at most|maximum(?: of)?|up to and including'
const below = '<|before|prior to|older than|below|earlier than|lower than|less than'
const lead = String.raw`(?:(?:version|release|revision|ver|rev|v|build|library|runtime|server|protocol|edition)s?\.?|[-:=("'\x60|*\t_,]|is|was|of|in|the|to|with|uses?|using|supports?|requires?|installed|bundled|current|currently|lts)`
const later = String.raw`(?:\s{0,2}(?:,\s?)?(?:\(?(?:or|and)\s+(?:later|newer|higher|above|greater|up|upwards?|onwards?|more recent|any later)|\+|onwards?|and up))(?:\s+versions?)?`
const earlier = String.raw`\s{0,2}(?:,\s?)?\(?(?:or|and)\s+(?:all\s+)?(?:earlier|older|lower|below|prior|previous)(?:\s+versions?)?`
const until = String.raw`\s{0,2}(?:-|–|—|to|through|until|up to)\s{0,2}`

/** One expression at its start; groups: the words before it, the version, what follows. */
const expression = new RegExp(
  String.raw`((?:\s{0,3}${lead}){0,4})\s{0,3}(?:(?<atLeast>${atLeast})|(?<above>${above})|(?<atMost>${atMost})|(?<below>${below}))?\s{0,3}(?:versions?\s)?(?<from>${version})(?:(?<later>${later})|(?<earlier>${earlier})|${until}(?:versions?\s)?(?<to>${version}))?`,
  'yu',
)
const separator = /\s{0,3}(?:,|\/|;|&|\band\b|\bor\b|\|)\s{0,3}(?:and\s|or\s)?/y

/**
 * The versions named from `start` on: "2.3 or later", ">= 1.0 < 2", "1.0, 1.1 and 1.2",
 * "2.x", "3.0 to 3.4". `text` is in lower case. Empty when the text goes on with other words.
 */
export const versionsFrom = (text: string, start: number): readonly VersionExpression[] => {
  const found: VersionExpression[] = []
  let at = start
  while (found.length < 12) {
    expression.lastIndex = at
    const match = expression.exec(text)
    const range = match === null ? undefined : rangeOf(match.groups ?? {})
    if (match === null || range === undefined) break
    at += match[0].length
    found.push({ range, end: at })
    separator.lastIndex = at
    at += separator.exec(text)?.[0].length ?? 0
  }
  return found
}

const rangeOf = (
  groups: Readonly<Record<string, string | undefined>>,
): VersionRange | undefined => {
  const from = groups['from'] ?? ''
  const single = /[x*]$/.test(from) ? wildcardOf(from) : seriesOfText(from)
  const low = single?.low
  if (single === undefined || low === undefined) return undefined
  const to = groups['to'] === undefined ? undefined : seriesOfText(groups['to'])
  if (to !== undefined) return spanned(single, to)
  if (groups['later'] !== undefined || groups['atLeast'] !== undefined)
    return { low, lowIncluded: true, highIncluded: false }
  if (groups['above'] !== undefined) return { low, lowIncluded: false, highIncluded: false }
  if (groups['earlier'] !== undefined || groups['atMost'] !== undefined)
    return withHigh(single.high, single.highIncluded)
  if (groups['below'] !== undefined) return withHigh(low, false)
  return single
}

const seriesOfText = (text: string): VersionRange | undefined => {
  const parsed = parseVersion(text)
  return parsed === undefined ? undefined : seriesOf(parsed)
}

/** A range that runs backwards is a date or two numbers, and no versions. */
const spanned = (from: VersionRange, to: VersionRange): VersionRange | undefined => {
  if (from.low === undefined || to.high === undefined) return undefined
  if (compareVersions(from.low, to.high) > 0) return undefined
  return { low: from.low, lowIncluded: true, high: to.high, highIncluded: to.highIncluded }
}

const withHigh = (high: Version | undefined, highIncluded: boolean): VersionRange => ({
  lowIncluded: false,
  ...(high === undefined ? {} : { high }),
  highIncluded,
})
