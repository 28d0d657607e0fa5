import type { RecordAnswer } from '../contract.ts'
import type { Records, Viewed } from '../records/views.ts'
import {
  absent,
  count,
  everyOne,
  type Facts,
  met,
  notApplicable,
  partial,
  type Query,
  query,
  sentence,
} from './answer.ts'

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

/** Every registered user has a notice, and every notice a distribution record. */
const inform = ofProducts(['update', 'distribution'], ({ records }, products) => {
  const updates = publishedOf(records, products)
  const usersOf = (id: string) =>
    records.product.find((product) => product.id === id)?.state.users.map(({ user }) => user) ?? []
  const sent = new Map<string, number>()
  for (const { state } of records.distribution)
    sent.set(state.about, (sent.get(state.about) ?? 0) + 1)
  const sentFor = ({ id }: Update) => sent.get(id) ?? 0
  const isInformed = (one: Update) => {
    const users = usersOf(one.state.product)
    return (
      users.length > 0 &&
      users.every((user) => one.state.told.includes(user)) &&
      sentFor(one) >= one.state.told.length
    )
  }
  const notices = updates.reduce((sum, { state }) => sum + state.told.length, 0)
  const proofs = updates.reduce((sum, one) => sum + sentFor(one), 0)
  const nobody = updates.filter(({ state }) => usersOf(state.product).length === 0)
  const answer = everyOne(updates, isInformed, {
    none: nothingPublished,
    detail: (so, all) =>
      `${so} of ${count(all, 'published update')} told to every registered user: ${count(notices, 'notice')}, ${count(proofs, 'distribution record')}.${nobody.length > 0 ? ` Nobody is registered to be told of ${nobody.length} of them.` : ''}`,
  })
  return answer.verdict === 'absent' && notices > 0 ? { ...answer, verdict: 'partial' } : answer
})

const compatibility = ofProducts(['update'], ({ records }, products) => {
  const updates = publishedOf(records, products)
  const stated = updates.filter(({ state }) => state.compatibility !== '')
  const told = stated.filter(({ state }) => state.told.length > 0)
  return everyOne(updates, (one) => told.includes(one), {
    none: nothingPublished,
    detail: (so, all) =>
      `${stated.length} of ${count(all, 'published update')} with a compatibility statement signed beside the files; it went out with the notices of ${so}.`,
    whenNoneIs: stated.length > 0 ? 'partial' : 'absent',
  })
})

const unapproved = ofProducts(['patch'], ({ records }, products) => {
  const patches = records.patch.filter(({ state }) => products.has(state.product))
  if (patches.length === 0)
    return absent("No patch of somebody else's is on record, so no position on one is either.")
  const withheld = patches.filter(({ state }) => state.holds?.position !== 'approved')
  if (withheld.length === 0)
    return notApplicable(
      `${sentence(count(patches.length, 'patch', 'patches'))} of others on record, all approved: none needs a mitigation.`,
      patches,
    )
  const isMitigated = ({ state }: Viewed<'patch'>) => (state.holds?.mitigation ?? '') !== ''
  return everyOne(withheld, isMitigated, {
    none: '',
    detail: (so, all) =>
      `${so} of ${count(all, 'patch', 'patches')} that we have not approved with a signed position and a mitigation.`,
  })
})

const available = ofProducts(['release', 'update'], ({ records }, products) => {
  const fixing = records.release.filter(
    ({ status, state }) =>
      status === 'released' && state.cases.length > 0 && products.has(state.product),
  )
  const offered = new Set(records.update.filter(isPublished).map(({ state }) => state.release))
  return everyOne(fixing, ({ id }) => offered.has(id), {
    none: 'No signed release of maintained software fixes an issue yet: nothing shows it.',
    detail: (so, all) =>
      `${so} of ${count(all, 'signed release')} that fix issues published as an update.`,
  })
})

const integrity = ofProducts(['update'], ({ records }, products) => {
  const updates = publishedOf(records, products)
  const files = updates.reduce(
    (sum, { state }) => sum + (state.publication?.targets.length ?? 0),
    0,
  )
  if (updates.length === 0) return absent(nothingPublished)
  const unsigned = updates.filter(({ state }) => (state.publication?.targets.length ?? 0) === 0)
  const detail = `${sentence(count(files, 'file'))} of ${count(updates.length, 'published update')} hashed and signed into the update repository.`
  return unsigned.length === 0
    ? met(detail, updates)
    : partial(`${detail} Without files: ${unsigned.length}.`, unsigned)
})

/** Clause 6.3: update documentation, delivery and integrity. */
export const updateQueries = {
  '6.3/inform': inform,
  '6.3/compatibility': compatibility,
  '6.3/unapproved': unapproved,
  '6.3/available': available,
  '6.3/integrity': integrity,
} as const
