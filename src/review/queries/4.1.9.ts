import { addDays } from '../../kernel/time.ts'
import { accompanyingKinds } from '../accompanying.ts'
import type { Records, Viewed } from '../records/views.ts'
import {
  absent,
  count,
  everyOne,
  type Facts,
  groupBy,
  met,
  names,
  partial,
  query,
  sentence,
  today,
  yearAgo,
} from './answer.ts'

type Defect = Viewed<'defect'>
type Look = Viewed<'look'>

/** A look that had no document to search has seen nothing. */
const hasLooked = ({ state }: Look): boolean => state.searched.length > 0

const accompanying: ReadonlySet<string> = new Set(accompanyingKinds)

/** Documents that somebody looked at since a day: searched by a look, or named by a defect. */
const lookedAt = ({ look, defect }: Records, since = ''): ReadonlySet<string> =>
  new Set([
    ...look.filter(({ state }) => state.at >= since).flatMap(({ state }) => state.searched),
    ...defect.filter(({ openedAt }) => openedAt >= since).map(({ state }) => state.document),
  ])

/** Days for which a question may stay open before nobody can say that it is being decided. */
const decideWithin = 30

/** Somebody looks, this year, at every document that goes out, and what was found is decided. */
const identify = query(['look', 'defect', 'document'], (facts) => {
  const { records, now } = facts
  const looks = records.look.filter(hasLooked)
  if (looks.length === 0 && records.defect.length === 0)
    return absent('No look at the documents and no documentation defect is on record.')
  const unread = looks.filter(({ state }) => state.unread.length > 0)
  const left = looks.filter(
    ({ state }) => state.undecided > 0 && state.at < addDays(now, -decideWithin),
  )
  const seen = lookedAt(records)
  const unseen = records.document.filter(
    ({ id, state }) =>
      accompanying.has(state.documentKind) && state.revisions.length > 0 && !seen.has(id),
  )
  const found = looks.reduce((sum, { state }) => sum + state.found, 0)
  const recent = lookedAt(records, yearAgo(facts)).size > 0
  const lacks = [
    ...(unread.length > 0 ? [`Documents could not be searched in ${names(unread)}.`] : []),
    ...(left.length > 0 ? [`Undecided for more than ${decideWithin} days: ${names(left)}.`] : []),
    ...(unseen.length > 0 ? [`Nobody has looked at ${names(unseen)}.`] : []),
    ...(recent ? [] : ['Nobody has looked for a year.']),
    ...(found + records.defect.length > 0 ? [] : ['So far nothing was found.']),
  ]
  const detail = [
    `${sentence(count(looks.length, 'look'))} at the documents found ${count(found, 'statement or omission', 'statements or omissions')} to decide on; ${count(records.defect.length, 'defect')} on record.`,
    ...lacks,
  ].join(' ')
  const links = [...new Set([...unread, ...left, ...unseen, ...looks, ...records.defect])]
  return lacks.length > 0 ? partial(detail, links) : met(detail, links)
})

const isDescribed = ({ state }: Defect): boolean =>
  state.misleads !== '' && state.defectKind !== '' && state.severity !== '' && state.placed

const characterise = query(['defect'], ({ records }) =>
  everyOne(records.defect, isDescribed, {
    none: 'No documentation defect is on record: nothing shows that findings are described.',
    detail: (so, all) =>
      `${so} of ${count(all, 'defect')} described by kind, severity, place and whom it misleads.`,
  }),
)

/**
 * Where it ended, the discipline of software defects shows: corrected, verified by somebody else,
 * and the field told. Otherwise somebody corrects it by a day that has not passed.
 */
const isTracked = (facts: Facts): ((defect: Defect) => boolean) => {
  const told = isTold(facts)
  return (defect) => {
    const { status, state } = defect
    if (status === 'withdrawn') return true
    if (status !== 'closed') return state.until !== null && state.until >= today(facts)
    return isVerified(defect) && told(defect)
  }
}

const isVerified = ({ state: { correction, verified } }: Defect): boolean =>
  correction !== null && verified !== null && verified.by !== correction.by

/** What goes out with the next release is not told by a release that does not come for a year. */
const isTold = (facts: Facts): ((defect: Defect) => boolean) => {
  const released = facts.records.release
    .filter(({ status }) => status === 'released')
    .map(({ state }) => state.documentsAt ?? '')
  const last = released.sort().at(-1) ?? ''
  return ({ state: { closed } }) =>
    closed !== null &&
    (closed.told !== 'next-release' || closed.at >= yearAgo(facts) || last > closed.at)
}

const isOver = ({ status }: Defect) => status === 'closed' || status === 'withdrawn'

const closure = query(['defect', 'release'], (facts) =>
  everyOne(facts.records.defect, isTracked(facts), {
    none: 'No documentation defect is on record: nothing shows that findings are tracked.',
    detail: (so, all) => {
      const over = facts.records.defect.filter(isOver)
      return `${so} of ${count(all, 'defect')} withdrawn, or corrected, verified by somebody else and told (${over.length} over), or assigned with a date that has not passed.`
    },
    whenNoneIs: 'partial',
  }),
)

/**
 * Their own tracker's number shows that it is the system that exists, and not one beside it; what is
 * over here and open there is tracked twice and ended once.
 */
