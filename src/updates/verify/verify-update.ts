import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { compareHashes, compareLength } from './checks.ts'
import { loadTrustedMetadata, type TrustedMetadata, type TrustInput } from './client.ts'
import { refuseFile } from './refusals.ts'
import { type FoundTarget, searchTarget } from './search.ts'

/** What is known of the file in hand. Digests are lower-case hexadecimal. */
export interface FileFacts {
  /** The target path (`UPD-2026-0001/pump.bin`), or only its last part. */
  readonly name: string
  readonly length: number
  readonly sha256: string
  readonly sha512?: string
}

/** A file that is, byte for byte, what the maker signed. */
export interface VerifiedUpdate {
  readonly good: true
  readonly path: string
  readonly length: number
  readonly sha256: string
  readonly updateId?: string
  readonly product?: string
  readonly revision?: string
  readonly releaseId?: string
  /** The compatibility statement that was signed with the file. */
  readonly compatibility?: string
  /** Version of the metadata that lists the file, and its name. */
  readonly version: number
  readonly listedIn: string
  /** Key ids whose signatures of that metadata are good. */
  readonly signedBy: readonly string[]
  /** When the first file of the chain expires, in milliseconds since 1970, and which it is. */
  readonly expires: number
  readonly expiresFirst: string
}

export interface VerifyInput extends TrustInput {
  readonly file: FileFacts
}

/**
 * Whether a file is a good update: the whole TUF 1.0 client workflow, sections 5.1 to 5.7, knowing
 * only the trusted root. Answers what it is, or a refusal (`tuf/…`) that names in `details.file`
 * the file that is to blame and holds what was expected and what was found.
 */
export const verifyUpdateFile = async (input: VerifyInput): Promise<VerifiedUpdate | Refusal> => {
  const trusted = await loadTrustedMetadata(input)
  return isRefusal(trusted) ? trusted : verifyAgainst(trusted, input.file, input)
}

/** Section 5.6.7 and 5.7 for one more file, when the metadata is trusted already. */
export const verifyAgainst = async (
  trusted: TrustedMetadata,
  file: FileFacts,
  input: TrustInput,
): Promise<VerifiedUpdate | Refusal> => {
  const found = await findTarget(trusted, file, input) // 5.6.7
  if (isRefusal(found)) return found
  const { path, target, metadata } = found
  const actual = { sha256: file.sha256, sha512: file.sha512 }
  const wrong = // 5.7.3
    compareLength(path, file.length, target.length, '5.7.3', metadata.file) ??
    compareHashes(path, actual, target.hashes, '5.7.3', metadata.file)
  if (wrong !== undefined) return wrong
  const chain = [trusted.root, trusted.timestamp, trusted.snapshot, trusted.targets, metadata]
  const first = chain.reduce((one, other) =>
    other.content.expires < one.content.expires ? other : one,
  )
  return {
    good: true,
    path,
    length: target.length,
    sha256: file.sha256,
    ...customOf(target.custom),
    version: metadata.content.version,
    listedIn: metadata.file,
    signedBy: found.signedBy,
    expires: first.content.expires,
    expiresFirst: first.file,
  }
}

/** What our repositories say of a target in `custom` (TUF section 4.5). */
export interface UpdateCustom {
  readonly updateId: string
  readonly product: string
  readonly revision: string
  readonly releaseId: string
  readonly compatibility: string
}

const customSchema = z.object({
  updateId: z.string().max(limits.text.line),
  product: z.string().max(limits.text.line),
  revision: z.string().max(limits.text.line),
  releaseId: z.string().max(limits.text.line),
  compatibility: z.string().max(limits.text.paragraph),
})

/** A target of somebody else's repository has another `custom`, or none: then nothing is said. */
export const customOf = (custom: unknown): UpdateCustom | undefined => {
  const parsed = customSchema.safeParse(custom)
  return parsed.success ? parsed.data : undefined
}

const findTarget = async (
  trusted: TrustedMetadata,
  file: FileFacts,
  input: TrustInput,
): Promise<FoundTarget | Refusal> => {
  const exact = await searchTarget(file.name, trusted, input)
  if (isRefusal(exact)) return exact
  if (exact !== undefined) return exact
  const moved = findByLastPart(trusted, file)
  // A newer file of the same name is no news to whoever has the withdrawn one.
  if (moved?.target.hashes.get('sha256') === file.sha256) return moved
  const taken = refuseWithdrawn(trusted, file)
  if (taken !== undefined) return taken
  if (moved !== undefined) return moved
  // The name is part of what is signed: under another name an old file would pass for a new one.
  const sameContent = [...trusted.targets.content.targets].find(
    ([, target]) => target.hashes.get('sha256') === file.sha256,
  )?.[0]
  return refuseFile(
    'tuf/unknown-target',
    file.name,
    '5.7.2',
    sameContent === undefined
      ? `is not listed in ${trusted.targets.file}: it is not part of a signed update. Do not use it.`
      : `is not listed in ${trusted.targets.file}, but has the content of ${sameContent}. If you ` +
          'renamed it, give it back that name and verify again.',
    sameContent === undefined ? {} : { sameContent },
  )
}

/** Known by its place in the repository, or by its content wherever it lies. */
const refuseWithdrawn = (
  { targets }: TrustedMetadata,
  { name, sha256 }: FileFacts,
): Refusal | undefined => {
  const one = (targets.content['x-vulnerary-withdrawn'] ?? []).findLast(({ files }) =>
    files.some((file) => file.path === name || file.sha256 === sha256),
  )
  if (one === undefined) return undefined
  const { updateId, reason, at, instead } = one
  const next =
    instead === undefined
      ? 'Ask the maker what to install instead.'
      : `Install ${instead.updateId} (revision ${instead.revision}) instead.`
  return refuseFile(
    'tuf/withdrawn',
    name,
    '5.7.2',
    `belongs to ${updateId}, which the maker withdrew on ${at.slice(0, 10)}: ${reason} Do not install it. ${next}`,
    { updateId, reason, withdrawnAt: at, instead: instead ?? null, by: targets.file },
  )
}

/**
 * A file that somebody moved has lost its folder. Its last part may stand for several targets; the
 * one with its hash is meant, and if there is none the first is compared, and fails.
 */
const findByLastPart = (trusted: TrustedMetadata, file: FileFacts): FoundTarget | undefined => {
  if (file.name.includes('/')) return undefined
  const candidates = [...trusted.targets.content.targets].filter(
    ([path]) => path.slice(path.lastIndexOf('/') + 1) === file.name,
  )
  const [path, target] =
    candidates.find(([, one]) => one.hashes.get('sha256') === file.sha256) ?? candidates[0] ?? []
  if (path === undefined || target === undefined) return undefined
  return { path, target, metadata: trusted.targets, signedBy: trusted.targetsSignedBy }
}
