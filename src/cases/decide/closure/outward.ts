import type { ClosureEvidence } from '../../ports.ts'
import { fixes } from '../../state/disposition-paths.ts'
import { type ChecksOf, type ClosureCheck, check } from './check.ts'

/** What the accompanying documents say, and what the field was told. */
export const outwardChecks: ChecksOf = (state, evidence) => {
  const verifiedAt = state.verifications.at(-1)?.at ?? ''
  // A look before the last test did not see what that test is about.
  const looked = evidence.looks.some(({ at }) => at >= verifiedAt)
  const open = evidence.looks.filter(({ undecided }) => undecided > 0)
  const undecided = open.reduce((sum, look) => sum + look.undecided, 0)
  const disclosed =
    state.disclosure !== null && (!state.disclosure.disclose || evidence.published.length > 0)
  // Nothing to search for: a look could find nothing.
  const noFacts = Object.keys(state.facts).length === 0 && evidence.looks.length === 0
  const accepts = state.disposition !== null && !fixes(state.disposition)
  const { unsearched = [] } = evidence
  return [
    check(
      '4.1.9/after-fix',
      'Documents looked at after the fix',
      (accepts || (fixes(state.disposition) && looked)) &&
        undecided === 0 &&
        unsearched.length === 0,
      undecided > 0
        ? `Decide what the documents may say wrongly, ${undecided === 1 ? 'one question' : `${undecided} questions`}: ${listed(open)}.`
        : unsearched.length > 0
          ? `Look at the documents again, these changed: ${named(unsearched)}.`
          : noFacts
            ? 'Record what the fix changes for operators: the server searches the documents for it once the fix is verified.'
            : 'Wait for the look at the documents: the server takes it by itself once the fix is verified.',
      undecided > 0
        ? null
        : noFacts
          ? 'describe'
          : looked || unsearched.length > 0
            ? 'look-at-documents'
            : null,
      {
        recorded: listed(evidence.looks),
        notAsked:
          accepts && evidence.looks.length === 0 ? 'The risk is accepted: nothing is fixed.' : null,
      },
    ),
    documentationClosed(evidence),
    check(
      '9.5/end-to-end',
      'Disclosed as decided',
      disclosed && evidence.unpublished.length === 0,
      evidence.unpublished.length > 0
        ? `Publish: ${evidence.unpublished.join(', ')}.`
        : state.disclosure === null
          ? 'What is published follows the disclosure decision.'
          : 'Publish the advisory or the update that the disclosure decision promises.',
      null,
      {
        recorded: evidence.published.join(', '),
        notAsked:
          state.disclosure?.disclose === false &&
          evidence.published.length + evidence.unpublished.length === 0
            ? 'It was decided not to disclose.'
            : null,
      },
    ),
  ]
}

const named = (references: readonly string[]): string =>
  references.length > 10
    ? `${references.slice(0, 10).join(', ')} and ${references.length - 10} more`
    : references.join(', ')

const listed = (looks: ClosureEvidence['looks']): string =>
  looks.map(({ reference }) => reference).join(', ')

export const documentationClosed = ({ openDefects }: ClosureEvidence): ClosureCheck =>
  check(
    '4.1.9/closure',
    'Documentation defects closed or scheduled',
    openDefects.length === 0,
    `Close these documentation defects, or schedule them with person, date and release: ${openDefects.slice(0, 20).join('; ')}${openDefects.length > 20 ? ` and ${openDefects.length - 20} more` : ''}.`,
    null,
    { recorded: openDefects.length === 0 ? 'None is unscheduled' : '' },
  )