const isInTheirs = (defect: Defect): boolean =>
  defect.state.trackerIssue !== '' && !(isOver(defect) && defect.state.issue?.isClosed === false)

const defectSystem = query(['defect'], ({ records }) =>
  everyOne(records.defect, isInTheirs, {
    none: 'No documentation defect is on record: nothing shows where findings are tracked.',
    detail: (so, all) => {
      const open = records.defect.filter(
        (one) => isOver(one) && one.state.issue?.isClosed === false,
      )
      return `${sentence(count(all, 'defect'))} tracked here step by step; ${so} of them with the number in your defect system.${open.length > 0 ? ` Over here and open there: ${names(open)}.` : ''}`
    },
    whenNoneIs: 'partial',
  }),
)

const guidelines = query(['document', 'look', 'defect'], (facts) => {
  const { records } = facts
  const guides = records.document.filter(({ state }) => state.documentKind === 'security-guide')
  const recent = lookedAt(records, yearAgo(facts))
  const ever = lookedAt(records)
  const old = guides.filter(({ id }) => ever.has(id) && !recent.has(id))
  return everyOne(guides, ({ id }) => recent.has(id), {
    none: 'The library has no security guide, so none is in scope.',
    detail: (so, all) =>
      `${so} of ${count(all, 'security guide')} searched by a look or named by a defect in the last year.${old.length > 0 ? ` Longer ago: ${names(old)}.` : ''}`,
    whenNoneIs: 'partial',
  })
})

/** What was taken back was no finding; what nobody follows is a note, and no defect record. */
const documentationOnly = query(['defect', 'release'], (facts) => {
  const { defect } = facts.records
  const alone = defect.filter(({ status, state }) => state.case === null && status !== 'withdrawn')
  if (alone.length === 0)
    return absent(
      `None of ${count(defect.length, 'defect')} stands without a case: nothing shows that findings which touch no code are recorded.`,
    )
  const followed = isTracked(facts)
  const loose = alone.filter((one) => !followed(one))
  const detail = `${sentence(count(alone.length, 'defect'))} without a case: the finding touched no code.`
  return loose.length < alone.length
    ? met(detail, alone)
    : partial(`${detail} None of them is followed: nobody has a day, or no end is proven.`, alone)
})

const readers = {
  installation: 'installation guide',
  ifu: 'instructions for use',
  'security-guide': 'security guide',
  'release-notes': 'release notes',
} as const

/**
 * Whether looks saw a document of each of these kinds that the library had when the last of them was
 * made. The library is read once for all cases.
 */
const sawEachKind = ({
  document,
}: Pick<Records, 'document'>): ((seen: readonly string[], at: string) => boolean) => {
  const kindOf = new Map(document.map(({ id, state }) => [id, state.documentKind]))
  const since = new Map<string, string>()
  for (const { state } of document)
    for (const { addedAt } of state.revisions)
      if (state.documentKind in readers && addedAt < (since.get(state.documentKind) ?? '~'))
        since.set(state.documentKind, addedAt)
  return (seen, at) => {
    const kinds = new Set(seen.map((id) => kindOf.get(id)))
    return [...since].every(([kind, from]) => from > at || kinds.has(kind))
  }
}

const afterFix = query(['case', 'look', 'document'], ({ records }) => {
  const fixed = records.case.filter(({ state }) => state.verified === true)
  const looksAt = groupBy(records.look.filter(hasLooked), ({ state }) => [state.case])
  // Without a fix nobody asks, and the library may be large.
  const saw = sawEachKind(fixed.length === 0 ? { document: [] } : records)
  const decided = ({ id, state: { firstVerifiedAt } }: Viewed<'case'>): boolean => {
    const looks = (looksAt.get(id) ?? []).filter(({ state }) => state.at >= (firstVerifiedAt ?? ''))
    const last = looks.at(-1)
    if (last === undefined) return false
    // A later look may have read what an earlier one could not; a decision stays owed for ever.
    return (
      looks.every(({ state }) => state.undecided === 0) &&
      last.state.unread.length === 0 &&
      saw(
        looks.flatMap(({ state }) => state.searched),
        last.state.at,
      )
    )
  }
  const kinds = new Set(records.document.map(({ state }) => state.documentKind))
  const lacking = Object.entries(readers).flatMap(([kind, name]) => (kinds.has(kind) ? [] : [name]))
  return everyOne(fixed, decided, {
    none: 'No fix is verified yet: nothing shows that a fix leads to a look at the documents.',
    detail: (so, all) =>
      `${so} of ${count(all, 'verified fix', 'verified fixes')} followed by a look at each kind of document that was there, and all of it decided.${lacking.length > 0 ? ` The library has no ${lacking.join(', no ')}.` : ''}`,
  })
})

/** Clause 4.1.9: accompanying documentation review. */
export const documentationQueries = {
  '4.1.9/identify': identify,
  '4.1.9/characterise': characterise,
  '4.1.9/closure': closure,
  '4.1.9/defect-system': defectSystem,
  '4.1.9/guidelines': guidelines,
  '4.1.9/documentation-only': documentationOnly,
  '4.1.9/after-fix': afterFix,
} as const
