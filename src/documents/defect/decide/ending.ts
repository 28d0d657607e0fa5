import type { InputOf } from '../../../kernel/fields.ts'
import { type Refusal, refuse } from '../../../kernel/result.ts'
import type { DecisionContext } from '../../../ledger/index.ts'
import type {
  closeDefect,
  demandNotice,
  nameNotice,
  withdrawDefect,
} from '../../contract/defect.ts'
import { noticeIsOpen } from '../facets.ts'
import type { Counterparts, DefectPorts, NoticeOfDocument, ReleaseOfDocument } from '../ports.ts'
import type { DefectState } from '../state.ts'
import { type Decided, over } from './decided.ts'

export const decideDemandNotice = (
  state: DefectState,
  { reason }: InputOf<typeof demandNotice>,
): Decided => {
  const refused = over(state)
  if (refused !== undefined) return refused
  return noticeIsOpen(state)
    ? refuse('defect/notice-demanded', 'A notice is demanded already. Name it once it is out.')
    : [{ type: 'defect.notice-demanded', reason }]
}

export const decideNameNotice = (
  state: DefectState,
  input: InputOf<typeof nameNotice>,
  _context: DecisionContext,
  notice: NoticeOfDocument | undefined,
): Decided => {
  const refused = over(state)
  if (refused !== undefined) return refused
  if (notice === undefined)
    return refuse('defect/no-notice', 'There is no advisory or update with this id. Name another.')
  if (!notice.concerns)
    return refuse(
      'defect/other-product',
      `${notice.reference} is about other products than this document. Name the notice for them.`,
    )
  if (!notice.published)
    return refuse(
      'defect/notice-unpublished',
      `${notice.reference} is not published: nobody has read it yet. Publish it first.`,
    )
  const { reference, kind } = notice
  return [{ type: 'defect.notice-named', ...input, reference, kind }]
}

export interface Closing {
  readonly counterparts: Counterparts
  readonly release: ReleaseOfDocument | undefined
}

/** What is said to the field must be so: a closure that promises nothing to anybody says why. */
export const decideClose =
  (trackers: DefectPorts['trackers']) =>
  (
    state: DefectState,
    input: InputOf<typeof closeDefect>,
    _context: DecisionContext,
    { counterparts, release }: Closing,
  ): Decided => {
    const refused =
      over(state) ??
      notYet(state) ??
      untold(state, input, release) ??
      elsewhere(counterparts) ??
      stillThere(state, trackers)
    if (refused !== undefined) return refused
    const goesWith = input.told === 'next-release' ? (input.release ?? state.release) : undefined
    const { release: _, ...said } = input
    return [
      {
        type: 'defect.closed',
        ...said,
        ...(goesWith === undefined || goesWith === null ? {} : { release: goesWith }),
      },
    ]
  }

const notYet = ({ status, assessment }: DefectState): Refusal | undefined => {
  if (status !== 'verified')
    return refuse(
      'defect/not-verified',
      'The correction is not verified yet. Have it verified first.',
    )
  return assessment === null
    ? refuse(
        'defect/not-assessed',
        'Nobody has said whether it may harm patients. Assess the safety first.',
      )
    : undefined
}

const untold = (
  state: DefectState,
  { told, release: named }: InputOf<typeof closeDefect>,
  release: ReleaseOfDocument | undefined,
): Refusal | undefined => {
  const { severity, assessment } = state
  if (noticeIsOpen(state) || (told === 'notice-now' && state.notice === null))
    return refuse(
      'defect/notice-open',
      'No notice of it is named yet. Publish the advisory or update that tells operators, and name it here.',
    )
  if (told === 'not-needed' && ['high', 'critical'].includes(severity))
    return refuse(
      'defect/tell-the-field',
      'A defect of this severity must reach the field: choose how.',
    )
  if (told === 'not-needed' && assessment?.endangers === true)
    return refuse(
      'defect/tell-the-field',
      'It may harm patients, so it must reach the field: choose how.',
    )
  if (named !== undefined && told !== 'next-release')
    return refuse('defect/release-misplaced', 'Name a release only where the release tells of it.')
  return release === undefined || release.concerns
    ? undefined
    : refuse(
        'defect/other-product',
        `${release.reference} releases a product that this document does not belong to. Name another release.`,
      )
}

/** The other languages say the same wrong thing until somebody has them in hand. */
const elsewhere = ({ missing, unscheduled }: Counterparts): Refusal | undefined => {
  if (missing.length > 0)
    return refuse(
      'defect/counterparts-missing',
      `The same document in other languages has not been followed yet: ${named(missing)}. Wait a moment, or open a defect of each.`,
    )
  return unscheduled.length === 0
    ? undefined
    : refuse(
        'defect/counterparts-unscheduled',
        `The same statement in other languages is nobody's yet: ${named(unscheduled.map(({ reference, lacks }) => `${reference} (${lacks.join(', ')})`))}. Schedule each, or have it withdrawn.`,
      )
}

const named = (all: readonly string[]): string =>
  all.length > 10 ? `${all.slice(0, 10).join(', ')} and ${all.length - 10} more` : all.join(', ')

/** Where the tracker decides, nothing ends here before it ended there. */
const stillThere = (
  { issue, tracker }: DefectState,
  trackers: DefectPorts['trackers'],
): Refusal | undefined => {
  const decides = trackers.some((one) => one.system === tracker && one.decides)
  return issue === null || issue.isClosed || !decides
    ? undefined
    : refuse(
        'defect/issue-open',
        `${tracker} decides when it is done, and issue ${issue.key} is open there. Close it there first.`,
      )
}

/** Whoever opened it does not take it back alone. */
export const decideWithdraw =
  (trackers: DefectPorts['trackers']) =>
  (
    state: DefectState,
    input: InputOf<typeof withdrawDefect>,
    { actor }: DecisionContext,
  ): Decided => {
    if (state.openedBy === actor.id)
      return refuse('defect/second-person', 'Ask someone else to withdraw it: you opened it.')
    return over(state) ?? stillThere(state, trackers) ?? [{ type: 'defect.withdrawn', ...input }]
  }
