import { base64, parseBase64 } from '../kernel/base64.ts'
import type { VerifyEd25519 } from '../kernel/ports.ts'
import { isRefusal, orThrow, type Refusal, refuse } from '../kernel/result.ts'
import { millisecondsOf, parseInstant } from '../kernel/time.ts'
import type { Database } from './database.ts'
import { parseCheckpoint } from './verify/checkpoint.ts'
import { verifyCosignatures } from './verify/cosignature.ts'
import { formatNote, type NoteSignature, parseNote } from './verify/note.ts'
import type { VerifierKey } from './verify/verifier-key.ts'

/** The last thing that a witness said of this ledger. */
export interface WitnessWord {
  readonly name: string
  readonly keyId: string
  /** Facts in the tree that it cosigned. */
  readonly size: number
  /** Seconds since 1970, by the witness's clock. */
  readonly time: number
}

/** A clock of a witness that runs ahead further than this is not believed. */
const ahead = 300

/**
 * Takes in what known witnesses say of one of our checkpoints: a note with their cosignatures.
 * Refuses a note that is not one of ours (`cosignature/other-tree`), one without a cosignature of a
 * known witness (`cosignature/unknown-witness`), one from the future (`cosignature/future`), and with
 * the codes of `verifyCosignatures`. `now`: milliseconds since 1970.
 */
export const addCosignatures = async (
  { reader, writer }: Pick<Database, 'reader' | 'writer'>,
  verifyEd25519: VerifyEd25519,
  witnesses: readonly VerifierKey[],
  signedNote: string,
  now: number,
): Promise<readonly WitnessWord[] | Refusal> => {
  const note = parseNote(signedNote)
  if (isRefusal(note)) return note
  const found = verifyCosignatures(verifyEd25519, note, witnesses)
  if (isRefusal(found)) return found
  if (found.length === 0)
    return refuse(
      'cosignature/unknown-witness',
      'No witness that this server knows cosigned it. Its keys stand in the setting WITNESSES.',
    )
  if (found.some(({ time }) => time > now / 1_000 + ahead))
    return refuse('cosignature/future', 'It was made in the future: set the clock of the witness.')
  const checkpoint = parseCheckpoint(note.text)
  if (isRefusal(checkpoint)) return checkpoint
  const { size } = checkpoint
  const ours = await reader
    .selectFrom('checkpoint')
    .select('note')
    .where('size', '=', size)
    .executeTakeFirst()
  if (ours === undefined || orThrow(parseNote(ours.note)).text !== note.text)
    return refuse('cosignature/other-tree', 'This ledger never signed such a checkpoint.', { size })
  const words = found.map(({ key, time }) => ({ name: key.name, keyId: key.id, size, time }))
  for (const { name, keyId, time } of words) {
    const own = note.signatures.findLast((one) => one.keyName === name && one.keyId === keyId)
    if (own === undefined) continue
    const signature = base64(own.signature)
    await writer
      .insertInto('cosignature')
      .values({ size, name, key_id: keyId, signature, time })
      .onConflict((on) =>
        on
          .columns(['size', 'name', 'key_id'])
          .doUpdateSet({ signature, time })
          .where('cosignature.time', '<', time),
      )
      .execute()
  }
  return words
}

/** The note of a checkpoint with what known witnesses said of it. */
export const withCosignatures = async (
  { reader }: Pick<Database, 'reader'>,
  { size, note }: { readonly size: number; readonly note: string },
  witnesses: readonly VerifierKey[],
): Promise<string> => {
  const rows = await reader
    .selectFrom('cosignature')
    .select(['name', 'key_id', 'signature'])
    .where('size', '=', size)
    .orderBy('name')
    .orderBy('key_id')
    .execute()
  const said = rows
    .filter((row) => witnesses.some(({ name, id }) => name === row.name && id === row.key_id))
    .map(
      ({ name, key_id, signature }): NoteSignature => ({
        keyName: name,
        keyId: key_id,
        signature: orThrow(parseBase64(signature)),
      }),
    )
  if (said.length === 0) return note
  const { text, signatures } = orThrow(parseNote(note))
  return formatNote({ text, signatures: [...signatures, ...said] })
}

/** The largest checkpoint that a known witness cosigned; undefined where none did. */
export const latestCosigned = async (
  { reader }: Pick<Database, 'reader'>,
  witnesses: readonly VerifierKey[],
): Promise<{ readonly size: number; readonly note: string } | undefined> => {
  if (witnesses.length === 0) return undefined
  const row = await reader
    .selectFrom('cosignature')
    .innerJoin('checkpoint', 'checkpoint.size', 'cosignature.size')
    .select(['checkpoint.size as size', 'checkpoint.note as note'])
    .where(
      'cosignature.key_id',
      'in',
      witnesses.map(({ id }) => id),
    )
    .orderBy('cosignature.size', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : { size: Number(row.size), note: row.note }
}

/** The last word of each witness that is known, in their order; those that never spoke are left out. */
export const witnessWords = async (
  { reader }: Pick<Database, 'reader'>,
  witnesses: readonly VerifierKey[],
): Promise<readonly WitnessWord[]> => {
  const words: WitnessWord[] = []
  for (const { name, id } of witnesses) {
    const row = await reader
      .selectFrom('cosignature')
      .select(['size', 'time'])
      .where('name', '=', name)
      .where('key_id', '=', id)
      .orderBy('size', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row !== undefined)
      words.push({ name, keyId: id, size: Number(row.size), time: Number(row.time) })
  }
  return words
}

/**
 * Up to when a witness has seen the whole ledger, in milliseconds since 1970: when it cosigned, or
 * when the ledger grew beyond what it cosigned, whichever came first. Undefined where it never did.
 */
export const lastWitnessed = async (
  database: Pick<Database, 'reader'>,
  witness: VerifierKey,
): Promise<number | undefined> => {
  const [word] = await witnessWords(database, [witness])
  if (word === undefined) return undefined
  const next = await database.reader
    .selectFrom('checkpoint')
    .select('at')
    .where('size', '>', word.size)
    .orderBy('size')
    .limit(1)
    .executeTakeFirst()
  const said = word.time * 1_000
  return next === undefined ? said : Math.min(said, millisecondsOf(orThrow(parseInstant(next.at))))
}
