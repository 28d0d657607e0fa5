import { createHmac } from 'node:crypto'
import { limits } from '../../kernel/limits.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { type Instant, instantOf } from '../../kernel/time.ts'
import { createErasures, type Erasure } from './erasures.ts'
import { createKeyCache } from './key-cache.ts'
import { type ExportedKey, exportKeys, importKeys } from './key-export.ts'
import { deriveKey, type MasterKey } from './master-key.ts'
import type { PersonStore } from './person-store.ts'
import { holdsSealed, maskDeep, openDeep, openWords } from './sealed-json.ts'
import {
  aboutOf,
  decrypt,
  encrypt,
  parseSealed,
  type SealedForm,
  writeSealed,
} from './sealed-text.ts'
import { together } from './together.ts'

/** Seals what outsiders tell of themselves under one key per person, and opens it again. */
export interface PersonKeys {
  /** `p-` and 32 hex digits: the same for an address in any case, telling nothing of it. */
  personIdOf(identifier: string): string
  /** `sealed:v1:<person>:<base64url>`. The person's key is made on first use and on the disk by then. */
  seal(person: string, plain: string): Promise<string>
  /** Seals what somebody told in their own words (`sealed:w1:…`), many texts at once. */
  sealWords(person: string, plain: readonly string[]): Promise<readonly string[]>
  /** The id of somebody who told no address, with a key that is on the disk. Given out once. */
  newPerson(): Promise<string>
  /** Refuses with `vault/not-sealed`, `vault/erased`, `vault/key-missing` or `vault/damaged`. */
  open(sealed: string): Promise<string | Refusal>
  /** As `open`, many at once: one answer per sealed text. */
  openAll(sealed: Iterable<string>): Promise<ReadonlyMap<string, string | Refusal>>
  /**
   * The JSON value with each sealed string opened: "(erased)" where the person was erased,
   * "(unreadable)" where key and text do not fit. With `only`, other persons' strings read
   * "(sealed)": give it wherever an outsider looks, so that nobody has another's text opened by
   * sending its sealed form.
   */
  openDeep(value: unknown, only?: string): Promise<unknown>
  /** The same for words alone, in several values at once: who somebody is stays sealed. */
  openWords(values: readonly unknown[]): Promise<readonly unknown[]>
  /** The JSON value with "(sealed)" for each sealed string: for who may know only that it is there. */
  maskDeep(value: unknown): unknown
  /** Whether a string anywhere within is in sealed form: what comes from outside must not be. */
  holdsSealed(value: unknown): boolean
  /** A keyed hash for fingerprints: without the master key nobody can guess what it stands for. */
  fingerprint(bytes: Uint8Array): string
  /** Destroys the person's key: what was sealed under it can never be opened again (GDPR 17). */
  erase(person: string, reason: string, now: Instant): Promise<void>
  /** After a restore: erases again whom the backup still knows. Keys made after an erasure stay. */
  applyErasures(list: readonly Erasure[]): Promise<void>
  listErasures(): Promise<readonly Erasure[]>
  /** All keys, still wrapped by the master key, for a backup of their own. */
  exportKeys(): AsyncIterable<ExportedKey>
  /** Puts exported keys back, leaving out the erased; refuses with `vault/wrong-key`. */
  importKeys(keys: AsyncIterable<ExportedKey> | Iterable<ExportedKey>): Promise<number | Refusal>
}

export interface PersonKeyParts {
  readonly store: PersonStore
  readonly master: MasterKey
  readonly clock: Clock
  readonly random: RandomBytes
}

const keyBytes = 32

/** Keys made at once for people without an address: one commit to the disk serves as many reports. */
const stockSize = 64

