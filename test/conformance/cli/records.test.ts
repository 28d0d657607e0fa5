import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contracts } from '../../../src/cli/records/contracts.ts'
import { describeCli, type RunOptions, runCli, startCli } from '../../support/cli.ts'
import { type Colleague, type Maker, openMaker } from '../../support/maker.ts'

const mail = (subject: string) =>
  [
    'From: "Rita Researcher" <rita@university.example>',
    'To: security@maker.example',
    `Subject: ${subject}`,
    'Date: Mon, 05 Jan 2026 10:00:00 +0000',
    'Message-ID: <42@university.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'The gateway answers to the password “service”.',
    '--b',
    'Content-Type: application/octet-stream; name="proof.txt"',
    'Content-Disposition: attachment; filename="../../proof.txt"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('proof').toString('base64'),
    '--b--',
    '',
  ].join('\r\n')

interface Place {
  readonly run: (words: readonly string[], input?: RunOptions['input']) => ReturnType<typeof runCli>
}

/** What holds on a running server and on the folder alone: both ways are one. */
const behaves = (place: () => Place): void => {
  test('takes in a report from JSON and answers its reference', async () => {
    const report = { description: 'The pump restarts.', source: 'c', title: 'Restarts' }
    const { code, json } = await place().run(
      ['intake', 'report', '--json-file', '-', '--json'],
      JSON.stringify(report),
    )
    const { humanId } = json()
    expect({ code, humanId }).toEqual({ code: 0, humanId: expect.stringMatching(/^RPT-/) })
    const shown = await place().run(['show', humanId, '--json'])
    expect(shown.json().state).toMatchObject({ source: 'c', channel: 'cli', title: 'Restarts' })
  })

  test('refuses a report that is none with 2 and the field', async () => {
    const words = ['intake', 'report', '--json-file', '-']
    const empty = await place().run(words, '{"source":"c"}')
    expect(empty).toMatchObject({ code: 2, stdout: '' })
    expect(empty.stderr).toContain('description')
    expect((await place().run([...words, '--json'], '{"x":')).json().refused).toBe(true)
  })

  test('takes in a mail once, with its files and the original', async () => {
    const source = mail(`Default password ${crypto.randomUUID()}`)
    const first = await place().run(['intake', 'mail', '-', '--json'], source)
    const { humanId } = first.json()
    const again = await place().run(['intake', 'mail', '-', '--json'], source)
    expect(again.json()).toMatchObject({ humanId, repeated: true })
    const { state } = (await place().run(['show', humanId, '--json'])).json()
    expect(state).toMatchObject({
      source: 'f',
      channel: 'mail',
      reporterEmail: 'rita@university.example',
      reporterName: 'Rita Researcher',
      original: { name: 'mail.eml', size: Buffer.byteLength(source) },
    })
    expect(state.files).toMatchObject([{ size: 5 }])
    expect(state.files[0].name).not.toContain('/')
    expect(state.description).toContain('“service”')
  })

  test('keeps a mail that cannot be read, and says so in a report', async () => {
    const noise = new Uint8Array(2_000).map((_, index) => (index * 131) % 251)
    const { code, json, stderr } = await place().run(['intake', 'mail', '-', '--json'], noise)
    expect(code).toBe(0)
    expect(stderr).toContain('could not be read')
    const shown = await place().run(['show', json().humanId, '--json'])
    expect(shown.json().state).toMatchObject({
      title: 'A mail that could not be read',
      original: { size: 2_000 },
    })
  })

  test('issues declared commands, by fields and by JSON, and lists what there is', async () => {
    const made = await place().run([
      'product',
      'register',
      '--name',
      'Pump',
      '--maker',
      'M',
      '--json',
    ])
    const { humanId, id } = made.json()
    expect(made).toMatchObject({ code: 0 })
    const listed = await place().run(['list', 'products', '--search', 'Pump', '--json'])
    expect(listed.json().items.map((item: { id: string }) => item.id)).toContain(id)
    const text = await place().run(['list', 'products', '--limit', '1'])
    expect(text.stdout.trim().split('\n')).toHaveLength(1)
    const input = JSON.stringify({ vendor: 'Debian', name: 'OpenSSL', product: id })
    const patch = await place().run([
      ...['patch', 'record', '--input', input, '--version', '3.0.9', '--revision', '2.1', '--json'],
    ])
    expect(patch.json()).toMatchObject({ humanId: expect.stringMatching(/^PAT-/), version: 1 })
    const history = await place().run(['show', humanId, '--history', '--json'])
    expect(history.json().events).toHaveLength(1)
  })

  test('says what does not fit, and that a record is not there', async () => {
    const unfit = await place().run(['product', 'register'])
    expect(unfit).toMatchObject({ code: 2, stdout: '' })
    expect(unfit.stderr).toContain('--name, --maker')
    for (const id of ['RPT-1999-0001', '00000000-0000-7000-8000-000000000000', 'x'])
      expect(await place().run(['show', id])).toMatchObject({ code: 2, stdout: '' })
    const stale = await place().run(['report', 'reply', 'RPT-1999-0001', '--message', 'x'])
    expect(stale.code).toBe(2)
  })

  test('asks for a person where a command is a signature', async () => {
    const { code, stderr } = await place().run([
      ...['patch', 'decide-position', 'PAT-2026-0001', '--position', 'approved', '--reason', 'x'],
    ])
    expect(code).toBe(2)
    expect(stderr).toContain('--login')
  })

  test('checks the ledger, prints its checkpoint and proves an event', async () => {
    const check = await place().run(['ledger', 'check', '--json'])
    expect({ code: check.code, ...check.json() }).toMatchObject({ code: 0, problemCount: 0 })
    const checkpoint = await place().run(['ledger', 'checkpoint'])
    expect(checkpoint.stdout).toMatch(/^vulnerary\/[0-9a-f]+\n\d+\n[\w+/=]+\n\n— /)
    const { items } = (await place().run(['list', 'reports', '--json'])).json()
    const { events } = (await place().run(['show', items[0].id, '--history', '--json'])).json()
    const proof = await place().run(['ledger', 'proof', events[0].id, '--json'])
    expect(proof.json()).toMatchObject({ leafIndex: expect.any(Number), path: expect.any(Array) })
    const none = '00000000-0000-7000-8000-000000000000'
    expect((await place().run(['ledger', 'proof', none])).code).toBe(2)
  })
}

