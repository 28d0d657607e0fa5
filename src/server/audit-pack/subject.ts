import type { Actor } from '../../kernel/roles.ts'
import type { Found, RecordedEvent } from '../../ledger/index.ts'
import { verdicts as allVerdicts, type Verdict } from '../../review/contract.ts'
import type { NamedRecord } from '../../review/index.ts'
import type { PackKeptReview, PackPassage } from '../../review/verify/lines-schema.ts'
import {
  type CaseManifest,
  memberNames,
  packFormats,
  type ReviewManifest,
} from '../../review/verify/manifest.ts'
import { caseConstraints } from './constraints.ts'
import {
  countsInWords,
  type PageClause,
  type PageContent,
  type PageKeptReview,
  type PageQuote,
  type PageSubject,
  verdictWords,
} from './page/content.ts'
import type { Related } from './related.ts'
import type { ReviewAnswers } from './review-answers.ts'

/** What the manifest says of its subject; the rest of it is the same for every pack. */
type Own<Manifest> = Manifest extends CaseManifest
  ? Pick<Manifest, 'format' | 'case' | 'withheld'>
  : Manifest extends ReviewManifest
    ? Pick<Manifest, 'format' | 'scope' | 'seenBy' | 'verdicts' | 'passages' | 'keptReviews'>
    : never

/** What one pack is about, and what its members need to know of that. */
export interface PackSubject {
  /** Names the file. */
  readonly name: string
  readonly records: ReadonlyMap<string, NamedRecord>
  readonly manifest: Own<CaseManifest> | Own<ReviewManifest>
  /** Lines of the members that only this kind of pack has. */
  readonly members: readonly (readonly [name: string, lines: readonly object[]])[]
  /** What verdicts quote, whose documents a pack with files carries as they were read. */
  readonly passages: readonly PackPassage[]
  /** Sees every fact while it is written. */
  onFact(event: RecordedEvent, line: number): void
  /** When all facts were seen: what the page says, given titles and names. */
  page(known: Known): Pick<PageContent, 'heading' | 'subject' | 'notes'>
  readonly written: { readonly case?: string; readonly verdicts?: Record<string, number> }
}

interface Known {
  /** A record of the pack as the page lists it. */
  readonly record: (humanId: string) => { readonly title: string; readonly status: string }
  readonly names: ReadonlyMap<string, string>
}

export const caseSubject = (about: Found, { records, withheld }: Related): PackSubject => {
  const answered = caseConstraints.map((constraint) => ({ constraint, lines: [] as number[] }))
  return {
    name: about.humanId,
    records,
    manifest: {
      format: packFormats.case,
      case: { stream: about.stream, humanId: about.humanId },
      withheld,
    },
    members: [],
    passages: [],
    onFact: (event, line) => {
      for (const { constraint, lines } of answered)
        if (constraint.answeredBy(event)) lines.push(line)
    },
    page: ({ record }) => {
      const { title, status } = record(about.humanId)
      return {
        heading: `${about.humanId}: ${title}`,
        subject: { kind: 'case', status, answered },
        notes:
          withheld === 0
            ? []
            : [
                `${withheld} further ${withheld === 1 ? 'record of this case is' : 'records of this case are'} under embargo and not shown to whoever made this pack.`,
              ],
      }
    },
    written: { case: about.humanId },
  }
}

