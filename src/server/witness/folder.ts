import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { base64, parseBase64 } from '../../kernel/base64.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import {
  formatVerifierKey,
  type NoteSigner,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
  type Witnessed,
} from '../../ledger/index.ts'
import { ed25519Of, sha256 } from '../signing.ts'

/** What a witness keeps: its key, the log that it watches, and the largest tree it saw of it. */
export interface WitnessFolder {
  readonly signer: NoteSigner
  /** The verifier key that the maker's server is told. */
  readonly key: string
  readonly log: VerifierKey
  readonly before: Witnessed | undefined
  /** The last note that was cosigned; empty before the first. */
  readonly note: string
}

const keySchema = z.strictObject({ name: z.string(), seed: z.string() })
const logSchema = z.strictObject({
  key: z.string(),
  size: z.number().int().min(0).optional(),
  rootHash: z.string().optional(),
  note: z.string().default(''),
})

/**
 * Opens the folder of a witness; makes it, and the key, where it is new: then `name` and the log's
 * key are needed. Refuses a log's key that is not the one it began with.
 */
export const openWitnessFolder = async (
  folder: string,
  given: { readonly name?: string | undefined; readonly logKey?: string | undefined },
): Promise<WitnessFolder | Refusal> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const signer = await signerOf(folder, given.name)
  if (isRefusal(signer)) return signer
  const kept = await readJson(join(folder, 'log.json'), logSchema)
  if (isRefusal(kept)) return kept
  const text = kept?.key ?? given.logKey
  if (text === undefined)
    return refuse(
      'witness/no-log-key',
      'Give the verifier key of the log, from the maker and not from the server: --log-key KEY.',
    )
  if (given.logKey !== undefined && given.logKey !== text)
    return refuse(
      'witness/other-log',
      `This folder witnesses the log ${text}. Give another --folder for another log.`,
    )
  const log = parseVerifierKey(sha256, text)
  if (isRefusal(log)) return log
  const root = kept?.rootHash === undefined ? undefined : parseBase64(kept.rootHash)
  if (isRefusal(root)) return broken(join(folder, 'log.json'), root.message)
  return {
    signer,
    key: formatVerifierKey(signer.key, 'cosignature'),
    log,
    before:
      kept?.size === undefined || root === undefined
        ? undefined
        : { size: kept.size, rootHash: root },
    note: kept?.note ?? '',
  }
}

/** Keeps what was seen, on the disk, before anybody is told. */
export const keepWitnessed = async (
  folder: string,
  log: VerifierKey,
  { size, rootHash }: Witnessed,
  note: string,
): Promise<void> =>
  writeWhole(
    join(folder, 'log.json'),
    JSON.stringify({ key: formatVerifierKey(log), size, rootHash: base64(rootHash), note }),
  )

/** Keeps two notes that contradict each other, for whoever must be told. Answers the file. */
export const keepEvidence = async (
  folder: string,
  now: Date,
  before: string,
  shown: string,
): Promise<string> => {
  const file = join(folder, `evidence-${now.toISOString().replaceAll(':', '-')}.txt`)
  await writeFile(
    file,
    `Cosigned before:\n\n${before}\nShown on ${now.toISOString()}:\n\n${shown}`,
    {
      flag: 'wx',
      mode: 0o600,
    },
  )
  return file
}

const signerOf = async (
  folder: string,
  name: string | undefined,
): Promise<NoteSigner | Refusal> => {
  const file = join(folder, 'key.json')
  const kept = await readJson(file, keySchema)
  if (isRefusal(kept)) return kept
  if (kept === undefined && name === undefined)
    return refuse(
      'witness/no-name',
      'Give the witness a name that nobody else has, like hospital.example/witness: --name NAME.',
    )
  const key = kept ?? { name: name ?? '', seed: base64(new Uint8Array(randomBytes(32))) }
  if (name !== undefined && name !== key.name)
    return refuse('witness/other-name', `This folder is of the witness ${key.name}.`)
  const seed = parseBase64(key.seed)
  if (isRefusal(seed) || seed.length !== 32) return broken(file, 'its seed has not 32 bytes')
  if (!/^[^\s+\p{C}]{1,300}$/u.test(key.name))
    return refuse('witness/bad-name', 'The name of a witness has no spaces and no plus.')
  if (kept === undefined) await writeWhole(file, JSON.stringify(key))
  const { publicKey, signWith } = ed25519Of(seed)
  return { key: verifierKey(sha256, key.name, publicKey, 'cosignature'), sign: signWith }
}

const readJson = async <T>(
  file: string,
  schema: z.ZodType<T>,
): Promise<T | undefined | Refusal> => {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')))
    return parsed.success ? parsed.data : broken(file, z.prettifyError(parsed.error))
  } catch (cause) {
    if (cause instanceof SyntaxError) return broken(file, 'it is no JSON')
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}

/** A witness that forgot what it saw would cosign anything: it never begins anew by itself. */
const broken = (file: string, why: string): Refusal =>
  refuse('witness/broken', `${file} cannot be read: ${why}. Take it from a copy, or ask the maker.`)

/** Whole, or not at all, whatever happens meanwhile. */
const writeWhole = async (file: string, text: string): Promise<void> => {
  const handle = await open(`${file}.new`, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.new`, file)
}
