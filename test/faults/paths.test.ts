import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { type Attacked, onEachMaker } from './attacked-maker.ts'

const names = [
  '../../../etc/passwd',
  '..\\..\\windows\\system32\\x.dll',
  '/etc/passwd',
  'C:\\boot.ini',
  '\\\\server\\share\\x',
  '.',
  '..',
  '...',
  'a/../../b',
  '.htaccess',
  'keys/master.key',
  'nul\u0000.txt',
  'CON',
  'aux.txt',
  'x'.repeat(900),
  `${'💉'.repeat(200)}.pdf`,
  'report\u202efdp.exe',
  'line\r\nSet-Cookie: a=b.txt',
  '"; filename="evil.html',
  '<script>alert(1)</script>.html',
  '%2e%2e%2f%2e%2e%2fx',
  ' leading and trailing . ',
  '~root',
  '$(reboot)',
  '`reboot`',
  '| reboot',
  '-rf',
]

onEachMaker('file names and addresses that reach elsewhere', (open) => {
  let maker: Attacked
  let around: readonly string[]
  beforeAll(async () => {
    maker = await open()
    around = surroundings()
  })
  afterAll(() => maker?.close())

  /** Everything in the data folder but the files of the store, and what lies beside the folder. */
  const surroundings = () =>
    [
      ...readdirSync(maker.folder, { recursive: true, encoding: 'utf8' }).filter(
        (name) => !/^files\/[0-9a-f]{2}\/[0-9a-f]{64}$|-wal$|-shm$/.test(name),
      ),
      ...readdirSync(tmpdir()).filter((name) => /passwd|boot|evil|x\.dll/.test(name)),
    ].sort()

  const isSafe = (name: string) =>
    name !== '' &&
    !/[/\\\p{Cc}\p{Cf}<>:"|?*]/u.test(name) &&
    !/^[. ]|[. ]$/.test(name) &&
    Buffer.byteLength(name) <= limits.file.nameLength

  test('are kept under safe names, by the form and by the API', async () => {
    for (const name of names) {
      const response = await maker.fetch(`/api/files?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { ...maker.operator, 'content-type': 'application/octet-stream' },
        body: `content of ${name}`,
      })
      const stored = (await response.json()) as { name: string; hash: string }
      expect([response.status, isSafe(stored.name), name]).toEqual([201, true, name])
      const asked = `/api/files/${stored.hash}?name=${encodeURIComponent(name)}`
      const download = await maker.fetch(asked, { headers: maker.operator })
      expect(await download.text()).toBe(`content of ${name}`)
      expect(download.headers.get('content-type')).toBe('application/octet-stream')
      expect(download.headers.get('x-content-type-options')).toBe('nosniff')
      expect(download.headers.get('content-disposition')).toMatch(
        /^attachment; filename="[\w .,~$()`|%;=+-]*"/,
      )
      expect(download.headers.get('set-cookie')).toBe(null)
    }
    for (const name of names) {
      const boundary = 'xxx'
      const quoted = name.replaceAll(/["\r\n\u0000]/g, '_')
      const part = (headers: string, body: string) =>
        `--${boundary}\r\n${headers}\r\n\r\n${body}\r\n`
      const body = `${part('content-disposition: form-data; name="description"', 'It leaks.')}${part(`content-disposition: form-data; name="files"; filename="${quoted}"`, 'proof')}--${boundary}--\r\n`
      const sent = await maker.raw('/report', Buffer.from(body), {
        'content-type': `multipart/form-data; boundary=${boundary}`,
      })
      expect([sent.status, name]).toEqual([201, name])
      const reference = /RPT-\d{4}-\d{4,}/.exec(sent.text)?.[0]
      const report = await maker.fetch(`/api/reports/${reference}`, { headers: maker.operator })
      const { state } = (await report.json()) as { state: { files: { name: string }[] } }
      // A name of dots alone is no name to the parser of forms: then there is no file.
      for (const file of state.files) expect([isSafe(file.name), name]).toEqual([true, name])
    }
    expect(surroundings()).toEqual(around)
  }, 60_000)

  test('cannot name a file that is not in the store', async () => {
    const file = (reference: Record<string, unknown>) =>
      maker.raw(
        '/api/reports/receive',
        JSON.stringify({ input: { description: 'd', source: 'a', files: [reference] } }),
      )
    const good = { hash: 'a'.repeat(64), name: 'x', size: 1 }
    for (const hash of ['../../keys/master.key', 'A'.repeat(64), `${'a'.repeat(63)}/`, ''])
      expect((await file({ ...good, hash })).status).toBe(400)
    for (const hash of ['..%2f..%2fkeys%2fmaster.key', '%2e%2e', 'a'.repeat(63), 'b'.repeat(64)]) {
      const { status } = await maker.fetch(`/api/files/${hash}`, { headers: maker.operator })
      expect([400, 404]).toContain(status)
    }
  })

  describe('addresses', () => {
    // What must never leave: keys, the lock with its token, the database, other people's folders.
    const secrets = /root:.*:0:0|SQLite format 3|"token"|"name": "vulnerary"/
    const escapes = ['..', '%2e%2e', '.%2e', '%252e%252e', '..;', '..%00', '..%5c', '%c0%ae%c0%ae']
    const targets = ['keys/master.key', 'server.lock', 'vulnerary.db', 'package.json', 'etc/passwd']
    const places = [
      '/updates/files/',
      '/advisories/files/',
      '/workbench/assets/',
      '/workbench/',
      '/',
    ]

    test('give nothing beyond what they serve', async () => {
      const key = readdirSync(join(maker.folder, 'keys'))
      expect(key).toContain('master.key')
      for (const place of places)
        for (const dots of escapes)
          for (const target of targets)
            for (const depth of [1, 3, 8]) {
              const path = place + `${dots}/`.repeat(depth) + target
              const { status, text } = await getRaw(maker.url, path)
              expect([status < 500, secrets.test(text), path]).toEqual([true, false, path])
              // The workbench answers every address under it with its one page.
              if (status === 200) expect(path.startsWith('/workbench/')).toBe(true)
            }
    }, 60_000)
  })

  test('do no harm', async () => {
    await maker.expectUnharmed()
    expect(surroundings()).toEqual(around)
  })
})

/** Asks for the path exactly as it is written, which no URL parser lets through. */
const getRaw = (url: string, path: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    request({ hostname, port, path, agent: false }, (response) => {
      let text = ''
      response.setEncoding('latin1')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
      .on('error', reject)
      .end()
  })
