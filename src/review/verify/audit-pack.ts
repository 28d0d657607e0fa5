import { canonicalJson } from '../../kernel/canonical-json.ts'
import { hex } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import { type CheckedFacts, checkFacts, checkFiles, checkRecords, decoded } from './facts.ts'
import { checkKeptReviews } from './kept-reviews.ts'
import {
  consistencySchema,
  type PackFile,
  type PackRecord,
  type PackSignature,
} from './lines-schema.ts'
import {
  type CaseManifest,
  manifestNoteText,
  memberNames,
  type PackManifest,
  packFormats,
  type ReviewManifest,
  readCanonical,
  readManifest,
} from './manifest.ts'
import { compareMembers, measured, type ReadMember, reader, readText, within } from './members.ts'
import { openPack, type PackMembers } from './open-pack.ts'
import type { LedgerChecks, OpenedCheckpoint, PackBytes } from './ports.ts'
import {
  checkPassages,
  checkTexts,
  checkVerdicts,
  createGrounds,
  type Grounds,
} from './verdicts.ts'

/** What an audit pack proves, once all of it holds. */
export interface VerifiedPack {
  readonly good: true
  /** What it is about: a case, or verdicts on clauses. */
  readonly case?: { readonly humanId: string; readonly stream: string }
  readonly scope?: ReviewManifest['scope']
  /** Of a pack of clauses: how many constraints have each verdict, and how many passages show them. */
  readonly verdicts?: Readonly<Record<string, number>>
  readonly passages?: number
  /** How many of the documents quoted are in it as they were read, from which passages are proven. */
  readonly texts?: number
  /** How many kept reviews it holds, and words of people that no longer hold. */
  readonly keptReviews?: number
  readonly asksAgain?: number
  /** Of a pack of clauses: it holds what this person might see. */
  readonly seenBy?: string
  readonly maker: string
  readonly made: string
  /** The log, and the key that signed its checkpoint and this pack. */
  readonly origin: string
  readonly signedBy: string
  /** True where the key is the one that was given; else compare `signedBy` with the maker's own. */
  readonly keyTrusted: boolean
  readonly checkpoint: { readonly size: number; readonly rootHash: string }
  /** Nothing of the ledger changed since this earlier size. */
  readonly consistentSince: number
  readonly facts: number
  readonly records: readonly Omit<PackRecord, 'state'>[]
  readonly signatures: readonly PackSignature[]
  readonly files: readonly PackFile[]
  /** Records of the case that whoever made the pack might not see. */
  readonly withheld?: number
}

export interface VerifyPackOptions {
  readonly ledger: LedgerChecks
  /** The maker's verifier key, known from elsewhere: from a mail, from `/ledger`, from a person. */
  readonly trustedKey?: string | undefined
}

/**
 * Verifies an audit pack knowing nothing but, at best, the maker's key. A refusal names the member
 * or the fact that no longer holds, and why.
 */
export const verifyAuditPack = async (
  bytes: PackBytes,
  options: VerifyPackOptions,
): Promise<VerifiedPack | Refusal> => {
  try {
    return await verify(bytes, options)
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal
    throw error
  }
}

