import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import { plain } from '../terminal-text.ts'
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
  const told = good.flatMap((file) => [
    `good: ${plain(file.path)} (${file.length} bytes)`,
    ...(file.updateId === undefined
      ? []
      : [`      ${plain(`${file.updateId}, revision ${file.revision ?? ''}`)}`]),
    ...(file.compatibility === undefined ? [] : [`      ${plain(file.compatibility)}`]),
    `      sha256 ${file.sha256}`,
    `      signed by ${file.signedBy.map((key) => key.slice(0, 16)).join(', ')} in ${plain(file.listedIn)} version ${file.version}, valid until ${instantOf(file.expires)}`,
  ])
  if (found.bad.length > 0) return bad(path, found.bad, good, told)
  return { good: true, kind: 'update', value: { files: good, bad: [] }, lines: told }
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
    ...told,
    ...refusals.map(({ message, details }) => {
      const file = String(details?.['file'] ?? path)
      return `NOT GOOD: ${plain(message.startsWith(file) ? message : `${file}: ${message}`)}`
    }),
  ],
})