export const reviewSubject = (answers: ReviewAnswers, actor: Actor): PackSubject => {
  const { scope, records, verdicts, passages, keptReviews } = answers
  const { clauses, product, revision, since } = scope
  const counts: Record<string, number> = {}
  for (const { verdict } of verdicts) counts[verdict] = (counts[verdict] ?? 0) + 1
  const period = since === null ? '' : `since ${since}`
  return {
    name: [
      product?.humanId,
      revision?.replaceAll(/[^\w.-]/g, '_'),
      ...clauses,
      period.replace(' ', '-'),
    ]
      .filter((part) => part !== undefined && part !== '')
      .join('-'),
    records,
    manifest: {
      format: packFormats.review,
      scope,
      seenBy: actor.id,
      verdicts: verdicts.length,
      passages: passages.length,
      keptReviews: keptReviews.length,
    },
    members: [
      [memberNames.verdicts, verdicts],
      [memberNames.passages, passages],
      [memberNames.keptReviews, keptReviews],
    ],
    passages,
    onFact: () => undefined,
    page: ({ record, names }) => ({
      heading: [
        `Clause review: ${clauses.join(', ')}`,
        ...(product === null
          ? []
          : [`${record(product.humanId).title}${revision === null ? '' : ` ${revision}`}`]),
        ...(since === null ? [] : [period]),
      ].join(', '),
      subject: pageSubject(answers),
      notes: [
        `The verdicts are those of the moment at which the pack was made, as far as ${nameOf(actor.id, names)} may see the records. Records under embargo are in it only where that person is named on them, and are not counted here.`,
        ...(since === null
          ? []
          : [
              `Records are in it whole where something happened to them since ${since}, and besides them what a verdict names, and every document that was read.`,
            ]),
      ],
    }),
    written: { verdicts: counts },
  }
}

const nameOf = (actor: string, names: ReadonlyMap<string, string>): string =>
  actor === 'local:operator'
    ? 'the operator of the server'
    : (names.get(actor.replace(/^person:/, '')) ?? actor)

const pageSubject = ({ clauses, verdicts, passages, keptReviews }: ReviewAnswers): PageSubject => {
  const quoteOf = ({ passage, quote }: { readonly passage: number; readonly quote: string }) => {
    const found = passages[passage - 1]
    if (found === undefined) throw new Error('A quote has its passage.')
    const { humanId, title, version, page, line, headings, revision } = found
    const place = [
      ...(page === null ? [] : [`page ${page}`]),
      ...(line === null ? [] : [`line ${line}`]),
      ...headings,
    ]
    return {
      quote,
      document: `${humanId} ${title}, version ${version}`,
      place: place.join(' › '),
      revision,
      line: passage,
    } satisfies PageQuote
  }
  return {
    kind: 'review',
    counts: counted(verdicts),
    kept: keptReviews.map((one) => keptOnPage(one, verdicts)),
    clauses: clauses.map(
      ({ id, title, defence, constraints }): PageClause => ({
        id,
        title,
        defence: defence ?? null,
        verdicts: verdicts
          .filter(({ constraint }) => constraints.some((one) => one.id === constraint))
          .map(({ overruled, confirmed, accepted, defence: _, ...said }) => ({
            ...said,
            quotes: said.legs.says.evidence.map(quoteOf),
            word: wordOn(
              said.found,
              constraints.find((one) => one.id === said.constraint),
            ),
          })),
      }),
    ),
  }
}

const counted = (
  verdicts: readonly { readonly verdict: Verdict }[],
): readonly (readonly [Verdict, number])[] =>
  allVerdicts.flatMap((verdict): readonly (readonly [Verdict, number])[] => {
    const count = verdicts.filter((one) => one.verdict === verdict).length
    return count === 0 ? [] : [[verdict, count]]
  })

const keptOnPage = (
  { humanId, title, at, reason, verdicts }: PackKeptReview,
  now: ReviewAnswers['verdicts'],
): PageKeptReview => {
  const then = new Map(verdicts.map(({ constraint, verdict }) => [constraint, verdict]))
  return {
    ...{ humanId, title, at, reason, counts: countsInWords(counted(verdicts)) },
    changed: now.flatMap(({ constraint, verdict }) => {
      const was = then.get(constraint)
      return was === undefined || was === verdict
        ? []
        : [`${constraint}: ${verdictWords[was]}, now ${verdictWords[verdict]}`]
    }),
  }
}

type Answer = ReviewAnswers['clauses'][number]['constraints'][number]

const wordOn = (found: Verdict, answer: Answer | undefined): string | null => {
  const { overruled, confirmed, accepted } = answer ?? {}
  if (overruled !== undefined)
    return `${overruled.humanId}: ${overruled.by} overruled what the review found (${found}): ${overruled.reason}`
  if (accepted !== undefined)
    return `${accepted.humanId}: ${accepted.by} accepted the gap by signature: ${accepted.reason}`
  if (confirmed !== undefined)
    return `${confirmed.humanId}: ${confirmed.by} confirmed it: ${confirmed.reason}`
  return null
}
