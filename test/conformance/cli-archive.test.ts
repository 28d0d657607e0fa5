import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { checkLedger } from '../../src/ledger/index.ts'
import { sha256, verifyEd25519 } from '../support/crypto.ts'
import {
  issueAs,
  type OpenServer,
  openServer,
  type RecordedCase,
  recordCase,
} from '../support/recorded-case.ts'

describe('vulnerary audit-pack, backup and restore', () => {
  let open: OpenServer
  let recorded: RecordedCase
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-'))
    open = await openServer()
    recorded = await recordCase(open)
    // This process is its own stranger: the lock names another living process.
    const lock = { pid: process.ppid, url: 'http://127.0.0.1:9', token: '' }
    await writeFile(join(open.folder, 'server.lock'), JSON.stringify(lock))
  })
  afterAll(async () => {
    await open?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const vulnerary = async (
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ) => {
    let [out, err] = ['', '']
    const code = await main(words, {
      stdin: Readable.from([]),
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      terminal: false,
      columns: undefined,
      env: { DATA_DIR: open.folder, ...environment },
      now: Date.now,
      ask: async () => undefined,
      ended: () => new Promise(() => undefined),
    })
    return { code, out, err }
  }

  it('packs a case beside the running server and proves the pack', async () => {
    const file = join(folder, 'case.zip')
    const packed = await vulnerary([
      'audit-pack',
      '--case',
      recorded.humanId,
      '--out',
      file,
      '--json',
    ])
    expect(packed).toMatchObject({ code: 0 })
    const { key, facts } = JSON.parse(packed.out)
    const verified = await vulnerary(['verify', file, '--key', key, '--json'])
    expect(verified.code).toBe(0)
    expect(JSON.parse(verified.out)).toMatchObject({ good: true, facts, keyTrusted: true })
  })

  it('says what no longer holds of a pack with one byte changed', async () => {
    const file = join(folder, 'changed.zip')
    await vulnerary(['audit-pack', '--case', recorded.humanId, '--out', file, '--with-files'])
    const bytes = await readFile(file)
    bytes.write('X', bytes.indexOf('Admin page without password'))
    await writeFile(file, bytes)
    const verified = await vulnerary(['verify', file])
    expect(verified.code).toBe(1)
    expect(verified.out).toContain('case.opened')
  })

  it('refuses a case that is not there, a file that is there, and no case at all', async () => {
    const taken = join(folder, 'taken.zip')
    await writeFile(taken, 'mine')
    for (const [words, reason] of [
      [['--case', 'CASE-1999-0001', '--out', join(folder, 'no.zip')], 'There is no case'],
      [['--case', recorded.humanId, '--out', taken], 'exists'],
      [[], '--case'],
    ] as const) {
      const refused = await vulnerary(['audit-pack', ...words])
      expect(refused).toMatchObject({ code: 2, out: '' })
      expect(refused.err).toContain(reason)
    }
    expect(await readFile(taken, 'utf8')).toBe('mine')
    expect(await readdir(folder)).not.toContain('no.zip')
  })

  it('packs only for the people named where the case is under embargo', async () => {
    const secret = await issueAs(open, ['erika', ['engineer']], ['case', 'open'], {
      title: 'Secret',
    })
    await issueAs(open, ['erika', ['engineer']], ['case', 'set-embargo', secret.id], {
      named: ['person:erika'],
      reason: 'Not public yet.',
    })
    await open.server.settle()
    const file = join(folder, 'secret.zip')
    const refused = await vulnerary(['audit-pack', '--case', secret.humanId, '--out', file])
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('There is no case')
  })

  it('backs up beside the running server, says where the key must be, and restores', async () => {
    const file = join(folder, 'backup.tar')
    const backedUp = await vulnerary(['backup', file])
    expect(backedUp.code).toBe(0)
    expect(backedUp.err).toContain('The master key is NOT in this file')
    const target = { DATA_DIR: join(folder, 'restored') }
    const refused = await vulnerary(['restore', file], target)
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.err).toContain('VULNERARY_KEY')
    const key = (await readFile(join(open.folder, 'keys/master.key'), 'utf8')).trim()
    const restored = await vulnerary(['restore', file, '--json'], {
      ...target,
      VULNERARY_KEY: key,
    })
    expect(restored.code).toBe(0)
    expect(JSON.parse(restored.out)).toMatchObject({ ledger: { problemCount: 0 } })
    const again = await openServer({ VULNERARY_KEY: key }, target.DATA_DIR)
    const { ledger, signer } = again.server.parts
    expect(await ledger.load(recorded.humanId)).toBeDefined()
    const { database, kinds, open: words } = ledger
    const { key: signed } = signer
    const report = await checkLedger({
      ...{ database, kinds, open: words },
      ...{ sha256, verifyEd25519, key: signed },
    })
    expect(report.problems).toEqual([])
    await again.close()
  })

  it('refuses a folder without a workspace', async () => {
    const nowhere = { DATA_DIR: join(folder, 'nowhere') }
    for (const words of [
      ['audit-pack', '--case', 'CASE-2026-0001', '--out', join(folder, 'x.zip')],
      ['backup', join(folder, 'x.tar')],
    ])
      expect(await vulnerary(words, nowhere)).toMatchObject({ code: 2 })
    expect(await readdir(folder)).not.toContain('nowhere')
  })
})