describeCli('with a running server', () => {
  let maker: Maker
  let engineer: Colleague
  beforeAll(async () => {
    maker = await openMaker()
    engineer = await maker.colleague('emil', ['engineer'])
  })
  afterAll(() => maker.close())
  const run: Place['run'] = (words, input = '') =>
    runCli(words, { env: { DATA_DIR: maker.folder }, input })

  behaves(() => ({ run }))

  test('knows every kind of record that the server keeps', () => {
    const kept = [...maker.server.parts.ledger.kinds.keys()].sort()
    expect(contracts.map(({ kind }) => kind).sort()).toEqual(kept)
  })

  describe('a person', () => {
    let patch: string
    beforeEach(async () => {
      const product = (
        await run(['product', 'register', '--name', 'P', '--maker', 'M', '--json'])
      ).json().id
      const words = ['--vendor', 'V', '--name', 'N', '--version', '1', '--revision', '1']
      const made = await run(['patch', 'record', ...words, '--product', product, '--json'])
      patch = made.json().humanId
    })
    const sign = (codes: readonly string[], env: Readonly<Record<string, string>>) =>
      runCli(
        [
          ...['patch', 'decide-position', patch, '--position', 'approved', '--reason', 'Tested.'],
          ...['--login', engineer.login, ...codes.flatMap((code) => ['--code', code])],
        ],
        { env: { DATA_DIR: maker.folder, ...env } },
      )

    test('signs with password and two codes, and the record names them', async () => {
      const [one, two] = [engineer.signature(), engineer.signature()]
      const signed = await sign([one.code, two.code], { VULNERARY_PASSWORD: one.password })
      expect(signed).toMatchObject({ code: 0 })
      const { events } = (await run(['show', patch, '--history', '--json'])).json()
      expect(JSON.stringify(events.at(-1))).toContain(engineer.name)
    })

    test('is told to give a second code, or a password', async () => {
      const { password, code } = engineer.signature()
      const half = await sign([code], { VULNERARY_PASSWORD: password })
      expect({ code: half.code, stderr: half.stderr }).toMatchObject({ code: 2 })
      expect(half.stderr).toContain('--code twice')
      expect((await sign(['123456'], {})).stderr).toContain('VULNERARY_PASSWORD')
    })

    test('is refused with a wrong password', async () => {
      const { code } = engineer.signature()
      const refused = await sign([code], { VULNERARY_PASSWORD: 'not the password' })
      expect(refused).toMatchObject({ code: 2, stdout: '' })
      expect(refused.stderr).toContain('not right')
    })
  })

  test('acts through an address and a token as well, and says when nobody answers', async () => {
    const made = await engineer.post('/api/tokens', { label: 'ci', roles: ['engineer'] })
    const env = { VULNERARY_URL: maker.url, VULNERARY_TOKEN: made.body.token }
    expect(await runCli(['list', 'reports', '--json'], { env })).toMatchObject({ code: 0 })
    const wrong = await runCli(['list', 'reports'], { env: { ...env, VULNERARY_TOKEN: 'x' } })
    expect(wrong.code).toBe(2)
    const nobody = { VULNERARY_URL: 'http://127.0.0.1:9' }
    expect((await runCli(['list', 'reports'], { env: nobody })).stderr).toContain('not answer')
  })
})

