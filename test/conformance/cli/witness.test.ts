import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeCli, runCli } from '../../support/cli.ts'
import { type Maker, openMaker } from '../../support/maker.ts'

describeCli('vulnerary ledger witness', () => {
  let maker: Maker
  let scratch: string
  let logKey: string
  beforeAll(async () => {
    maker = await openMaker()
    scratch = await mkdtemp(join(tmpdir(), 'witness-cli-'))
    logKey = (await maker.administrator.get('/api/ledger')).body.verifierKey
  })
  afterAll(async () => {
    await maker?.close()
    await rm(scratch, { recursive: true, force: true })
  })
  const look = (folder: string, ...more: readonly string[]) =>
    runCli(['ledger', 'witness', maker.url, '--folder', join(scratch, folder), ...more])

  test('makes a key at the first look, and needs nothing more at the next', async () => {
    const first = await look('one', '--name', 'hospital.example/w', '--log-key', logKey)
    expect(first.stderr).toContain('Witness key: hospital.example/w+')
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('for the first time') })
    // Nobody told the server of this witness.
    expect(first.stdout).toContain('WITNESSES')
    const next = await look('one', '--json')
    expect(next.code).toBe(0)
    expect(next.json()).toMatchObject({ good: true, before: expect.any(Number) })
    expect((await readdir(join(scratch, 'one'))).sort()).toEqual(['key.json', 'log.json'])
  })

  test('says what is missing, and never begins anew', async () => {
    const refused = async (folder: string, ...more: readonly string[]) => {
      const { code, stderr } = await look(folder, ...more)
      expect(code).toBe(2)
      return stderr
    }
    expect(await refused('two')).toContain('--name')
    expect(await refused('two', '--name', 'a b')).toContain('no spaces')
    expect(await refused('two', '--name', 'two.example')).toContain('--log-key')
    expect(await refused('two', '--log-key', `${logKey.slice(0, -2)}A=`)).not.toBe('')
    await look('two', '--log-key', logKey)
    await writeFile(join(scratch, 'two', 'log.json'), '{"key":')
    expect(await refused('two', '--log-key', logKey)).toContain('cannot be read')
    const nowhere = await runCli(['ledger', 'witness', 'ftp://x.example'])
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('https://') })
  })
})
