import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
}

/** The configuration that the how-to gives, on a free port and with a certificate of our own. */
const startNginx = async (folder: string, port: number, upstream: string) => {
  const page = join(import.meta.dirname, '../../docs/how-to/run-behind-a-web-server.md')
  const told = /```nginx\n([\s\S]*?)```/.exec(await readFile(page, 'utf8'))?.[1] ?? ''
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const asked = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=test']
  await promisify(execFile)('openssl', [...asked, '-keyout', key, '-out', certificate])
  const block = told
    .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replace('/etc/ssl/psirt.example.pem', certificate)
    .replace('/etc/ssl/private/psirt.example.key', key)
    .replace('http://127.0.0.1:8080', upstream)
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const paths = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join(' ')
  const lines = [
    `daemon off; pid ${join(folder, 'nginx.pid')}; error_log ${join(folder, 'error.log')};`,
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    `events {} http { access_log off; ${paths}`,
    block,
    '}',
  ]
  await writeFile(join(folder, 'nginx.conf'), lines.join('\n'))
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder])
  const ended = once(child, 'exit')
  return {
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

describeWith('nginx', 'behind nginx, set up as the how-to says', () => {
  let folder: string
  let maker: Maker
  let port: number
  let nginx: Awaited<ReturnType<typeof startNginx>>

  const ask = (
    path: string,
    { method = 'GET', headers = {}, body = '' as string | Buffer } = {},
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port, path, method, headers, rejectUnauthorized: false },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(parts).toString('utf8'),
            }),
          )
        },
      )
      asked.on('error', reject)
      asked.end(body)
    })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nginx-'))
    port = await freePort()
    maker = await openMaker({ environment: { PUBLIC_URL: `https://127.0.0.1:${port}` } })
    nginx = await startNginx(folder, port, maker.url)
    for (let looks = 0; looks < 100; looks++) {
      if ((await ask('/security').catch(() => undefined))?.status === 200) return
      await sleep(50)
    }
    throw new Error(await readFile(join(folder, 'error.log'), 'utf8'))
  })
  afterAll(async () => {
    await nginx?.stop()
    await maker?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('names its https address, and asks browsers to stay with it', async () => {
    const policy = await ask('/.well-known/security.txt')
    expect(policy.text).toContain(`https://127.0.0.1:${port}/`)
    expect((await ask('/security')).headers['strict-transport-security']).toContain('max-age')
  })

  it('takes a report with a large file from a stranger', async () => {
    const file = Buffer.alloc(20 * 1024 * 1024, 'x')
    const head = [
      '--edge',
      'content-disposition: form-data; name="description"',
      '',
      'Weak TLS.',
      '--edge',
      'content-disposition: form-data; name="files"; filename="trace.bin"',
      'content-type: application/octet-stream',
      '',
      '',
    ].join('\r\n')
    const body = Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--edge--\r\n')])
    const headers = { 'content-type': 'multipart/form-data; boundary=edge' }
    const sent = await ask('/report', { method: 'POST', headers, body })
    expect(sent.status).toBe(201)
    expect(sent.text).toContain(`https://127.0.0.1:${port}/r/`)
  })

  it('signs people in with a cookie that only travels by HTTPS', async () => {
    const { login, password } = maker.administrator
    const { code } = maker.administrator.signature()
    const signedIn = await ask('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: `https://127.0.0.1:${port}` },
      body: JSON.stringify({ login, password, code }),
    })
    expect(signedIn.status).toBe(200)
    const cookie = String(signedIn.headers['set-cookie'])
    expect(cookie).toMatch(/^__Host-vulnerary=/)
    expect(cookie).toMatch(/; Secure/)
  })
})
