import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { orThrow } from '../../kernel/result.ts'
import { deriveKey, openMasterKey } from './master-key.ts'

describe('the master key', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vault-'))
    file = join(folder, 'keys', 'master.key')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const bytesOf = async (env = {}) => orThrow(await openMasterKey(folder, env)).export()

  it('is made at the first start, readable by its owner only', async () => {
    const key = await bytesOf()
    expect(key).toHaveLength(32)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700)
    expect(Buffer.from(await readFile(file, 'utf8'), 'base64')).toEqual(key)
  })

  it('stays the same on later starts', async () => {
    expect(await bytesOf()).toEqual(await bytesOf())
  })

  it('is one key where several first starts race', async () => {
    const keys = await Promise.all([1, 2, 3, 4, 5].map(() => bytesOf()))
    for (const key of keys) expect(key).toEqual(keys[0])
  })

  it('comes from the environment where it is set there, and then no file is made', async () => {
    const given = randomBytes(32)
    expect(await bytesOf({ VULNERARY_KEY: given.toString('base64') })).toEqual(given)
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('refuses a file that others can read, and says what to run', async () => {
    await bytesOf()
    await chmod(file, 0o640)
    expect(await openMasterKey(folder, {})).toMatchObject({
      code: 'vault/key-exposed',
      message: expect.stringContaining(`chmod 600 ${file}`),
    })
  })

  it('refuses another key than the data was made with, however it comes', async () => {
    await bytesOf()
    const other = randomBytes(32).toString('base64')
    const wrong = { code: 'vault/wrong-key' }
    expect(await openMasterKey(folder, { VULNERARY_KEY: other })).toMatchObject(wrong)
    await writeFile(file, other)
    expect(await openMasterKey(folder, {})).toMatchObject(wrong)
  })

  it('refuses to make a new key beside data that was sealed with a lost one', async () => {
    await bytesOf()
    await unlink(file)
    expect(await openMasterKey(folder, {})).toMatchObject({ code: 'vault/key-missing' })
  })

  it.each([
    ['too short', randomBytes(31).toString('base64')],
    ['too long', randomBytes(33).toString('base64')],
    ['not base64', 'correct horse battery staple correct horse.'],
    ['hex', randomBytes(32).toString('hex')],
  ])('refuses a key that is %s', async (_name, text) => {
    const refusal = await openMasterKey(folder, { VULNERARY_KEY: text })
    expect(refusal).toMatchObject({ code: 'vault/bad-key' })
    expect(JSON.stringify(refusal)).not.toContain(text)
  })

  it('shows nothing of itself when printed', async () => {
    const key = orThrow(await openMasterKey(folder, {}))
    const text = (await readFile(file, 'utf8')).trim()
    for (const printed of [inspect(key), JSON.stringify(key), String(key)]) {
      expect(printed).not.toContain(text)
      expect(printed).not.toContain(key.export().toString('hex'))
    }
  })

  it('gives one key per purpose, always the same', async () => {
    const key = orThrow(await openMasterKey(folder, {}))
    expect(deriveKey(key, 'files')).toEqual(deriveKey(key, 'files'))
    expect(deriveKey(key, 'files')).not.toEqual(deriveKey(key, 'totp'))
    expect(deriveKey(key, 'files')).toHaveLength(32)
  })

  it('derives as every release before it did', async () => {
    const VULNERARY_KEY = Buffer.alloc(32, 7).toString('base64')
    const key = orThrow(await openMasterKey(folder, { VULNERARY_KEY }))
    // RFC 5869 with SHA-256, no salt, info "vulnerary/v1/frozen"; computed with OpenSSL.
    expect(Buffer.from(deriveKey(key, 'frozen')).toString('hex')).toBe(
      'e4d043f4e728ad7e9838026704a5cdf2374bbd85b21991e8b9c59b35dbf62d68',
    )
  })
})
