import type { z } from 'zod'
import { parseBase64 } from '../../kernel/base64.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import { linesOf } from './lines.ts'
import {
  eventSchema,
  fileSchema,
  type PackEvent,
  type PackFile,
  type PackRecord,
  type PackSignature,
  proofSchema,
  recordSchema,
  signatureLineSchema,
} from './lines-schema.ts'
import { fileMember, memberNames, readCanonical } from './manifest.ts'
import type { PackMembers } from './open-pack.ts'
import type { LedgerChecks, OpenedCheckpoint, PackBytes } from './ports.ts'
import type { PlacedMember } from './zip-layout.ts'

export interface CheckedFacts {
  readonly facts: number
  readonly signatures: readonly PackSignature[]
  /** Records by stream: what kind, and at which version its facts end. */
  readonly streams: ReadonlyMap<string, { readonly kind: string; readonly version: number }>
}

/**
 * Each fact by itself: its bytes stand in the tree where its proof says, records are numbered one
 * by one from their first fact, and `signatures.jsonl` lists exactly the signed ones. Refuses with
 * `pack/fact` or `pack/signature`, naming the fact by its line and, where it can be read, its id.
 */
export const checkFacts = async (
  bytes: PackBytes,
  members: PackMembers,
  tree: OpenedCheckpoint,
  ledger: LedgerChecks,
  onFact: (event: PackEvent) => void = () => undefined,
): Promise<CheckedFacts | Refusal> => {
  const streams = new Map<string, { readonly kind: string; readonly version: number }>()
  const signatures: PackSignature[] = []
  const proofs = linesOf(bytes, placed(members, memberNames.proofs))
  const signed = linesOf(bytes, placed(members, memberNames.signatures))
  let facts = 0
  let before = -1
  for await (const line of linesOf(bytes, placed(members, memberNames.events))) {
    facts++
    const event = parseLine(eventSchema, line, memberNames.events, facts)
    if (isRefusal(event)) return event
    const proofLine = await nextOf(proofs)
    if (proofLine === undefined) return broken(facts, event, 'it has no proof')
    const proof = parseLine(proofSchema, proofLine, memberNames.proofs, facts)
    if (isRefusal(proof)) return proof
    if (proof.leafIndex <= before) return broken(facts, event, 'facts are not in the tree’s order')
    before = proof.leafIndex
    const path = decoded(proof.path)
    if (isRefusal(path)) return broken(facts, event, path.message)
    const included = ledger.included({ entry: line, leafIndex: proof.leafIndex, tree, path })
    if (isRefusal(included)) return broken(facts, event, included.message, included)
    const stream = streams.get(event.stream)
    if (event.version !== (stream?.version ?? 0) + 1)
      return broken(facts, event, 'a fact of this record before it is missing')
    if (stream !== undefined && stream.kind !== event.kind)
      return broken(facts, event, 'it is of another kind than its record')
    streams.set(event.stream, { kind: event.kind, version: event.version })
    if (event.signature !== null) {
      const problem = await checkSignature(event, await nextOf(signed), signatures)
      if (problem !== undefined) return problem
    }
    onFact(event)
  }
  if ((await nextOf(proofs)) !== undefined)
    return refuse('pack/fact', 'There are proofs for more facts than the pack holds.')
  if ((await nextOf(signed)) !== undefined)
    return refuse('pack/signature', 'The list of signatures has one that no fact bears.')
  return { facts, signatures, streams }
}

const checkSignature = async (
  event: PackEvent,
  line: Uint8Array | undefined,
  signatures: PackSignature[],
): Promise<Refusal | undefined> => {
  const listed =
    line === undefined
      ? undefined
      : parseLine(signatureLineSchema, line, memberNames.signatures, signatures.length + 1)
  if (isRefusal(listed)) return listed
  const { name, at, meaning } = event.signature ?? { name: '', at: '', meaning: '' }
  const same =
    listed !== undefined &&
    listed.event === event.id &&
    listed.stream === event.stream &&
    listed.type === event.type &&
    listed.name === name &&
    listed.at === at &&
    listed.meaning === meaning
  if (!same || signatures.length >= limits.auditPack.signatures)
    return refuse('pack/signature', `The signature of ${name} on ${event.type} is not listed.`, {
      event: event.id,
    })
  signatures.push(listed)
  return undefined
}

