import { createHash, generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { importSPKI, jwtVerify } from 'jose'

/** A file as the owner of the drive sees it; `google` where it has no bytes but is exported. */
export interface DriveItem {
  id: string
  name: string
  parent: string
  mimeType: string
  bytes: Buffer
  modified: string
  trashed?: boolean
  /** Answers its bytes with this status instead. */
  fails?: { status: number; reason: string }
  /** What the list says of its size, where that is not its size. */
  saidSize?: number
}

export interface GoogleDriveLab {
  readonly url: string
  /** The settings of a source that is connected to it by the service account. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly folder: string
  /** The JSON key of the service account. */
  readonly serviceKey: string
  readonly refreshToken: string
  /** The files by id. */
  readonly items: Map<string, DriveItem>
  put(item: Partial<DriveItem> & { name: string }): DriveItem
  change(id: string, bytes: string): void
  remove(id: string): void
  /** What Google grants and says of each token. */
  scope: string
  /** What the token endpoint itself says; the same where undefined. */
  answeredScope: string | undefined
  refreshRevoked: boolean
  pageSize: number
  /** Ends all tokens that were given out. */
  expireTokens(): void
  /** The next requests of the API are answered so, whatever they ask. */
  next(...answers: { status: number; reason?: string; retryAfter?: number }[]): void
  /** Requests as `GET /drive/v3/files/ID?alt=media`, oldest first. */
  readonly asked: string[]
  /** How often bytes of a file were handed out. */
  downloads(): number
  close(): Promise<void>
}

const readonlyScope = 'https://www.googleapis.com/auth/drive.readonly'
const native = 'application/vnd.google-apps.'

/**
 * What we use of Google's token endpoint (developers.google.com/identity/protocols/oauth2), its
 * tokeninfo, and the Drive API v3: files.get, files.list with pages, files.export, changes.
 */
export const startGoogleDrive = async (): Promise<GoogleDriveLab> => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const account = 'reader@maker.iam.gserviceaccount.example'
  const items = new Map<string, DriveItem>()
  const folder = 'root-folder'
  const tokens = new Set<string>()
  const canned: { status: number; reason?: string; retryAfter?: number }[] = []
  const changed: string[] = []
  let ids = 0
  let url = ''

  const lab = {
    scope: readonlyScope,
    answeredScope: undefined as string | undefined,
    refreshRevoked: false,
    pageSize: 2,
    asked: [] as string[],
  }
  const touch = (item: DriveItem) => {
    item.modified = new Date(Date.parse(item.modified) + 1_000).toISOString()
    changed.push(item.id)
  }
  const shown = ({ id, name, mimeType, bytes, modified, saidSize }: DriveItem) => ({
    id,
    name,
    mimeType,
    modifiedTime: modified,
    ...(mimeType.startsWith(native)
      ? {}
      : {
          md5Checksum: createHash('md5').update(bytes).digest('hex'),
          size: String(saidSize ?? bytes.length),
        }),
  })

  const send = (to: ServerResponse, status: number, body: unknown, headers = {}) => {
    to.writeHead(status, { 'content-type': 'application/json', ...headers })
    to.end(JSON.stringify(body))
  }
  const refused = (to: ServerResponse, status: number, reason: string, headers = {}) =>
    send(to, status, { error: { code: status, message: reason, errors: [{ reason }] } }, headers)

  const token = async (form: URLSearchParams, to: ServerResponse) => {
    const grant = form.get('grant_type')
    if (grant === 'refresh_token') {
      const known =
        form.get('refresh_token') === 'refresh-me' &&
        form.get('client_id') === 'client' &&
        form.get('client_secret') === 'client-secret'
      if (!known || lab.refreshRevoked)
        return send(to, 400, {
          error: 'invalid_grant',
          error_description: 'Token has been expired or revoked.',
        })
    } else {
      const key = await importSPKI(publicKey, 'RS256')
      const { payload } = await jwtVerify(form.get('assertion') ?? '', key, {
        issuer: account,
        audience: `${url}/token`,
        clockTolerance: 86_400 * 365,
      })
      if (payload['scope'] !== readonlyScope || grant !== jwtGrant)
        return send(to, 400, { error: 'invalid_scope' })
    }
    const made = `token-${++ids}`
    tokens.add(made)
    send(to, 200, {
      access_token: made,
      expires_in: 3_599,
      token_type: 'Bearer',
      ...(grant === 'refresh_token' || lab.answeredScope !== undefined
        ? { scope: lab.answeredScope ?? lab.scope }
        : {}),
    })
  }

  const list = (query: URLSearchParams, to: ServerResponse) => {
    const parent = /^'([\w-]+)' in parents and trashed = false$/.exec(query.get('q') ?? '')?.[1]
    const all = [...items.values()]
      .filter((item) => item.parent === parent && item.trashed !== true)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const from = Number(query.get('pageToken') ?? 0)
    const page = all.slice(from, from + lab.pageSize)
    const more = from + lab.pageSize < all.length
    send(to, 200, {
      files: page.map(shown),
      ...(more ? { nextPageToken: String(from + lab.pageSize) } : {}),
    })
  }

  const file = (id: string, what: string, query: URLSearchParams, to: ServerResponse) => {
    const item = items.get(id)
    if (item === undefined || item.trashed === true) return refused(to, 404, 'notFound')
    if (what === '' && query.get('alt') !== 'media') return send(to, 200, shown(item))
    if (item.fails !== undefined) return refused(to, item.fails.status, item.fails.reason)
    const isNative = item.mimeType.startsWith(native)
    if (isNative !== (what === 'export')) return refused(to, 403, 'fileNotDownloadable')
    to.writeHead(200, { 'content-type': query.get('mimeType') ?? item.mimeType })
    to.end(item.bytes)
  }

  const api = (path: string, query: URLSearchParams, to: ServerResponse) => {
    if (path === 'changes/startPageToken')
      return send(to, 200, { startPageToken: String(changed.length) })
    if (path === 'changes') {
      const from = Number(query.get('pageToken'))
      const some = changed.slice(from, from + 1)
      return send(to, 200, {
        changes: some.map((fileId) => ({ fileId })),
        ...(from + 1 < changed.length
          ? { nextPageToken: String(from + 1) }
          : { newStartPageToken: String(changed.length) }),
      })
    }
    if (path === 'files') return list(query, to)
    const [, id = '', what = ''] = /^files\/([\w-]+)(?:\/(export))?$/.exec(path) ?? []
    file(id, what, query, to)
  }

  const answer = async (request: IncomingMessage, to: ServerResponse) => {
    const address = new URL(request.url ?? '/', 'http://localhost')
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const { pathname, searchParams } = address
    lab.asked.push(`${request.method} ${pathname}${address.search}`)
    if (pathname === '/token') return token(new URLSearchParams(String(Buffer.concat(parts))), to)
    if (pathname === '/tokeninfo')
      return tokens.has(searchParams.get('access_token') ?? '')
        ? send(to, 200, { scope: lab.scope, expires_in: '3599', email: account })
        : send(to, 400, { error: 'invalid_token' })
    const next = canned.shift()
    if (next !== undefined)
      return refused(
        to,
        next.status,
        next.reason ?? 'backendError',
        next.retryAfter === undefined ? {} : { 'retry-after': String(next.retryAfter) },
      )
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (!tokens.has(bearer)) return refused(to, 401, 'authError')
    if (request.method !== 'GET') return refused(to, 403, 'insufficientPermissions')
    api(pathname.replace('/drive/v3/', ''), searchParams, to)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((cause: unknown) => refused(response, 400, String(cause)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const put: GoogleDriveLab['put'] = (given) => {
    const item: DriveItem = {
      id: `file-${++ids}`,
      parent: folder,
      mimeType: 'text/markdown',
      bytes: Buffer.from(''),
      modified: '2026-03-02T10:00:00.000Z',
      ...given,
    }
    items.set(item.id, item)
    changed.push(item.id)
    return item
  }
  put({ id: folder, name: 'Manuals', parent: 'nobody', mimeType: `${native}folder` })
  return Object.assign(lab, {
    url,
    folder,
    items,
    put,
    refreshToken: 'refresh-me',
    serviceKey: JSON.stringify({
      type: 'service_account',
      client_email: account,
      private_key: privateKey,
      private_key_id: 'key-1',
    }),
    settings: {
      kind: 'google-drive',
      name: 'drive',
      folder,
      serviceAccount: { file: 'google.json' },
      url,
      tokenUrl: `${url}/token`,
      tokenInfoUrl: `${url}/tokeninfo`,
    },
    change: (id: string, bytes: string) => {
      const item = items.get(id)
      if (item === undefined) throw new Error(`There is no ${id}.`)
      item.bytes = Buffer.from(bytes)
      touch(item)
    },
    remove: (id: string) => {
      items.delete(id)
      changed.push(id)
    },
    expireTokens: () => tokens.clear(),
    next: (...answers: typeof canned) => {
      canned.push(...answers)
    },
    downloads: () => lab.asked.filter((one) => /alt=media|\/export/.test(one)).length,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  })
}

const jwtGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