describeCli('on the data folder alone', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const run: Place['run'] = (words, input = '') =>
    runCli(words, { env: { DATA_DIR: folder }, input })

  behaves(() => ({ run }))

  test('lets commands that come at once take turns', async () => {
    const report = JSON.stringify({ description: 'Twice.', source: 'd' })
    const words = ['intake', 'report', '--json-file', '-', '--json']
    const all = await Promise.all([run(words, report), run(words, report), run(words, report)])
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(new Set(all.map((one) => one.json().humanId)).size).toBe(3)
  })

  test('serves until it is told to stop, and meanwhile others speak to it', async () => {
    const child = startCli(['serve', '--json'], { env: { DATA_DIR: folder, PORT: '0' } })
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    let out = ''
    let log = ''
    child.stderr.on('data', (piece: Buffer) => {
      log += piece.toString()
    })
    await new Promise<void>((resolve) =>
      child.stdout.on('data', (piece: Buffer) => {
        out += piece.toString()
        if (out.endsWith('}\n')) resolve()
      }),
    )
    const { url, welcome } = JSON.parse(out)
    expect(welcome).toContain(`${url}/workbench/welcome#`)
    expect((await run(['ledger', 'check'])).stderr).toContain(url)
    const second = await runCli(['serve'], { env: { DATA_DIR: folder, PORT: '0' } })
    expect(second).toMatchObject({ code: 2, stdout: '' })
    expect(second.stderr).toContain('is in use by process')
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(() => JSON.parse(out)).not.toThrow()
    expect(log).toContain('Server listening')
  })

  test('makes no demo of a folder that holds real work', async () => {
    const { code, stderr } = await runCli(['demo'], { env: { DATA_DIR: folder, PORT: '0' } })
    expect(code).toBe(2)
    expect(stderr).toContain('Choose another DATA_DIR')
  })

  test('names a row that was altered, and answers 1', async () => {
    const database = new Sqlite(join(folder, 'vulnerary.db'))
    const triggers = database
      .prepare("select name from sqlite_master where type = 'trigger'")
      .pluck()
      .all()
    for (const name of triggers) database.exec(`drop trigger "${name}"`)
    const changed = database.prepare(
      "update event set payload = replace(payload, 'Restarts', 'Restarted') where payload like '%Restarts%'",
    )
    expect(changed.run().changes).toBe(1)
    database.close()
    const { code, json } = await run(['ledger', 'check', '--json'])
    const { problemCount, problems } = json()
    expect(code).toBe(1)
    expect(problemCount).toBeGreaterThan(0)
    expect(problems[0].where).toMatch(/./)
  })

  test('refuses a setting that cannot be used, with an example', async () => {
    const { code, stderr } = await runCli(['serve'], { env: { DATA_DIR: folder, PORT: 'many' } })
    expect(code).toBe(2)
    expect(stderr).toContain('PORT=8080')
  })

  test('reads a mail from a file as from standard input', async () => {
    const path = join(folder, 'a report.eml')
    await writeFile(path, mail('From a file'))
    expect((await run(['intake', 'mail', path, '--source', 'd'])).stdout).toMatch(/^RPT-\d+-\d+\n$/)
    expect((await readFile(path)).length).toBeGreaterThan(0)
  })
})
