import { isRefusal } from '../../kernel/result.ts'
import { addDays, parseInstant } from '../../kernel/time.ts'
import type { RecordAnswer } from '../contract.ts'
import type { Records, Viewed } from '../records/views.ts'
import {
  absent,
  count,
  everyOne,
  type Facts,
  groupBy,
  names,
  notApplicable,
  partial,
  type Query,
  query,
  sentence,
} from './answer.ts'
import { isOfBefore } from './resolved.ts'

type Update = Viewed<'update'>

const isPublished = ({ status }: Update): boolean => status === 'published'

/** Asks of the products that the class of 4.3 leaves (`askRecords`): those of the facts. */
const ofProducts = (
  uses: Query['uses'],
  answer: (facts: Facts, products: ReadonlySet<string>) => RecordAnswer,
): Query =>
  query(['product', ...uses], (facts) =>
    answer(facts, new Set(facts.records.product.map(({ id }) => id))),
  )

const publishedOf = ({ update }: Records, products: ReadonlySet<string>) =>
  update.filter((one) => isPublished(one) && products.has(one.state.product))

const nothingPublished = 'No update is published yet: nothing shows it.'

/** How many distribution records each update has: each is a notice that left this server. */
const proofsOf = ({ distribution }: Records): ((update: Update) => number) => {
  const sent = new Map<string, number>()
  for (const { state } of distribution) sent.set(state.about, (sent.get(state.about) ?? 0) + 1)
  return ({ id }) => sent.get(id) ?? 0
}

/** Days from publication to the first notices, and from a verified fix to its update: ours. */
const tellWithin = 30
const offerWithin = 90

/** Published, told in time. One that nobody was told of yet is late when its days are over. */
const isLate = ({ state: { publication, toldAt } }: Update, now: Facts['now']): boolean => {
  const since = parseInstant(publication?.at ?? '')
  return isRefusal(since) || (toldAt ?? now) > addDays(since, tellWithin)
}

/** Every registered user has a notice, in time, and every notice a distribution record. */
const inform = ofProducts(['update', 'distribution'], ({ records, now }, products) => {
  const updates = publishedOf(records, products)
  const users = new Map(
    records.product.map(({ id, state }) => [id, state.users.map(({ user }) => user)]),
  )
  const usersOf = ({ state }: Update) => users.get(state.product) ?? []
  const sentFor = proofsOf(records)
  const isInformed = (one: Update) => {
    const told = new Set(one.state.told)
    const all = usersOf(one)
    return (
      all.length > 0 &&
      all.every((user) => told.has(user)) &&
      sentFor(one) >= one.state.told.length &&
      !isLate(one, now)
    )
  }
  const sum = (of: (one: Update) => number) => updates.reduce((all, one) => all + of(one), 0)
  const notices = sum(({ state }) => state.told.length)
  const nobody = updates.filter((one) => usersOf(one).length === 0)
  const late = updates.filter((one) => isLate(one, now))
  const answer = everyOne(updates, isInformed, {
    none: nothingPublished,
    detail: (so, all) =>
      [
        `${so} of ${count(all, 'published update')} told to every registered user within ${tellWithin} days: ${count(notices, 'notice')}, ${count(sum(sentFor), 'distribution record')}, ${sum(({ state }) => state.confirmed)} confirmed.`,
        ...(late.length > 0 ? [`Late: ${names(late)}.`] : []),
        ...(nobody.length > 0
          ? [`Nobody is registered to be told of ${nobody.length} of them.`]
          : []),
      ].join(' '),
  })
  return answer.verdict === 'absent' && notices > 0 ? { ...answer, verdict: 'partial' } : answer
})

/** The statement is part of each notice: it reached users where every notice left. */
const compatibility = ofProducts(['update', 'distribution'], ({ records }, products) => {
  const updates = publishedOf(records, products)
  const sentFor = proofsOf(records)
  const stated = updates.filter(({ state }) => state.compatibility !== '')
  const told = new Set(
    stated.filter((one) => one.state.told.length > 0 && sentFor(one) >= one.state.told.length),
  )
  return everyOne(updates, (one) => told.has(one), {
    none: nothingPublished,
    detail: (so, all) =>
      `${stated.length} of ${count(all, 'published update')} with a compatibility statement signed beside the files; it left with all notices of ${so}.`,
    whenNoneIs: stated.length > 0 ? 'partial' : 'absent',
  })
})

type Patch = Viewed<'patch'>

