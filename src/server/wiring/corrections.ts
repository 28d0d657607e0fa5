import {
  covers,
  type DefectState,
  type DocumentState,
  isOver,
  noticeIsOpen,
} from '../../documents/index.ts'
import type { GateState, ReleaseState } from '../../releases/index.ts'
import type { Typed } from './records.ts'

interface Waiting {
  readonly id: string
  readonly release: ReleaseState
  readonly documents: readonly Typed<DocumentState>[]
  readonly defects: readonly Typed<DefectState>[]
}

/**
 * What of the documents goes out with this release (4.1.9/closure): each correction that waits for
 * it must be in a revision that another person found right, of a document that ships with it; and
 * nobody releases while operators wait for a notice.
 */
export const corrections = ({
  id,
  release,
  documents,
  defects,
}: Waiting): readonly [GateState, string] => {
  const planned = defects.filter(
    ({ state }) =>
      state.status !== 'withdrawn' && (state.closed?.release ?? state.release ?? '') === id,
  )
  const shipped = new Map(
    documents
      .filter(({ state }) => covers(state, release.product, release.revision))
      .map(({ stream, state }) => [stream, state]),
  )
  const elsewhere = planned.filter(({ state }) => !shipped.has(state.document))
  if (elsewhere.length > 0)
    return [
      'failed',
      `Planned for this release, in documents that do not belong to revision ${release.revision}: ${named(elsewhere)}. Say so of the document, or plan another release.`,
    ]
  const open = planned.filter(({ state }) => state.correction === null)
  const unverified = planned.filter(({ state }) => state.status === 'corrected')
  const gone = planned.filter(
    ({ state }) =>
      state.correction !== null &&
      shipped
        .get(state.document)
        ?.revisions.some(
          ({ version, file }) =>
            version === state.correction?.revision || file.hash === state.correction?.revision,
        ) !== true,
  )
  const notices = defects.filter(({ state }) => noticeIsOpen(state))
  const said = [
    ...saying('Not corrected yet in the documents that ship', open),
    ...saying('Corrected, and not verified by another person', unverified),
    ...saying('The corrected revision is not in the library', gone),
    ...saying('A notice is demanded now, and none is named', notices),
  ]
  if (said.length > 0) return ['incomplete', said.join(' ')]
  return [
    'passed',
    planned.length === 0
      ? 'No correction waits for this release.'
      : `In the documents: ${named(planned)}.`,
  ]
}

const saying = (what: string, defects: readonly Typed<DefectState>[]): readonly string[] =>
  defects.length === 0 ? [] : [`${what}: ${named(defects)}.`]

const named = (defects: readonly Typed<DefectState>[]): string => {
  const names = defects.map(({ humanId }) => humanId).sort()
  return names.length > 20
    ? `${names.slice(0, 20).join(', ')} and ${names.length - 20} more`
    : names.join(', ')
}

/** Open defects, those apart that wait for another release. */
export const openDefects = (
  defects: readonly Typed<DefectState>[],
  release: string,
): readonly [now: readonly Typed<DefectState>[], later: readonly Typed<DefectState>[]] => {
  const open = defects.filter(({ state }) => !isOver(state))
  const isLater = ({ state }: Typed<DefectState>) =>
    state.release !== null && state.release !== release
  return [open.filter((one) => !isLater(one)), open.filter(isLater)]
}
