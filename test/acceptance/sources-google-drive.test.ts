import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GoogleDriveLab, startGoogleDrive } from '../support/google-drive.ts'
import { docx, paragraph } from '../support/made-documents.ts'
import { type Library, openLibrary } from '../support/work/with-sources.ts'

const readOnly = 'https://www.googleapis.com/auth/drive.readonly'

let drive: GoogleDriveLab
let library: Library
const secret = (name: string, text: string) => writeFile(join(library.maker.folder, name), text)

beforeAll(async () => {
  drive = await startGoogleDrive()
  drive.put({ id: 'f-guide', name: 'guide v1.0.md', bytes: Buffer.from('Open port 80.') })
  drive.put({ id: 'f-sub', name: 'de', mimeType: 'application/vnd.google-apps.folder' })
  drive.put({ id: 'f-ifu', name: 'ifu.txt', parent: 'f-sub', bytes: Buffer.from('Trocken.') })
  drive.put({
    id: 'f-doc',
    name: 'Security notes',
    mimeType: 'application/vnd.google-apps.document',
    bytes: Buffer.from(await docx(paragraph('Change the password at installation.'))),
  })
  drive.put({ id: 'f-short', name: 'x', mimeType: 'application/vnd.google-apps.shortcut' })
  drive.put({ id: 'f-pic', name: 'photo.png', mimeType: 'image/png' })
  library = await openLibrary([drive.settings])
})
afterAll(async () => {
  await library?.close()
  await drive?.close()
})

test('says what to do while the key of the service account is not there', async () => {
  expect(await library.source('drive')).toMatchObject({
    status: 'failing',
    failing: { reason: 'A file that the settings of this source name is not there.' },
  })
})

test('refuses anything wider than reading, and reads nothing with it', async () => {
  await secret('google.json', drive.serviceKey)
  for (const scope of [
    'https://www.googleapis.com/auth/drive',
    `${readOnly} https://www.googleapis.com/auth/drive.file`,
    `https://www.googleapis.com/auth/gmail.send ${readOnly}`,
    `${readOnly}.more`,
    '',
  ]) {
    drive.scope = scope
    const { status, failing } = await library.sync('drive')
    expect(status).toBe('failing')
    expect(failing.reason).toMatch(/^Google granted (more than reading|nothing)/)
    expect(failing.next).toContain(readOnly)
  }
  // What the token endpoint says counts as much as what tokeninfo says.
  drive.scope = readOnly
  drive.answeredScope = 'https://www.googleapis.com/auth/drive'
  expect((await library.sync('drive')).failing.reason).toContain('auth/drive')
  drive.answeredScope = undefined
  expect(drive.asked.filter((one) => one.includes('/drive/v3/'))).toEqual([])
  expect(await library.documents()).toEqual([])
})

test('shows the scope that was granted, and takes all pages and folders', async () => {
  expect(await library.sync('drive')).toMatchObject({
    status: 'in-step',
    lastSync: {
      granted: { scopes: [readOnly], account: 'reader@maker.iam.gserviceaccount.example' },
      counts: { new: 3, leftOut: 2, unread: 0 },
    },
  })
  expect(await library.documents()).toEqual(['Security notes', 'guide v1.0', 'ifu'])
  expect(await library.document('guide v1.0')).toMatchObject({
    status: 'read',
    revisions: [{ version: '1.0', kept: false }],
  })
  expect(await library.document('ifu')).toMatchObject({ language: 'de', documentKind: 'ifu' })
  expect(await library.files('drive', 'left-out')).toMatchObject([
    { path: 'x', reason: expect.stringContaining('shortcut') },
  ])
})

test('exports what Google keeps in its own form as DOCX, and reads it', async () => {
  const { id, status, revisions } = await library.document('Security notes')
  expect([status, revisions[0].reading.format]).toEqual(['read', 'docx'])
  const { body } = await library.writer.get(`/api/documents/${id}/statements`)
  expect(body.items.map(({ text }: { text: string }) => text)).toContain(
    'Change the password at installation.',
  )
})

test('asks only whether something changed, and fetches no byte again', async () => {
  const downloads = drive.downloads()
  const asked = drive.asked.length
  expect((await library.sync('drive')).lastSync.counts).toMatchObject({ unchanged: 3, new: 0 })
  expect(drive.downloads()).toBe(downloads)
  expect(drive.asked.slice(asked).filter((one) => one.includes('/files?'))).toEqual([])
})

test('fetches only what changed, and knows a renamed file by its id', async () => {
  const downloads = drive.downloads()
  drive.change('f-ifu', 'Kühl lagern.')
  const guide = drive.items.get('f-guide')
  if (guide === undefined) throw new Error('The guide is there.')
  guide.name = 'handbook.md'
  expect((await library.sync('drive')).lastSync.counts).toMatchObject({
    changed: 1,
    moved: 1,
    unchanged: 1,
  })
  // Once for the sync; the reader takes what is at hand.
  expect(drive.downloads()).toBe(downloads + 1)
  expect((await library.document('guide v1.0')).origin.path).toBe('handbook.md')
  expect((await library.document('ifu')).revisions).toHaveLength(2)
})

