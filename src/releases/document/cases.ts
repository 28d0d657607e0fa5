import { code, missing, paragraph, table, text } from './blocks.ts'
import { bySeverity, recordedBlocks, severityWord } from './from-records.ts'
import type { Block } from './model.ts'
import type { ReleaseRecords } from './records.ts'

/** Vulnerabilities fixed, with what the operator must do about each. */
export const fixedBlocks = ({ product, fixedCases }: ReleaseRecords): readonly Block[] =>
  recordedBlocks(
    fixedCases,
    product.revision,
    { what: 'Vulnerabilities fixed in this release.', supplier: 'product security engineer' },
    (entries) =>
      disclosed(entries, 'fixed vulnerability', (shown) => [
        ...table(
          'Vulnerabilities fixed',
          [
            ['Case', 4],
            ['Severity', 3],
            ['What was wrong', 7],
            ['What you must do', 7],
          ],
          bySeverity(shown).map((one) => [
            caseCell(one),
            severityWord(one.severity),
            one.title,
            one.operatorAction ?? 'Missing: see below',
          ]),
        ),
        ...shown.flatMap((one): readonly Block[] =>
          one.operatorAction === undefined
            ? [
                missing(
                  `What the operator must do about ${one.caseId}, even if it is nothing beyond the update.`,
                  'product security engineer',
                ),
              ]
            : [],
        ),
      ]),
  )

/** Known residual vulnerabilities, with the conclusion of the review at the gate. */
export const knownBlocks = ({ product, openIssues }: ReleaseRecords): readonly Block[] =>
  recordedBlocks(
    openIssues,
    product.revision,
    { what: 'Known residual vulnerabilities.', supplier: 'product security engineer' },
    (entries) =>
      disclosed(entries, 'residual vulnerability', (shown) => [
        ...table(
          'Known residual vulnerabilities',
          [
            ['Case', 4],
            ['Severity', 3],
            ['What is wrong', 6],
            ['Conclusion', 6],
            ['What you should do', 6],
          ],
          bySeverity(shown).map((one) => [
            caseCell(one),
            severityWord(one.severity),
            one.title,
            one.conclusion ?? 'Missing: see below',
            one.operatorAction ?? 'Missing: see below',
          ]),
        ),
        ...shown.flatMap((one): readonly Block[] => [
          ...(one.conclusion === undefined
            ? [missing(`The conclusion on ${one.caseId}.`, 'product security engineer')]
            : []),
          ...(one.operatorAction === undefined
            ? [
                missing(
                  `What the operator should do about ${one.caseId}.`,
                  'product security engineer',
                ),
              ]
            : []),
        ]),
      ]),
  )

const caseCell = (one: { readonly caseId: string; readonly cve?: string | undefined }) =>
  one.cve === undefined ? [code(one.caseId)] : [code(one.caseId), text('\n'), code(one.cve)]

/**
 * Only what is decided to be disclosed is named. An undecided case is a gap without its name, for
 * a draft travels too; a withheld one leaves no trace but the sentence that always stands there.
 */
const disclosed = <Entry extends { readonly disclosure: 'disclose' | 'withhold' | 'undecided' }>(
  entries: readonly Entry[],
  noun: string,
  say: (shown: readonly Entry[]) => readonly Block[],
): readonly Block[] => {
  const shown = entries.filter((one) => one.disclosure === 'disclose')
  const undecided = entries.filter((one) => one.disclosure === 'undecided').length
  return [
    paragraph(
      shown.length === 0
        ? `No ${noun} is disclosed in these notes. That does not say that there is none.`
        : 'Listed is what the maker has decided to disclose.',
    ),
    ...say(shown),
    ...(undecided === 0
      ? []
      : [
          missing(
            `The disclosure decision on ${undecided} ${undecided === 1 ? 'case' : 'cases'} of this release.`,
            'product security engineer',
          ),
        ]),
  ]
}
