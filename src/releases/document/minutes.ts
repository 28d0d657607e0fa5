import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'
import { severities } from '../../kernel/severity.ts'
import { code, definitions, missing, paragraph, section, table } from './blocks.ts'
import { bySeverity, recordedBlocks, severityWord, signatureBlock } from './from-records.ts'
import { type PrintableDocument, printableDate } from './model.ts'
import { signatureRecord, signedStatement } from './records.ts'
import { dateInWords } from './view.ts'

const line = z.string().trim().min(1).max(limits.text.line)
const text = z.string().trim().min(1).max(limits.text.paragraph)

/** What was before the review of open issues, who sat, what was concluded (`9.5/open-review`). */
export const openIssueReviewSchema = z
  .strictObject({
    reference: line,
    version: line,
    date: printableDate,
    product: z
      .strictObject({ name: line.max(120), revision: line.max(120), maker: line })
      .readonly(),
    heldAt: z.iso.datetime().optional(),
    /** At a release, or on schedule. */
    occasion: line,
    participants: z
      .array(z.strictObject({ name: line, role: line, agreement: text.optional() }).readonly())
      .max(limits.list.items)
      .readonly(),
    /** The list as it stood when the review began: nothing can be added or withdrawn afterwards. */
    frozen: z
      .strictObject({
        at: z.iso.datetime(),
        /** SHA-256 of the frozen list's canonical JSON. */
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .optional(),
        entries: z
          .array(
            z
              .strictObject({
                caseId: line,
                cve: line.optional(),
                title: line,
                severity: z.enum(severities).optional(),
                state: line,
                /** What was known of it then: who is affected, what was decided, what was due. */
                known: text.optional(),
                conclusion: text.optional(),
                reason: text.optional(),
              })
              .readonly(),
          )
          .max(limits.openIssues)
          .readonly(),
        none: signedStatement.optional(),
      })
      .readonly()
      .optional(),
    /** The words that were written, with who concluded. */
    minutes: z
      .strictObject({ text: z.string().trim().min(1).max(limits.text.long), by: line })
      .readonly()
      .optional(),
    /** SHA-256 of the minutes that were signed, where this is the copy with the signatures. */
    signed: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    signatures: z.array(signatureRecord).max(50).readonly(),
  })
  .readonly()

export type OpenIssueReview = z.infer<typeof openIssueReviewSchema>

/**
 * The minutes of an open-issue review. They are internal: undisclosed cases are named. A case
 * without a conclusion, an absent list, no participants and no signatures are gaps.
 */
export const composeMinutes = (review: OpenIssueReview): PrintableDocument => ({
  title: 'Minutes of the open-issue review',
  subtitle: `${review.product.name}, revision ${review.product.revision}`,
  publisher: review.product.maker,
  reference: review.reference,
  version: review.version,
  date: review.date,
  language: 'en',
  sections: [
    section(
      'review',
      'The review',
      ['9.5/open-review'],
      [
        paragraph('Internal: these minutes may name cases that are not disclosed.'),
        ...definitions([
          ['Product', review.product.name],
          ['Revision', review.product.revision],
          ['Occasion', review.occasion],
          ['Held', review.heldAt === undefined ? undefined : dateInWords(review.heldAt)],
        ]),
        ...(review.heldAt === undefined
          ? [missing('When the review was held.', 'release manager')]
          : []),
      ],
    ),
    section(
      'participants',
      'Participants',
      ['9.5/open-review'],
      review.participants.length === 0
        ? [missing('Who took part in the review.', 'release manager')]
        : table(
            'Participants',
            [
              ['Name', 4],
              ['Role', 3],
              ['Agrees with the conclusions', 5],
            ],
            review.participants.map((one) => [one.name, one.role, one.agreement ?? 'Not asked']),
          ),
    ),
    ...(review.minutes === undefined
      ? []
      : [
          section(
            'minutes',
            'Minutes',
            ['9.5/open-review'],
            [
              ...review.minutes.text.split(/\n+/).map((one) => paragraph(one)),
              paragraph(`Concluded by ${review.minutes.by}.`),
            ],
          ),
        ]),
    section('open-issues', 'Open issues and conclusions', ['9.5/open-review'], issues(review)),
    section(
      'signatures',
      'Signatures',
      [],
      [
        ...definitions([
          [
            'SHA-256 of the minutes that were signed',
            review.signed === undefined ? undefined : [code(review.signed)],
          ],
        ]),
        ...(review.signatures.length === 0
          ? [
              missing(
                'The signatures under these minutes. Nobody has signed.',
                'quality and regulatory affairs',
              ),
            ]
          : review.signatures.map(signatureBlock)),
      ],
    ),
  ],
})

const issues = ({ frozen, product }: OpenIssueReview) => [
  ...(frozen === undefined
    ? []
    : definitions([
        ['List frozen', dateInWords(frozen.at)],
        ['SHA-256 of the list', frozen.sha256 === undefined ? undefined : [code(frozen.sha256)]],
      ])),
  ...recordedBlocks(
    frozen,
    product.revision,
    { what: 'The frozen list of open issues.', supplier: 'product security engineer' },
    (entries) => [
      ...table(
        'Open issues',
        [
          ['Case', 4],
          ['Severity', 3],
          ['Issue', 6],
          ['State then', 4],
          ['Known then', 5],
          ['Conclusion and reason', 6],
        ],
        bySeverity(entries).map((one) => [
          one.cve === undefined ? [code(one.caseId)] : [code(one.caseId), lineEnd, code(one.cve)],
          severityWord(one.severity),
          one.title,
          one.state,
          one.known ?? '—',
          one.conclusion === undefined
            ? 'Missing: see below'
            : [one.conclusion, one.reason].filter((part) => part !== undefined).join('\n'),
        ]),
      ),
      ...entries.flatMap((one) =>
        one.conclusion === undefined
          ? [missing(`The conclusion on ${one.caseId}.`, 'product security engineer')]
          : [],
      ),
    ],
  ),
]

const lineEnd = { kind: 'text', text: '\n' } as const
