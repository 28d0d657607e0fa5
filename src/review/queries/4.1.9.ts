import type { Viewed } from '../records/views.ts'
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
} from './answer.ts'

type Defect = Viewed<'defect'>
type Look = Viewed<'look'>

/** A look that had no document to search has seen nothing. */
const hasLooked = ({ state }: Look): boolean => state.searched.length > 0

const identify = query(['look', 'defect'], ({ records }) => {
  const looks = records.look.filter(hasLooked)
  const unread = looks.filter(({ state }) => state.unread.length > 0)
  const found = looks.reduce((sum, { state }) => sum + state.found, 0)
  const detail = `${sentence(count(looks.length, 'look'))} at the documents found ${count(found, 'statement or omission', 'statements or omissions')} to decide on; ${count(records.defect.length, 'defect')} on record.`
  const whole = looks.filter(({ state }) => state.unread.length === 0)
  const links = [...unread, ...whole, ...records.defect]
  if (looks.length === 0 && records.defect.length === 0)
    return absent('No look at the documents and no documentation defect is on record.')
  if (unread.length > 0)
    return partial(`${detail} Documents could not be searched in ${names(unread)}.`, links)
  return found + records.defect.length > 0
    ? met(detail, links)
    : partial(`${detail} So far nothing was found.`, links)
})

const characterise = query(['defect'], ({ records }) =>
  everyOne(records.defect, ({ state }) => state.misleads !== '' && state.defectKind !== '', {
    none: 'No documentation defect is on record: nothing shows that findings are described.',
    detail: (so, all) =>
      `${so} of ${count(all, 'defect')} described by kind, severity and whom it misleads.`,
  }),
)

/** Closed or withdrawn, or with somebody who corrects it by a day that has not passed. */
const isTracked = (facts: Facts) => (defect: Defect) =>
  isOver(defect) || (defect.state.until !== null && defect.state.until >= today(facts))

const isOver = ({ status }: Defect) => status === 'closed' || status === 'withdrawn'

const closure = query(['defect'], (facts) =>
  everyOne(facts.records.defect, isTracked(facts), {
    none: 'No documentation defect is on record: nothing shows that findings are tracked.',
    detail: (so, all) => {
      const closed = facts.records.defect.filter(isOver)
      return `${so} of ${count(all, 'defect')} closed or withdrawn (${closed.length}), or assigned with a date that has not passed.`
    },
    whenNoneIs: 'partial',
  }),
)

/** Their own tracker's number shows that it is the system that exists, and not one beside it. */
const defectSystem = query(['defect'], ({ records }) =>
  everyOne(records.defect, ({ state }) => state.trackerIssue !== '', {
    none: 'No documentation defect is on record: nothing shows where findings are tracked.',
    detail: (so, all) =>
      `${sentence(count(all, 'defect'))} tracked here step by step; ${so} of them with the number in your defect system.`,
    whenNoneIs: 'partial',
  }),
)

const guidelines = query(['document', 'look', 'defect'], ({ records }) => {
  const guides = records.document.filter(({ state }) => state.documentKind === 'security-guide')
  const seen = new Set([
    ...records.look.flatMap(({ state }) => state.searched),
    ...records.defect.map(({ state }) => state.document),
  ])
  return everyOne(guides, ({ id }) => seen.has(id), {
    none: 'The library has no security guide, so none is in scope.',
    detail: (so, all) =>
      `${so} of ${count(all, 'security guide')} searched by a look or named by a defect.`,
    whenNoneIs: 'partial',
  })
})

const documentationOnly = query(['defect'], ({ records }) => {
  const alone = records.defect.filter(({ state }) => state.case === null)
  return alone.length > 0
    ? met(
        `${sentence(count(alone.length, 'defect'))} without a case: the finding touched no code.`,
        alone,
      )
    : absent(
        `None of ${count(records.defect.length, 'defect')} stands without a case: nothing shows that findings which touch no code are recorded.`,
      )
})

const readers = {
  installation: 'installation guide',
  ifu: 'instructions for use',
  'security-guide': 'security guide',
  'release-notes': 'release notes',
} as const

const afterFix = query(['case', 'look', 'document'], ({ records }) => {
  const fixed = records.case.filter(({ state }) => state.verified === true)
  const looksAt = groupBy(records.look.filter(hasLooked), ({ state }) => [state.case])
  const decided = (id: string): boolean => {
    const looks = looksAt.get(id) ?? []
    // A later look may have read what an earlier one could not; a decision stays owed for ever.
    return (
      looks.length > 0 &&
      looks.every(({ state }) => state.undecided === 0) &&
      looks.at(-1)?.state.unread.length === 0
    )
  }
  const kinds = new Set(records.document.map(({ state }) => state.documentKind))
  const lacking = Object.entries(readers).flatMap(([kind, name]) => (kinds.has(kind) ? [] : [name]))
  return everyOne(fixed, ({ id }) => decided(id), {
    none: 'No fix is verified yet: nothing shows that a fix leads to a look at the documents.',
    detail: (so, all) =>
      `${so} of ${count(all, 'verified fix', 'verified fixes')} followed by a look that is decided.${lacking.length > 0 ? ` The library has no ${lacking.join(', no ')}.` : ''}`,
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
