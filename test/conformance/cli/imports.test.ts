import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeCli, runCli } from '../../support/cli.ts'
import { type Maker, openMaker } from '../../support/maker.ts'

const openVex = (version: number) =>
  JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://supplier.example/vex/cli',
    author: 'Supplier PSIRT',
    timestamp: '2026-01-02T03:04:05Z',
    version,
    statements: [
      {
        vulnerability: { name: 'CVE-2026-7001' },
        products: [{ '@id': 'pkg:generic/exampletls@3.1' }],
        status: 'affected',
        action_statement: 'Update to 3.2.',
      },
    ],
  })

describeCli('vulnerary intake', () => {
  let folder: string
  let maker: Maker
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'imports-'))
    maker = await openMaker()
    await writeFile(join(folder, 'vex-1.json'), openVex(1))
    await writeFile(join(folder, 'vex-2.json'), openVex(2))
    await writeFile(join(folder, 'notes.txt'), 'no document')
    await writeFile(
      join(folder, 'alert.txt'),
      'TLP:GREEN ExampleTLS is attacked\n\nCVE-2026-7002 is exploited in hospitals.\n',
    )
  })
  afterAll(async () => {
    await maker.close()
    await rm(folder, { recursive: true, force: true })
  })
  const run = (...words: readonly string[]) =>
    runCli(words, { cwd: folder, env: { DATA_DIR: maker.folder } })

  test('import makes reports, adds another version, and knows the same file', async () => {
    const first = await run('intake', 'import', 'vex-1.json', '--product', 'Pump', '--json')
    expect(first.code, first.stderr).toBe(0)
    const [{ file, reports }] = first.json().files
    expect({ file, reports }).toMatchObject({
      file: 'vex-1.json',
      reports: [{ outcome: 'received', humanId: expect.stringMatching(/^RPT-/) }],
    })
    const { state } = (await run('show', reports[0].humanId, '--json')).json()
    expect(state).toMatchObject({ source: 'b', channel: 'cli', product: 'Pump' })
    const both = await run('intake', 'import', 'vex-1.json', 'vex-2.json')
    expect(both.code).toBe(0)
    expect(both.stdout).toContain(`known as ${reports[0].humanId}`)
    expect(both.stdout).toContain(`added to ${reports[0].humanId}`)
  })

  test('import answers 2 for a file that is none, and takes in the others all the same', async () => {
    const mixed = await run('intake', 'import', 'notes.txt', 'vex-1.json', '--json')
    expect(mixed.code).toBe(2)
    expect(mixed.json().files).toMatchObject([
      { file: 'notes.txt', refused: { code: 'json/syntax' } },
      { file: 'vex-1.json', reports: [{ outcome: 'known' }] },
    ])
    expect(mixed.stderr).toContain('notes.txt')
    expect(await run('intake', 'import', 'vex-1.json', '--source', 'x')).toMatchObject({ code: 2 })
  })

  test('news records an alert with its mark and what it is about', async () => {
    const words = ['intake', 'news', 'alert.txt', '--publisher', 'CISA', '--json']
    expect(await run(...words)).toMatchObject({ code: 2 })
    const done = await run(...words, '--kind', 'agency', '--original', 'alert.txt')
    expect(done.code, done.stderr).toBe(0)
    const { state } = (await run('show', done.json().humanId, '--json')).json()
    expect(state).toMatchObject({
      source: 'g',
      channel: 'news',
      tlp: 'GREEN',
      title: 'TLP:GREEN ExampleTLS is attacked',
      identifiers: ['CVE-2026-7002'],
      original: { name: 'alert.txt' },
    })
  })

  test('self-test proves a channel of the running server, and refuses where none runs', async () => {
    const done = await run('intake', 'self-test', 'api', '--json')
    expect(done.code, done.stderr).toBe(0)
    expect(done.json()).toEqual({
      ok: true,
      channels: [expect.objectContaining({ channel: 'api', ok: true })],
    })
    expect((await run('intake', 'self-test')).stdout).toMatch(/^portal +works/m)
    expect(await run('intake', 'self-test', 'pigeon')).toMatchObject({ code: 2 })
    const alone = await mkdtemp(join(tmpdir(), 'alone-'))
    const made = { env: { DATA_DIR: alone }, input: '{"description":"x","source":"c"}' }
    await runCli(['intake', 'report', '--json-file', '-'], made)
    const refused = await runCli(['intake', 'self-test'], { env: { DATA_DIR: alone } })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('vulnerary serve')
    await rm(alone, { recursive: true, force: true })
  })

  test('read says what each of these files is', async () => {
    const vex = await run('read', 'vex-1.json', '--json')
    expect(vex.code).toBe(0)
    expect(vex.json()).toMatchObject({ format: 'OpenVEX', version: '0.2.0', valid: true })
    const mail = 'From: a@b.example\r\nSubject: Hello CVE-2026-1234\r\n\r\nText\r\n'
    const read = await runCli(['read', '-', '--json'], { input: mail })
    expect(read.json()).toMatchObject({
      format: 'Mail',
      problems: [],
      summary: { identifiers: ['CVE-2026-1234'] },
    })
    expect((await run('read', 'notes.txt')).code).toBe(2)
  })
})