export const createPersonKeys = (parts: PersonKeyParts): PersonKeys => {
  const { store, master, clock, random } = parts
  const wrapping = deriveKey(master, 'person-keys')
  const naming = deriveKey(master, 'person-id')
  const printing = deriveKey(master, 'fingerprint')
  const cache = createKeyCache(clock, limits.vault.cache)
  const erasures = createErasures(store, cache.forget)

  const unwrap = (person: string, wrapped: Uint8Array): Uint8Array => {
    const key = decrypt(wrapping, person, wrapped)
    if (key === undefined)
      throw new Error('A person key is damaged, or another master key wrapped it.')
    return key
  }

  const load = async (persons: readonly string[]): Promise<Map<string, Uint8Array>> => {
    const keys = new Map<string, Uint8Array>()
    const missing: string[] = []
    for (const person of new Set(persons)) {
      const cached = cache.get(person)
      if (cached === undefined) missing.push(person)
      else keys.set(person, cached)
    }
    const mark = cache.mark()
    for (let from = 0; from < missing.length; from += limits.vault.batch) {
      const part = missing.slice(from, from + limits.vault.batch)
      const rows = await store.tables
        .selectFrom('person_key')
        .select(['person', 'wrapped_key'])
        .where('person', 'in', part)
        .execute()
      for (const { person, wrapped_key } of rows) {
        const key = unwrap(person, wrapped_key)
        cache.put(person, key, mark)
        keys.set(person, key)
      }
    }
    return keys
  }

  const insert = async (keys: ReadonlyMap<string, Uint8Array>): Promise<void> => {
    const created_at = instantOf(clock())
    const rows = [...keys].map(([person, key]) => ({
      person,
      wrapped_key: encrypt(wrapping, person, key, random),
      created_at,
    }))
    await store.tables
      .insertInto('person_key')
      .values(rows)
      .onConflict((on) => on.column('person').doNothing())
      .execute()
  }

  const loadOrCreate = async (persons: readonly string[]): Promise<readonly Uint8Array[]> => {
    const known = await load(persons)
    const created = [...new Set(persons)].filter((person) => !known.has(person))
    if (created.length > 0) {
      await insert(new Map(created.map((person) => [person, random(keyBytes)])))
      // Read back: another server process may have been first, and its key is the one that stays.
      for (const [person, key] of await load(created)) known.set(person, key)
    }
    return persons.map((person) => {
      const key = known.get(person)
      if (key === undefined) throw new Error('A person was erased while something was sealed.')
      return key
    })
  }

  let stock: string[] = []
  let stocking: Promise<void> | undefined
  const fillStock = async (): Promise<void> => {
    const mark = cache.mark()
    const made = new Map<string, Uint8Array>()
    while (made.size < stockSize)
      made.set(`p-${Buffer.from(random(16)).toString('hex')}`, random(keyBytes))
    await insert(made)
    for (const [person, key] of made) cache.put(person, key, mark)
    stock = [...stock, ...made.keys()]
  }
  const newPerson = async (): Promise<string> => {
    for (;;) {
      const person = stock.pop()
      // The next ones are made while these last.
      if (stock.length < stockSize / 2)
        stocking ??= fillStock().finally(() => {
          stocking = undefined
        })
      if (person !== undefined) {
        stocking?.catch(() => undefined)
        return person
      }
      await stocking
    }
  }
  const keyOf = together(loadOrCreate, limits.vault.batch)

  const sealUnder = (key: Uint8Array, person: string, form: SealedForm, plain: string): string => {
    const about = aboutOf({ form, person })
    const bytes = encrypt(key, about, Buffer.from(plain, 'utf8'), random)
    const text = writeSealed({ form, person, bytes })
    // Caught here, because nobody could ever open it: the id was not one of personIdOf.
    if (parseSealed(text) === undefined) throw new Error('A person id is p- and 32 hex digits.')
    return text
  }

  const openAll: PersonKeys['openAll'] = async (texts) => {
    const all = [...new Set(texts)].map((text) => ({ text, parts: parseSealed(text) }))
    const persons = all.flatMap(({ parts }) => (parts === undefined ? [] : [parts.person]))
    const keys = await load(persons)
    const plain = new Map<string, string | undefined>()
    for (const { text, parts } of all) {
      const key = parts === undefined ? undefined : keys.get(parts.person)
      const bytes = parts && key && decrypt(key, aboutOf(parts), parts.bytes)
      plain.set(text, bytes && Buffer.from(bytes).toString('utf8'))
    }
    const shut = all.flatMap(({ text, parts }) =>
      parts !== undefined && plain.get(text) === undefined ? [parts.person] : [],
    )
    const erased = await erasures.among(shut)
    return new Map(
      all.map(({ text, parts }) => [text, plain.get(text) ?? whyShut(parts?.person, erased, keys)]),
    )
  }

  return {
    personIdOf: (identifier) =>
      `p-${createHmac('sha256', naming)
        .update(identifier.trim().normalize('NFC').toLowerCase())
        .digest('hex')
        .slice(0, 32)}`,
    seal: async (person, plain) => {
      const key = cache.get(person) ?? (await keyOf(person))
      return sealUnder(key, person, 'v1', plain)
    },
    sealWords: async (person, plain) => {
      const key = cache.get(person) ?? (await keyOf(person))
      return plain.map((text) => sealUnder(key, person, 'w1', text))
    },
    open: async (sealed) =>
      (await openAll([sealed])).get(sealed) ?? whyShut(undefined, new Set(), new Map()),
    newPerson,
    openAll,
    openDeep: (value, only) => openDeep(openAll, value, only),
    openWords: (values) => openWords(openAll, values),
    maskDeep,
    holdsSealed,
    fingerprint: (bytes) => createHmac('sha256', printing).update(bytes).digest('hex'),
    erase: (person, reason, now) => erasures.apply([{ person, at: now, reason }]),
    applyErasures: erasures.apply,
    listErasures: erasures.list,
    exportKeys: () => exportKeys(store),
    importKeys: (keys) => importKeys(store, keys, wrapping, erasures.since),
  }
}

const whyShut = (
  person: string | undefined,
  erased: ReadonlySet<string>,
  keys: ReadonlyMap<string, Uint8Array>,
): Refusal => {
  if (person === undefined)
    return refuse('vault/not-sealed', 'This text is not in sealed form: show it as it is.')
  if (erased.has(person))
    return refuse('vault/erased', 'The person was erased: nobody can read this any more.')
  if (!keys.has(person))
    return refuse(
      'vault/key-missing',
      'The key store has no key for this person. Restore the backup of the keys that belongs to this database.',
    )
  return refuse(
    'vault/damaged',
    'This sealed text was changed or belongs to somebody else. Restore it from a backup.',
  )
}