/** Users read of it in the documents of a signed release of that revision, written afterwards. */
const isDocumented = ({ release }: Records): ((patch: Patch) => boolean) => {
  const telling = groupBy(
    release.filter(
      ({ status, state }) =>
        status === 'released' &&
        state.documents.length > 0 &&
        !state.documents.some(({ missing }) => missing.includes('6.3/unapproved')),
    ),
    ({ state }) => [state.product],
  )
  return ({ state: { product, revision, holds } }) =>
    (telling.get(product) ?? []).some(
      ({ state }) =>
        (revision === '' || state.revision === revision) &&
        (state.documentsAt ?? '') >= (holds?.at ?? ''),
    )
}

const unapproved = ofProducts(['patch', 'release'], ({ records }, products) => {
  const patches = records.patch.filter(({ state }) => products.has(state.product))
  if (patches.length === 0)
    return absent("No patch of somebody else's is on record, so no position on one is either.")
  const withheld = patches.filter(({ state }) => state.holds?.position !== 'approved')
  if (withheld.length === 0)
    return notApplicable(
      `${sentence(count(patches.length, 'patch', 'patches'))} of others on record, all approved: none needs a mitigation.`,
      patches,
    )
  const mitigated = new Set(withheld.filter(({ state }) => (state.holds?.mitigation ?? '') !== ''))
  const documented = isDocumented(records)
  return everyOne(withheld, (one) => mitigated.has(one) && documented(one), {
    none: '',
    detail: (so, all) =>
      `${mitigated.size} of ${count(all, 'patch', 'patches')} that we have not approved with a signed position and a mitigation; users read ${so} of them in the documents of a signed release of that revision.`,
    whenNoneIs: mitigated.size > 0 ? 'partial' : 'absent',
  })
})

/** A code fix of ours that was verified long ago and that no published update brings to users. */
const isKeptBack = (one: Viewed<'case'>, offered: ReadonlySet<string>, now: Facts['now']) =>
  one.state.verified === true &&
  one.state.disposition?.path === 'code-fix' &&
  one.state.disposition.approved !== null &&
  !isOfBefore(one.state) &&
  !offered.has(one.id) &&
  (one.state.verifiedAt ?? now) < addDays(now, -offerWithin)

const available = ofProducts(['release', 'update', 'case'], ({ records, now }, products) => {
  const updates = publishedOf(records, products)
  const fixing = records.release.filter(
    ({ status, state }) =>
      status === 'released' && state.cases.length > 0 && products.has(state.product),
  )
  const offered = new Set(updates.map(({ state }) => state.release))
  const fixed = new Set(updates.flatMap(({ state }) => state.cases))
  const keptBack = records.case.filter(
    (one) =>
      (one.state.products.length === 0 || one.state.products.some((id) => products.has(id))) &&
      isKeptBack(one, fixed, now),
  )
  const answer = everyOne(fixing, ({ id }) => offered.has(id), {
    none: 'No signed release of maintained software fixes an issue yet: nothing shows it.',
    detail: (so, all) =>
      `${so} of ${count(all, 'signed release')} that fix issues published as an update.`,
  })
  if (keptBack.length === 0) return answer
  const detail = `${answer.detail} Verified more than ${offerWithin} days ago and in no update: ${names(keptBack)}.`
  return answer.verdict === 'absent'
    ? absent(detail, [...keptBack, ...fixing])
    : partial(detail, [...keptBack, ...fixing])
})

/** Each file of it is a target of the repository, and has a hash there that the roles signed. */
const isSigned = ({ state: { publication, files } }: Update): boolean =>
  publication !== null &&
  publication.targets.length > 0 &&
  publication.targets.length >= files &&
  publication.repositoryVersion > 0 &&
  publication.targets.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))

const integrity = ofProducts(['update'], ({ records }, products) => {
  const updates = publishedOf(records, products)
  const files = updates.reduce(
    (sum, { state }) => sum + (state.publication?.targets.length ?? 0),
    0,
  )
  return everyOne(updates, isSigned, {
    none: nothingPublished,
    detail: (so, all) =>
      `${sentence(count(files, 'file'))} hashed and signed into the update repository; ${so} of ${count(all, 'published update')} with every file of it.`,
    whenNoneIs: 'partial',
  })
})

/** Clause 6.3: update documentation, delivery and integrity. */
export const updateQueries = {
  '6.3/inform': inform,
  '6.3/compatibility': compatibility,
  '6.3/unapproved': unapproved,
  '6.3/available': available,
  '6.3/integrity': integrity,
} as const