const verify = async (
  bytes: PackBytes,
  { ledger, trustedKey }: VerifyPackOptions,
): Promise<VerifiedPack | Refusal> => {
  // 1. The frame: every byte outside the members is the one that follows from them.
  const members = await openPack(bytes)
  if (isRefusal(members)) return members
  const readMember = reader(bytes, members)
  // 2. The key: the one given, or the pack's own, which then remains to be compared by a person.
  const key = (await readText(readMember, memberNames.key)).trimEnd()
  if (trustedKey !== undefined && key !== trustedKey.trim())
    return refuse(
      'pack/other-key',
      'The pack was not made under the key that you gave. Ask the maker which key is theirs.',
      { given: trustedKey.trim(), found: key },
    )
  const origin = ledger.originOf(key)
  if (isRefusal(origin)) return within(memberNames.key, origin)
  // 3. The manifest: signed by that key, word for word.
  const manifestBytes = await readMember(memberNames.manifest)
  const hash = async (name: string) => (await measured(bytes, members, name)).sha256
  const manifestHash = await hash(memberNames.manifest)
  const text = ledger.openNote(key, await readText(readMember, memberNames.note))
  if (isRefusal(text)) return within(memberNames.note, text)
  if (text !== manifestNoteText(origin, manifestHash))
    return refuse('pack/manifest', 'The manifest is not the one that was signed.', {
      member: memberNames.manifest,
      found: manifestHash,
    })
  const manifest = readManifest(manifestBytes)
  if (isRefusal(manifest)) return manifest
  // 4. The checkpoints: signed by that key; the facts are measured against the later one.
  const tree = await openCheckpoint(ledger, key, readMember, memberNames.checkpoint)
  if (isRefusal(tree)) return tree
  // 5. The members: exactly those of the manifest, in its order, each with its hash.
  const changed = await compareMembers(bytes, members, manifest)
  if (changed !== undefined) return whichFact(changed, bytes, members, tree, ledger)
  // 6. The facts: each in the tree, each record without a gap, each signature listed.
  const grounds = createGrounds()
  const facts = await checkFacts(bytes, members, tree, ledger, grounds.take)
  if (isRefusal(facts)) return facts
  // 7. The tree: the earlier one with facts appended, nothing changed or removed.
  const first = await openCheckpoint(ledger, key, readMember, memberNames.earlierCheckpoint)
  if (isRefusal(first)) return first
  const consistent = await checkConsistency(
    ledger,
    await readMember(memberNames.consistency),
    first,
    tree,
  )
  if (isRefusal(consistent)) return consistent
  // 8. Records and files: those of the facts.
  const records: Omit<PackRecord, 'state'>[] = []
  const counted = await checkRecords(bytes, members, facts, ({ state: _, ...record }) => {
    if (records.length < limits.auditPack.records) records.push(record)
  })
  if (isRefusal(counted)) return counted
  const hashes = new Map(manifest.members.map(({ name, sha256 }) => [name, sha256]))
  const files = await checkFiles(bytes, members, (name) => hashes.get(name))
  if (isRefusal(files)) return files
  // 9. What it is about: the case with its facts, or the verdicts with what they rest on.
  const about =
    manifest.format === packFormats.case
      ? caseOf(manifest, records)
      : await reviewOf(bytes, members, manifest, facts, grounds, (name) => hashes.get(name))
  if (isRefusal(about)) return about
  // 10. The manifest says of its content what is there.
  const said = sayings(manifest, [
    origin,
    tree.size,
    first.size,
    facts.facts,
    counted,
    facts.signatures.length,
  ])
  if (said !== undefined) return said
  return {
    good: true,
    ...about,
    maker: manifest.maker,
    made: manifest.made,
    origin,
    signedBy: key,
    keyTrusted: trustedKey !== undefined,
    checkpoint: { size: tree.size, rootHash: hex(tree.rootHash) },
    consistentSince: first.size,
    facts: facts.facts,
    records,
    signatures: facts.signatures,
    files,
  }
}

const caseOf = (
  { case: about, withheld }: CaseManifest,
  records: readonly Omit<PackRecord, 'state'>[],
): Pick<VerifiedPack, 'case' | 'withheld'> | Refusal =>
  records.some(({ stream, humanId }) => stream === about.stream && humanId === about.humanId)
    ? { case: about, withheld }
    : refuse('pack/manifest', `The pack holds no fact of ${about.humanId}, its case.`)

const reviewOf = async (
  bytes: PackBytes,
  members: PackMembers,
  manifest: ReviewManifest,
  { streams }: CheckedFacts,
  grounds: Grounds,
  hashOf: (member: string) => string | undefined,
): Promise<
  | Pick<
      VerifiedPack,
      'scope' | 'seenBy' | 'verdicts' | 'passages' | 'texts' | 'keptReviews' | 'asksAgain'
    >
  | Refusal