/** `records.jsonl`: each record of the facts once, at the version its facts end at. */
export const checkRecords = async (
  bytes: PackBytes,
  members: PackMembers,
  { streams }: CheckedFacts,
  onRecord: (record: PackRecord) => void,
): Promise<number | Refusal> => {
  const left = new Map(streams)
  let count = 0
  for await (const line of linesOf(bytes, placed(members, memberNames.records))) {
    const record = parseLine(recordSchema, line, memberNames.records, ++count)
    if (isRefusal(record)) return record
    const facts = left.get(record.stream)
    left.delete(record.stream)
    if (facts?.kind !== record.kind || facts.version !== record.version)
      return refuse('pack/record', `${record.humanId} is not what the facts of the pack end at.`, {
        record: record.stream,
      })
    onRecord(record)
  }
  for (const stream of left.keys())
    return refuse('pack/record', 'The pack holds facts of a record that it does not list.', {
      record: stream,
    })
  return count
}

/** `files.jsonl`: a file that is carried has the bytes that its name says; no other is carried. */
export const checkFiles = async (
  bytes: PackBytes,
  members: PackMembers,
  hashOf: (member: string) => string | undefined,
): Promise<readonly PackFile[] | Refusal> => {
  const files: PackFile[] = []
  const carried = new Set([...members.keys()].filter((name) => name.startsWith('files/')))
  for await (const line of linesOf(bytes, placed(members, memberNames.files))) {
    const file = parseLine(fileSchema, line, memberNames.files, files.length + 1)
    if (isRefusal(file)) return file
    const name = fileMember(file.hash)
    if (carried.delete(name) !== file.included)
      return refuse(
        'pack/file',
        `The list says otherwise than the pack of the file ${file.name}.`,
        {
          member: name,
        },
      )
    if (file.included && (hashOf(name) !== file.hash || members.get(name)?.size !== file.size))
      return refuse('pack/file', `${file.name} is another file than the one the facts name.`, {
        member: name,
      })
    files.push(file)
  }
  for (const member of carried)
    return refuse('pack/file', 'The pack carries a file that no fact names.', { member })
  return files
}

export const placed = (members: PackMembers, name: string): PlacedMember => {
  const member = members.get(name)
  if (member === undefined) throw missing(name)
  return member
}

const missing = (name: string) =>
  new RefusalError(refuse('pack/incomplete', `The pack has no ${name}.`, { member: name }))

/** Base 64 hashes of a proof's path. */
export const decoded = (path: readonly string[]): readonly Uint8Array[] | Refusal => {
  const hashes: Uint8Array[] = []
  for (const text of path) {
    const hash = parseBase64(text)
    if (isRefusal(hash)) return hash
    hashes.push(hash)
  }
  return hashes
}

const nextOf = async (lines: AsyncGenerator<Uint8Array>): Promise<Uint8Array | undefined> => {
  const { done, value } = await lines.next()
  return done === true ? undefined : value
}

export const parseLine = <Schema extends z.ZodType>(
  schema: Schema,
  line: Uint8Array,
  member: string,
  number: number,
): z.output<Schema> | Refusal => {
  const json = readCanonical(line, `${member} line ${number}`)
  if (isRefusal(json)) return json
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  return refuse('pack/bad-line', `${member} line ${number} is not as it must be.`, {
    member,
    line: number,
    reason: parsed.error.issues[0]?.message,
  })
}

const broken = (line: number, event: PackEvent, why: string, cause?: Refusal): Refusal =>
  refuse(
    'pack/fact',
    `The fact in line ${line} of ${memberNames.events} (${event.type}, ${event.id}) does not hold: ${why}`,
    { line, event: event.id, stream: event.stream, ...cause?.details },
  )
