/**
 * Reads scores of the Exploit Prediction Scoring System (FIRST): the daily CSV file with all of
 * them, and an answer of the API in JSON (first.org/epss, "Data" and "API").
 */
import { z } from 'zod'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { cveId } from './advisory.ts'
import { Problems } from './problems.ts'
import { dateTime, given, listOf, member, readShape } from './shape.ts'

export interface EpssSummary {
  readonly format: 'EPSS'
  /** Of the model, as `v2025.03.14`; the API does not tell it. Scores of two models do not compare. */
  readonly specVersion?: string
  /** The day of the scores, `2026-01-02`, where the file says it once for all. */
  readonly day?: string
  readonly scores: readonly EpssScore[]
  /** What the file gets wrong that we could read past; at most `limits.formats.problems`. */
  readonly problems: readonly string[]
}

export interface EpssScore {
  readonly cve: string
  /** Probability that it is exploited within thirty days, 0 to 1. */
  readonly probability: number
  /** Share of all scored vulnerabilities with this probability or less, 0 to 1. */
  readonly percentile: number
  /** Where the file says the day with each score. */
  readonly day?: string
}

/** Whether text begins as the CSV file does: its remark on model and day, or its header. */
export const looksLikeEpssCsv = (start: string): boolean =>
  /^\uFEFF?(?:#model_version:|cve,epss,percentile\r?$)/m.test(start.slice(0, firstCharacters)) &&
  /^\uFEFF?(?:#|cve,)/.test(start)

const firstCharacters = 200

/**
 * Reads the CSV file. A line that is none is a problem and left out; refuses with
 * `epss/unreadable` what has no header or no score, and with `epss/too-many` more than
 * `limits.formats.epssScores`.
 */
export const readEpssCsv = (text: string): EpssSummary | Refusal => {
  const problems = new Problems()
  const scores = new Map<string, EpssScore>()
  const start = text.startsWith('\uFEFF') ? 1 : 0
  const [first = '', second = ''] = text
    .slice(start, start + 2 * limits.text.line)
    .split(/\r?\n/, 3)
  const remarked = first.startsWith('#')
  if ((remarked ? second : first).trim() !== 'cve,epss,percentile')
    return refuse(
      'epss/unreadable',
      'This does not read as an EPSS file: its header is not "cve,epss,percentile". Download it again.',
    )
  const model = /[#,]model_version:(v[\w.]{1,30})(?:,|$)/.exec(remarked ? first : '')?.[1]
  const day = /[#,]score_date:(\d{4}-\d{2}-\d{2})/.exec(remarked ? first : '')?.[1]
  if (model === undefined || day === undefined)
    problems.add('The file does not say its model and its day, without which no score compares.')
  for (const { number, line } of linesOf(text, start)) {
    if (number <= (remarked ? 2 : 1) || line.trim() === '') continue
    const score = line.length > limits.text.line ? undefined : scoreOf(line.trim())
    if (score === undefined) problems.add(`Line ${number} is no score: ${quoted(line)}`)
    else if (scores.has(score.cve)) problems.add(`${score.cve} is there twice; the first counts.`)
    else scores.set(score.cve, score)
    if (scores.size > limits.formats.epssScores)
      return refuse(
        'epss/too-many',
        `This has more than ${limits.formats.epssScores} scores, the most that is read.`,
      )
  }
  if (scores.size === 0)
    return refuse('epss/unreadable', 'This EPSS file holds no score. Download it again.')
  return {
    format: 'EPSS',
    ...given('specVersion', model),
    ...given('day', day),
    scores: [...scores.values()],
    problems: problems.list(),
  }
}

/** Line by line without a second copy of the whole; a line that is too long is cut to one character too many. */
const linesOf = function* (text: string, start: number) {
  let from = start
  for (let number = 1; from < text.length; number++) {
    const found = text.indexOf('\n', from)
    const end = found < 0 ? text.length : found
    yield { number, line: text.slice(from, Math.min(end, from + limits.text.line + 1)) }
    from = end + 1
  }
}

const scoreOf = (line: string): EpssScore | undefined => {
  const [cve = '', epss = '', share = '', ...more] = line.split(',')
  const probability = shareOf(epss)
  const percentile = shareOf(share)
  if (!cveId.test(cve) || more.length > 0) return undefined
  if (probability === undefined || percentile === undefined) return undefined
  return { cve, probability, percentile }
}

/** A decimal of 0 to 1, small ones with an exponent as `9e-05`. */
const shareOf = (text: string): number | undefined => {
  if (!/^[01](?:\.\d{1,20})?$|^\d(?:\.\d{1,20})?e-\d{1,2}$/i.test(text)) return undefined
  const value = Number(text)
  return value <= 1 ? value : undefined
}

export const isEpssAnswer = (json: unknown): boolean => {
  const data = member(json, 'data')
  if (!Array.isArray(data) || member(json, 'status-code') === undefined) return false
  return data.length === 0 || member(data[0], 'epss') !== undefined
}

const share = z.union([z.string(), z.number()]).transform((value, context) => {
  const read = shareOf(String(value))
  if (read === undefined) context.addIssue('is no number of 0 to 1')
  return read ?? 0
})

const answer = z.object({
  total: z.int().min(0),
  offset: z.int().min(0).default(0),
  data: listOf(
    z.object({
      cve: z.string().regex(cveId, 'is no CVE id'),
      epss: share,
      percentile: share,
      date: z.iso.date().or(dateTime).optional(),
    }),
  ),
})

/** Reads an answer of the API. Refuses with `epss/unreadable`. */
export const readEpssAnswer = (json: unknown): EpssSummary | Refusal => {
  const read = readShape(answer, json, 'epss', 'an answer of the EPSS API')
  if (isRefusal(read)) return read
  const problems = new Problems()
  if (read.data.length < read.total)
    problems.add(
      `This is a part: ${read.data.length} of ${read.total} scores, from number ${read.offset + 1} on.`,
    )
  return {
    format: 'EPSS',
    scores: read.data.map(({ cve, epss, percentile, date }) => ({
      cve,
      probability: epss,
      percentile,
      ...given('day', date?.slice(0, 10)),
    })),
    problems: problems.list(),
  }
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 60))
