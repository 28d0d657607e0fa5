import { isIP } from 'node:net'
import type { DocumentState } from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, orThrow, refuse } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { FindingPorts, KeepingPorts, ReviewPorts } from '../../review/index.ts'
import type { RecordSummary } from '../../review/ports.ts'
import type { ClauseReview } from '../clause-review.ts'
import { statementsOf } from '../library/statements.ts'
import { readOwnCatalogue } from '../own-catalogue.ts'
import type { Settings } from '../settings.ts'
import { addressesOf } from './intake.ts'
import { one, readOf } from './records.ts'

/** The records and documents under review, as far as this person may see them. */
export const reviewPorts = (ledger: Ledger, settings: Settings, person: string): ReviewPorts => ({
  records: (kind) => batches(ledger, kind, person),
  passages: (document, revision) => statementsOf(ledger, document, revision),
  channel: {
    form: `${settings.publicUrl}/report`,
    policy: `${settings.publicUrl}/security`,
    securityTxt: `${settings.publicUrl}/.well-known/security.txt`,
    mail: settings.mailFrom,
    reachable: isPublic(settings.publicUrl),
  },
})

/** What a finding needs to know of a document that it names. */
export const findingPorts = (
  ledger: () => Ledger,
  {
    publicUrl,
    dataDir,
    clocks,
  }: Pick<Settings, 'publicUrl' | 'dataDir'> & {
    /** Addresses of roles, as the rule file of cases names them. */
    readonly clocks: Parameters<typeof addressesOf>[1]
  },
): FindingPorts => ({
  linkTo: (humanId) => `${publicUrl}/workbench/findings/${encodeURIComponent(humanId)}`,
  ownDuty: async (id) => {
    const own = await readOwnCatalogue(dataDir)
    if (isRefusal(own)) return own
    return { facts: own.duties.find((one) => one.id === id)?.duty, read: [] }
  },
  addresses: async (people) => {
    const known = new Map<string, readonly string[]>()
    for (const person of new Set(people))
      known.set(person, await addressesOf(ledger(), clocks, person))
    return known
  },
  document: async (id) => {
    const document = await one<DocumentState>(ledger(), 'document', id)
    if (document === undefined) return { facts: undefined, read: [] }
    const newest = document.state.revisions.at(-1)
    return {
      facts: {
        kind: document.state.documentKind,
        newest:
          newest === undefined
            ? undefined
            : { version: newest.version, revision: newest.file.hash },
      },
      read: readOf([document]),
    }
  },
})

/** What a kept review freezes; nothing is read again for it, so no version is relied on. */
export const keepingPorts = (
  review: Pick<ClauseReview, 'answerForAll'> | undefined,
): KeepingPorts => ({
  answered: async (scope) => {
    if (review === undefined)
      return refuse('review/no-server', 'A review is kept by a running server: start it first.')
    const facts = await review.answerForAll(scope)
    return isRefusal(facts) ? facts : { facts, read: [] }
  },
})

async function* batches(
  ledger: Ledger,
  kind: string,
  person: string,
): AsyncGenerator<readonly RecordSummary[]> {
  let cursor: string | undefined
  do {
    const page = orThrow(
      await ledger.list({
        kind,
        person,
        sort: 'opened',
        descending: false,
        limit: limits.page.max,
        cursor,
      }),
    )
    const states = new Map(
      (await ledger.loadAll(page.items.map(({ id }) => id))).map(({ stream, state }) => [
        stream,
        state,
      ]),
    )
    yield page.items.map(({ id, humanId, title, status, openedAt, updatedAt }) => ({
      id,
      humanId,
      kind,
      title,
      status,
      openedAt,
      updatedAt,
      state: states.get(id),
    }))
    cursor = page.next ?? undefined
    // SQLite answers without leaving this thread: others' requests get their turn here.
    await new Promise<void>((resume) => void setImmediate(resume))
  } while (cursor !== undefined)
}

/** Whether outsiders could reach this address: not this machine alone, not a private network. */
export const isPublic = (publicUrl: string): boolean => {
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) === 4) return !privateNetworks.some((start) => host.startsWith(start))
  if (isIP(host) === 6) return !/^(::1?$|f[cd]|fe[89ab])/i.test(host)
  // A name without a dot, and the names that RFC 6761 and RFC 6762 keep for inside.
  return host.includes('.') && !/\.(localhost|local|internal|home\.arpa)\.?$/i.test(host)
}

const privateNetworks: readonly string[] = [
  '0.',
  '10.',
  '127.',
  '169.254.',
  '192.168.',
  ...Array.from({ length: 16 }, (_, index) => `172.${16 + index}.`),
]