> => {
  const { scope, seenBy } = manifest
  const passages = await checkPassages(bytes, members, grounds)
  if (isRefusal(passages)) return passages
  const texts = await checkTexts(bytes, members, hashOf, passages, grounds)
  if (isRefusal(texts)) return texts
  const verdicts = await checkVerdicts(bytes, members, {
    clauses: scope.clauses,
    product: scope.product?.stream,
    passages,
    records: streams,
    grounds,
  })
  if (isRefusal(verdicts)) return verdicts
  if (scope.product !== null && streams.get(scope.product.stream)?.kind !== 'product')
    return refuse('pack/manifest', `The pack holds no fact of ${scope.product.humanId}.`)
  const keptReviews = await checkKeptReviews(bytes, members, scope, grounds.kept)
  if (isRefusal(keptReviews)) return keptReviews
  const said = canonicalJson([manifest.verdicts, manifest.passages, manifest.keptReviews])
  const there = canonicalJson([verdicts.length, passages.length, keptReviews])
  if (said !== there) return untrue(said, there)
  const counts: Record<string, number> = {}
  for (const { verdict } of verdicts) counts[verdict] = (counts[verdict] ?? 0) + 1
  return {
    ...{ scope, seenBy, verdicts: counts, passages: passages.length, texts, keptReviews },
    asksAgain: verdicts.reduce((sum, { asksAgain }) => sum + asksAgain.length, 0),
  }
}

const openCheckpoint = async (
  ledger: LedgerChecks,
  key: string,
  read: ReadMember,
  name: string,
): Promise<OpenedCheckpoint | Refusal> => {
  const opened = ledger.openCheckpoint(key, await readText(read, name))
  return isRefusal(opened) ? within(name, opened) : opened
}

/** Where the facts themselves were changed, which one it was says more than the member's name. */
const whichFact = async (
  changed: Refusal,
  bytes: PackBytes,
  members: PackMembers,
  tree: OpenedCheckpoint,
  ledger: LedgerChecks,
): Promise<Refusal> => {
  if (changed.details?.['member'] !== memberNames.events) return changed
  const facts = await checkFacts(bytes, members, tree, ledger)
  return isRefusal(facts)
    ? refuse(changed.code, `${changed.message} ${facts.message}`, {
        ...facts.details,
        ...changed.details,
      })
    : changed
}

const checkConsistency = async (
  ledger: LedgerChecks,
  bytes: Uint8Array,
  first: OpenedCheckpoint,
  second: OpenedCheckpoint,
): Promise<true | Refusal> => {
  const member = memberNames.consistency
  const json = readCanonical(bytes, member)
  if (isRefusal(json)) return json
  const claim = consistencySchema.safeParse(json)
  const path = claim.success ? decoded(claim.data.path) : undefined
  if (!claim.success || path === undefined || isRefusal(path))
    return refuse('pack/consistency', `${member} is not a proof.`, { member })
  if (claim.data.firstSize !== first.size || claim.data.secondSize !== second.size)
    return refuse('pack/consistency', `${member} is about other checkpoints.`, { member })
  const result = ledger.consistent({ first, second, path })
  return isRefusal(result) ? within(member, result) : true
}

/** Undefined where the manifest counts what was found. */
const sayings = (
  manifest: PackManifest,
  found: readonly [string, number, number, number, number, number],
): Refusal | undefined => {
  const { origin, treeSize, earlierTreeSize, facts, records, signatures } = manifest
  const said = canonicalJson([origin, treeSize, earlierTreeSize, facts, records, signatures])
  return said === canonicalJson([...found]) ? undefined : untrue(said, canonicalJson([...found]))
}

const untrue = (said: string, found: string): Refusal =>
  refuse('pack/manifest', 'The manifest says of its content what is not so.', {
    member: memberNames.manifest,
    said,
    found,
  })