test('gets a fresh token where one has run out in between', async () => {
  drive.expireTokens()
  const { id } = await library.document('ifu')
  expect((await library.writer.get(`/api/documents/${id}/original`)).body).toBe('Kühl lagern.')
})

test('waits and asks again when it is asked to, and says so when that does not end', async () => {
  drive.next(
    { status: 429, retryAfter: 0 },
    { status: 403, reason: 'userRateLimitExceeded', retryAfter: 0 },
    { status: 503, retryAfter: 0 },
  )
  expect((await library.sync('drive')).status).toBe('in-step')
  drive.next(...Array.from({ length: 5 }, () => ({ status: 429, retryAfter: 0 })))
  expect(await library.sync('drive')).toMatchObject({
    status: 'failing',
    failing: { reason: expect.stringContaining('come later (429), 5 times') },
  })
  expect((await library.sync('drive')).status).toBe('in-step')
})

test('says of each file why it could not be fetched, and does all others', async () => {
  drive.put({ name: 'huge.pdf', mimeType: 'application/pdf', saidSize: 2 * 1024 ** 3 })
  drive.put({ name: 'held.md', fails: { status: 403, reason: 'cannotDownloadFile' } })
  drive.put({
    name: 'long',
    mimeType: 'application/vnd.google-apps.document',
    fails: { status: 403, reason: 'exportSizeLimitExceeded' },
  })
  drive.put({ name: 'a/../../etc/passwd.md', bytes: Buffer.from('A name, no path.') })
  drive.change('f-guide', 'Open port 8443.')
  const guide = drive.items.get('f-guide')
  if (guide === undefined) throw new Error('The guide is there.')
  guide.fails = { status: 404, reason: 'notFound' }
  const { status, lastSync } = await library.sync('drive')
  expect([status, lastSync.counts]).toMatchObject(['partly', { new: 1, unread: 4 }])
  const reasons = (await library.files('drive', 'unread')).map(({ reason }) => reason)
  expect(reasons).toEqual([
    expect.stringContaining('gone'),
    expect.stringContaining('cannotDownloadFile'),
    expect.stringContaining('larger than'),
    expect.stringContaining('larger than Google exports'),
  ])
  const { origin } = await library.document('guide v1.0')
  expect(origin).toMatchObject({ there: true, problem: expect.stringContaining('gone') })
  expect((await library.document('a .. .. etc passwd')).origin.path).toBe('a_.._.._etc_passwd.md')
  delete guide.fails
  expect((await library.sync('drive')).lastSync.counts).toMatchObject({ changed: 1, unread: 3 })
  expect((await library.document('guide v1.0')).origin.problem).toBe('')
})

test('says that a file is gone from the drive, and when it is back', async () => {
  const ifu = drive.items.get('f-ifu')
  if (ifu === undefined) throw new Error('It is there.')
  drive.remove('f-ifu')
  expect((await library.sync('drive')).lastSync.counts).toMatchObject({ gone: 1 })
  expect((await library.document('ifu')).origin.there).toBe(false)
  drive.put(ifu)
  expect((await library.sync('drive')).lastSync.counts).toMatchObject({ returned: 1, new: 0 })
})

test('comes by a refresh token as well, and says so when that has run out', async () => {
  const { serviceAccount: _, ...settings } = drive.settings
  await secret('client-secret', 'client-secret\n')
  await secret('refresh-token', drive.refreshToken)
  await library.settings([
    {
      ...settings,
      refresh: {
        clientId: 'client',
        clientSecret: { file: 'client-secret' },
        token: { file: 'refresh-token' },
      },
    },
  ])
  expect((await library.sync('drive')).lastSync.granted.scopes).toEqual([readOnly])
  drive.refreshRevoked = true
  expect(await library.sync('drive')).toMatchObject({
    status: 'failing',
    failing: {
      reason: expect.stringContaining('invalid_grant'),
      next: expect.stringContaining('refresh token has run out'),
    },
  })
  expect((await library.document('ifu')).origin.there).toBe(true)
})

test('asks Google for nothing but reading, and tells no secret', async () => {
  expect(drive.asked.filter((one) => !/^(GET|POST \/token)/.test(one))).toEqual([])
  const { body } = await library.writer.get('/api/sources')
  const { body: history } = await library.writer.get(`/api/sources/${body.items[0].id}/history`)
  const told = JSON.stringify([body, history])
  for (const hidden of ['client-secret', drive.refreshToken, 'PRIVATE KEY', 'token-'])
    expect(told).not.toContain(hidden)
})
