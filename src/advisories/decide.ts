import type { InputOf } from '../kernel/fields.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import type { DecisionContext } from '../ledger/index.ts'
import type {
  approveAdvisory,
  draftAdvisory,
  publicationFailed,
  publishAdvisory,
  recordPublication,
  reviseAdvisory,
  withdrawAdvisory,
} from './contract.ts'
import { checkTlp, contentToPublish, tlpOf } from './decide/content.ts'
import type { AdvisoryEvent } from './events.ts'
import type { CaseForAdvisory, Validation } from './ports.ts'
import type { AdvisoryState } from './state.ts'

type Decided = readonly AdvisoryEvent[] | Refusal

export const decideDraft = (
  _state: AdvisoryState,
  { tlp, ...input }: InputOf<typeof draftAdvisory>,
  context: DecisionContext,
  about: CaseForAdvisory,
): Decided => {
  const label = tlp ?? about.disclosure?.tlp ?? null
  return (
    checkTlp(label, about.disclosure?.tlp) ?? [
      {
        type: 'advisory.drafted',
        reference: context.humanId,
        ...input,
        tlp: label,
        content: about.content,
        ...restriction(about),
      },
    ]
  )
}

/** A fresh look at the case; words that are not given stay as they were. */
export const decideRevise = (
  state: AdvisoryState,
  { change, title, summary, tlp, mitigation }: InputOf<typeof reviseAdvisory>,
  _context: DecisionContext,
  about: CaseForAdvisory,
): Decided => {
  if (state.status === 'withdrawn') return withdrawnAlready
  if (state.status === 'publishing') return beingPublished
  const label = tlp ?? state.tlp ?? about.disclosure?.tlp ?? null
  return (
    checkTlp(label, about.disclosure?.tlp) ?? [
      {
        type: 'advisory.revised',
        change,
        title: title ?? state.title,
        summary: summary ?? state.summary,
        tlp: label,
        mitigation: mitigation ?? state.mitigation,
        content: about.content,
        ...restriction(about),
      },
    ]
  )
}

const restriction = ({ restrictedTo }: CaseForAdvisory): { restrictedTo?: string[] } =>
  restrictedTo === undefined ? {} : { restrictedTo: [...restrictedTo] }

export const decideApprove = (
  state: AdvisoryState,
  { comment }: InputOf<typeof approveAdvisory>,
  { actor }: DecisionContext,
  validation: Validation,
): Decided => {
  switch (state.status) {
    case 'approved':
      return refuse('advisory/approved-already', 'This advisory is approved. Publish it next.')
    case 'publishing':
      return beingPublished
    case 'published':
      return publishedAlready
    case 'withdrawn':
      return withdrawnAlready
    case 'draft':
      break
    default:
      return state.status satisfies never
  }
  if (state.authors.includes(actor.id))
    return refuse(
      'advisory/second-person',
      'Ask someone else to approve: you wrote part of this advisory.',
    )
  return mustBeValid(validation) ?? [{ type: 'advisory.approved', comment }]
}

export interface PublicationFacts {
  readonly about: CaseForAdvisory
  readonly validation: Validation
}

/** Validated once more, because its dates are now those of the publication. */
export const decidePublish = (
  state: AdvisoryState,
  { comment }: InputOf<typeof publishAdvisory>,
  context: DecisionContext,
  { about, validation }: PublicationFacts,
): Decided => {
  if (state.status === 'withdrawn') return withdrawnAlready
  if (state.status === 'publishing') return beingPublished
  if (state.status === 'published') return publishedAlready
  const content = contentToPublish(state, context.now)
  if (state.status === 'draft' || content === undefined)
    return refuse(
      'advisory/not-approved',
      'Nobody has approved this advisory yet. Have someone who did not write it approve it.',
    )
  return (
    mayDisclose(about, context.now.slice(0, 10)) ??
    checkTlp(tlpOf(state), about.disclosure?.tlp) ??
    mustBeValid(validation) ?? [
      { type: 'advisory.publication-ordered', order: context.newId(), comment, content },
    ]
  )
}

/** 9.5/disclosure: an advisory follows the decision on the case and its day, never precedes it. */
const mayDisclose = ({ disclosure }: CaseForAdvisory, today: string): Refusal | undefined => {
  if (disclosure === null || !disclosure.approved)
    return refuse(
      'advisory/disclosure-undecided',
      'The disclosure of the case is not decided and approved. Decide it at the case first.',
    )
  if (!disclosure.disclose)
    return refuse(
      'advisory/not-to-be-disclosed',
      'The decision on the case is not to disclose it. Decide the disclosure anew, or withdraw this draft.',
    )
  if (disclosure.on !== null && disclosure.on > today)
    return refuse(
      'advisory/too-early',
      `The case is disclosed from ${disclosure.on} on. Publish on that day or later.`,
      { on: disclosure.on },
    )
  return undefined
}

const errorsShown = 10

const mustBeValid = ({ valid, errors }: Validation): Refusal | undefined =>
  valid
    ? undefined
    : refuse(
        'advisory/not-valid',
        `This is not valid CSAF. Mend the case or revise the advisory. ${errors
          .slice(0, errorsShown)
          .map(({ test, instancePath, message }) => `${test} ${instancePath}: ${message}.`)
          .join(' ')}`,
        { errors: errors.slice(0, 100) },
      )

/** What is out there is a fact even after a late failure notice; told again, it changes nothing. */
export const decideRecordPublication = (
  state: AdvisoryState,
  input: InputOf<typeof recordPublication>,
): Decided => {
  const published = state.publications.length
  if (input.trackingVersion <= published) return []
  if (state.order === null || input.trackingVersion !== published + 1)
    return refuse(
      'advisory/not-ordered',
      `Nobody ordered to publish version ${input.trackingVersion} of this advisory.`,
    )
  return [{ type: 'advisory.published', ...input }]
}

export const decidePublicationFailed = (
  state: AdvisoryState,
  { reason }: InputOf<typeof publicationFailed>,
): Decided =>
  state.status === 'publishing' ? [{ type: 'advisory.publication-failed', reason }] : []

/** CSAF has no way to take back what others have read: a published advisory is only corrected. */
export const decideWithdraw = (
  state: AdvisoryState,
  { reason }: InputOf<typeof withdrawAdvisory>,
): Decided => {
  if (state.status === 'withdrawn') return withdrawnAlready
  if (state.publications.length > 0)
    return refuse(
      'advisory/published',
      'Others have read this advisory: it cannot be taken back. Revise it to say what was wrong.',
    )
  if (state.status === 'publishing') return beingPublished
  return [{ type: 'advisory.withdrawn', reason }]
}

const beingPublished = refuse(
  'advisory/publishing',
  'This advisory is being published. Look at it again in a moment.',
)
const publishedAlready = refuse(
  'advisory/published-already',
  'This version is published. Revise the advisory to publish a next one.',
)
const withdrawnAlready = refuse(
  'advisory/withdrawn',
  'This advisory was given up. Draft a new one from the case.',
)
