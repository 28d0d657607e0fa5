import { definitions, paragraph, table } from '../../releases/index.ts'
import type { CaseRecords } from './compose.ts'
import { type Names, said, when, whoIs } from './words.ts'

type Blocks = ReturnType<typeof table>

interface Made {
  readonly by: string
  readonly at: string
  readonly approved?: { readonly by: string; readonly at: string } | null
}

/** The scores, the decisions with who made and approved them, and every signature. */
export const decisionBlocks = ({ state, facts, names }: CaseRecords): Blocks => {
  const { disposition, disclosure, ending, changeRequest, changeReview, verifications } = state
  const signed = facts.flatMap(({ signature, type, at }) =>
    signature === null ? [] : [[when(at), said(signature.name), said(signature.meaning), type]],
  )
  return [
    ...table(
      'Scores',
      [
        ['Version', 1],
        ['Score', 2],
        ['Vector', 6],
        ['Source', 3],
      ],
      state.scores.map(({ version, score, severity, vector, source }) => [
        version,
        `${score} (${severity})`,
        said(vector),
        whoIs(names, said(source)),
      ]),
    ),
    ...definitions([
      [
        'Disposition',
        disposition === null
          ? 'not proposed'
          : said(`${disposition.path}: ${disposition.reason}\n${madeBy(names, disposition)}`),
      ],
      [
        'What operators must do',
        disposition === null || disposition.guidance.length === 0
          ? null
          : said(disposition.guidance.join('\n')),
      ],
      [
        'End without a fix',
        ending === null
          ? null
          : said(`${ending.ending}: ${ending.reason}\n${madeBy(names, ending)}`),
      ],
      [
        'Disclosure',
        disclosure === null
          ? 'not decided'
          : said(
              `${disclosure.disclose ? `to ${disclosure.audiences.join(', ')}, ${disclosure.tlp}` : 'withheld'}${disclosure.on === undefined ? '' : `, on ${disclosure.on}`}: ${disclosure.reason}\n${madeBy(names, disclosure)}`,
            ),
      ],
      [
        'Change',
        changeRequest === null
          ? null
          : said(`${changeRequest.reference}: ${changeRequest.description}`),
      ],
      [
        'Review of the change',
        changeReview === null
          ? null
          : said(
              `${changeReview.accepted ? 'accepted' : 'not accepted'} by ${whoIs(names, changeReview.by)}`,
            ),
      ],
    ]),
    ...table(
      'Verifications of the fix',
      [
        ['Product', 3],
        ['Fixed in', 2],
        ['Tested', 6],
        ['Result', 2],
      ],
      verifications.map(({ product, fixedIn, tested, passed }) => [
        said(names.get(product)),
        said(fixedIn),
        said(tested),
        passed ? 'passed' : 'failed',
      ]),
    ),
    ...(signed.length === 0
      ? [paragraph('Nothing is signed yet.')]
      : table(
          'Signatures (21 CFR 11.50)',
          [
            ['When', 2],
            ['Name', 3],
            ['Meaning', 5],
            ['Fact', 4],
          ],
          signed,
        )),
  ]
}

const madeBy = (names: Names, { by, at, approved }: Made): string => {
  const made = `by ${whoIs(names, by)}, ${when(at)}`
  return approved === null || approved === undefined
    ? `${made}; not approved`
    : `${made}; approved by ${whoIs(names, approved.by)}, ${when(approved.at)}`
}
