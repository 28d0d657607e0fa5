import { readIdentifiers } from '../../formats/identifiers.ts'
import type { ReportState } from './shape.ts'

/** What of a report is compared with others. */
type Comparable = Pick<
  ReportState,
  'title' | 'description' | 'steps' | 'impact' | 'identifiers' | 'theirReference'
>

/** Read of a text: the rest of a very long one says nothing new. */
const charactersAtMost = 20_000

/** Words that stand in every report, in the languages of the portal. */
const empty = new Set(
  `the and for with that this from are was were has have had not but can could you your our its
  they them which when then than there here also any all been being into over will would should
  der die das und für mit dass ist sind war ein eine einer einem einen den dem des nicht auch auf
  aus bei wird werden wurde kann können hat haben von zum zur als wenn oder aber sich wir sie es`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** The words of a report that say something, each once, in the order of their first use. */
export const likenessWords = (report: Comparable): ReadonlySet<string> =>
  new Set(
    [report.title, report.description, report.steps, report.impact]
      .join(' ')
      .slice(0, charactersAtMost)
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]{3,40}/gu)
      ?.filter((word) => !empty.has(word)) ?? [],
  )

/** The share of their words that two texts have in common, 0 to 1 (Jaccard). */
export const likeness = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  if (one.size === 0 || other.size === 0) return 0
  let both = 0
  for (const word of one) if (other.has(word)) both++
  return both / (one.size + other.size - both)
}

/** Ids of vulnerabilities that a report names, in its field for them or in its words. */
export const identifiersOf = (report: Comparable): readonly string[] => [
  ...new Set([
    ...report.identifiers,
    ...readIdentifiers(
      [report.theirReference, report.title, report.description, report.impact, report.steps]
        .join('\n')
        .slice(0, charactersAtMost),
    ),
  ]),
]
