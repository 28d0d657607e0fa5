import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import { plain, wrapped } from '../terminal-text.ts'
import type { Verified } from './verdict.ts'

/** Reasons for which nothing was compared: the file may be good or bad. */
const couldNotRun: readonly string[] = [
  'updates/no-root',
  'updates/no-metadata',
  'updates/no-file',
  'updates/too-many-files',
]

export interface UpdateOptions {
  readonly root: string
  readonly repository?: string | undefined
  readonly now: number
}

/** An update's file, folder or SHA256SUMS against the root of trust (TUF 1.0, section 5). */
export const verifyUpdate = async (
  path: string,
  { root, repository, now }: UpdateOptions,
): Verified => {
  const { verifyPath } = await import('../../server/index/offline.ts')
  const found = await verifyPath(path, {
    root,
    now,
    ...(repository === undefined ? {} : { repository }),
  })
  if (isRefusal(found)) return couldNotRun.includes(found.code) ? found : bad(path, [found])
  const { good } = found
  if (good.length === 0 && found.bad.length === 0)
    return refuse('updates/nothing', `${path} holds no file of an update.`)
  const told = tellGood(good)
  if (found.bad.length > 0) return bad(path, found.bad, good, told)
  return { good: true, kind: 'update', value: { files: good, bad: [] }, lines: told }
}

type Found = Awaited<ReturnType<typeof import('../../server/index/offline.ts')['verifyPath']>>
type VerifiedUpdate = Exclude<Found, Refusal>['good'][number]

/** File by file, and once for each update what was signed with all of its files. */
const tellGood = (files: readonly VerifiedUpdate[]): readonly string[] => {
  // A repository holds each file under its name and under its hash: it is told once.
  const distinct = new Map(files.map((file) => [`${file.path} ${file.sha256}`, file]))
  const updates = Map.groupBy(distinct.values(), ({ updateId, compatibility }) =>
    updateId === undefined ? '' : `${updateId} ${compatibility}`,
  )
  return [...updates.values()].flatMap((ofOne) => {
    const [first] = ofOne
    if (first === undefined) return []
    const { updateId, revision, compatibility, signedBy, listedIn, version, expires } = first
    return [
      ...ofOne.map(
        ({ path, length, sha256 }) => `good: ${plain(path)}  ${length} bytes  sha256 ${sha256}`,
      ),
      ...(updateId === undefined
        ? []
        : wrapped(
            plain(`${updateId}, revision ${revision ?? ''}. ${compatibility ?? ''}`),
            '      ',
          )),
      `      signed by key ${signedBy.map((key) => key.slice(0, 16)).join(', ')} in ${plain(listedIn)} version ${version}; valid until ${instantOf(expires)}`,
    ]
  })
}

const bad = (
  path: string,
  refusals: readonly Refusal[],
  good: readonly object[] = [],
  told: readonly string[] = [],
) => ({
  good: false,
  kind: 'update',
  value: {
    files: good,
    bad: refusals.map(({ code, message, details = {} }) => ({ code, message, ...details })),
  },
  lines: [
    ...refusals.map(({ message, details }) => {
      const file = String(details?.['file'] ?? path)
      return `NOT GOOD: ${plain(message.startsWith(file) ? message : `${file}: ${message}`)}`
    }),
    ...told,
  ],
})
