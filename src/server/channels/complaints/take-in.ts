import { createHash } from 'node:crypto'
import type { Complaint, ComplaintTaken } from '../../../intake/contract.ts'
import type { ReportState } from '../../../intake/index.ts'
import { erased } from '../../../kernel/erased.ts'
import type { FileReference } from '../../../kernel/fields.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../../kernel/result.ts'
import type { Actor } from '../../../kernel/roles.ts'
import type { Parts } from '../../parts.ts'
import { having, type Typed } from '../../wiring/records.ts'

type Report = Typed<ReportState>

interface Sender {
  readonly actor: Actor
  readonly requestId: string
}

/** Who adds to a report; a colleague's own roles do not write in a reporter's name. */
export const complaintSystem = { id: 'outsider:complaints', roles: ['reporter'] } as const

/**
 * A complaint is one report, known by its number. Sent again with other words it is an addition,
 * which opens a closed report again; where that one takes no more, it is another report.
 */
export const takeComplaint = async (
  parts: Parts,
  told: Complaint,
  sender: Sender,
): Promise<ComplaintTaken | Refusal> => {
  const known = await knownAs(parts, told.number)
  if (known.length > 0) return again(parts, known, told, sender)
  const received = await receive(parts, told, told.description, sender, '')
  // Somebody sent another text under this number at the same moment: it is known by now.
  return isRefusal(received) && received.code === 'ledger/key-reused'
    ? again(parts, await knownAs(parts, told.number), told, sender)
    : received
}

const knownAs = async ({ ledger }: Parts, number: string): Promise<readonly Report[]> =>
  (await having<ReportState>(ledger, 'report', 'complaint', number)).toSorted((one, other) =>
    one.openedAt < other.openedAt ? -1 : 1,
  )

const again = async (
  parts: Parts,
  known: readonly Report[],
  told: Complaint,
  sender: Sender,
): Promise<ComplaintTaken | Refusal> => {
  const newest = known.at(-1)
  if (newest === undefined) throw new Error('A complaint is known by no report.')
  // The complaint system still has who was erased here: what it sends again stays out.
  if (known.some(({ state }) => state.description === erased)) return taken('known', newest)
  const message = changeOf(known, told)
  const files = told.files.filter(
    ({ hash }) => !known.some(({ state }) => state.files.some((file) => file.hash === hash)),
  )
  if (message === '' && files.length === 0) return taken('known', newest)
  const added = await parts.dispatch({
    kind: 'report',
    command: 'add-from-reporter',
    id: newest.stream,
    input: { message, files },
    actor: complaintSystem,
    onBehalfOf: sender.actor.id,
    requestId: sender.requestId,
    key: keyOf(told.number, `${newest.stream}\n${message}\n${hashes(files)}`),
  })
  if (!isRefusal(added)) return taken(added.repeated ? 'known' : 'added', newest)
  if (added.code !== 'report/full') return added
  const description = cut(`More on report ${newest.humanId}, which takes no more:\n\n${message}`)
  return receive(parts, { ...told, files }, description, sender, description)
}

const words = {
  title: 'Title',
  description: 'Description',
  product: 'Product',
  productVersion: 'Version',
  steps: 'Steps',
  impact: 'Impact',
} as const

/** What of it differs from each report of this complaint, in words; empty where nothing does. */
const changeOf = (known: readonly Report[], told: Complaint): string => {
  const changed = Object.entries(words).flatMap(([name, word]) => {
    // The names above are names of both.
    const field = name as keyof typeof words
    const text = told[field]
    return text === '' || known.some(({ state }) => state[field] === text)
      ? []
      : [`${word}: ${text}`]
  })
  if (changed.length === 0) return ''
  const message = cut(`The complaint now says:\n\n${changed.join('\n\n')}`)
  return known.some((report) => holds(report, message)) ? '' : message
}

const holds = ({ state }: Report, message: string): boolean =>
  state.thread.some((entry) => entry.from === 'reporter' && entry.message === message) ||
  state.description.endsWith(`, which takes no more:\n\n${message}`)

const receive = async (
  parts: Parts,
  { number, ...told }: Complaint,
  description: string,
  { actor, requestId }: Sender,
  what: string,
): Promise<ComplaintTaken | Refusal> => {
  const received = await parts.dispatch({
    kind: 'report',
    command: 'receive',
    input: { ...told, description, source: 'd', channel: 'complaint', reference: number },
    actor,
    requestId,
    key: keyOf(number, what),
  })
  return isRefusal(received)
    ? received
    : taken(received.repeated ? 'known' : 'received', {
        stream: received.id,
        humanId: received.humanId,
      })
}

const taken = (
  outcome: ComplaintTaken['outcome'],
  { stream, humanId }: { readonly stream: string; readonly humanId: string },
): ComplaintTaken => ({ outcome, id: stream, humanId })

const keyOf = (number: string, what: string): string =>
  `complaint:${createHash('sha256').update(`${number}\n${what}`).digest('hex')}`

const hashes = (files: readonly FileReference[]): string => files.map(({ hash }) => hash).join(' ')

/** By code points, so that half of a pair is never left. */
const cut = (text: string): string =>
  text.length <= limits.text.long
    ? text
    : `${text.slice(0, limits.text.long - 1).replace(/[\ud800-\udbff]$/, '')}…`
