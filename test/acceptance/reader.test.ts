import { afterAll, beforeAll, expect, test } from 'vitest'
import { bytesOf } from '../support/made-documents.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'

let maker: Maker
let writer: Colleague
let document: { readonly id: string; readonly humanId: string }
const guide = '# Network\n\nOpen port 22.\n\n<img src="https://evil.example/x.png" onerror="x()">\n'
beforeAll(async () => {
  maker = await openMaker()
  writer = await maker.colleague('wilma', ['writer', 'engineer'])
  document = await writer.does('/api/documents/register', {
    title: 'Guide <1>',
    documentKind: 'installation',
  })
  for (const [version, text] of [
    ['1', guide],
    ['2', '# Network\n\nOpen port 22 once.\n'],
  ] as const)
    await writer.does(`/api/documents/${document.id}/add-revision`, {
      version,
      file: await writer.upload('guide.md', bytesOf(text)),
    })
  await maker.settle()
}, 60_000)
afterAll(() => maker?.close())

test('hands out the original as a download that no browser runs', async () => {
  const answer = await writer.get(`/api/documents/${document.id}/original?revision=1`)
  expect(answer.status).toBe(200)
  expect(answer.body).toBe(guide)
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  expect(answer.headers.get('content-disposition')).toContain('attachment')
  expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  const unknown = await writer.get(`/api/documents/${document.id}/original?revision=7`)
  expect(unknown.status).toBe(404)
})

test('shows the page under a policy of its own, in which nothing runs and nothing is fetched', async () => {
  const { status, headers, body } = await writer.get(
    `/api/documents/${document.humanId}/page?revision=1`,
  )
  expect(status).toBe(200)
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none'; img-src data:; style-src 'sha256-[\w+/=]+';/)
  expect(policy).toContain('sandbox allow-same-origin')
  expect(policy).not.toContain('allow-scripts')
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
  expect(body).toContain('<p>Open port 22.</p>')
  expect(body).toContain('<title>Guide &#60;1&#62;</title>')
  expect(body).not.toMatch(/evil|onerror|<script/)
  expect(body).toContain('A picture is not shown: it lies outside the file.')
})

test('asks who it is first', async () => {
  for (const what of ['original', 'page', 'margin'])
    expect((await maker.fetch(`/api/documents/${document.id}/${what}`)).status).toBe(401)
})

test('says where the passage of a defect stands, in this version and in no other', async () => {
  const defect = await writer.does('/api/defects/open', {
    title: 'Port 22 is closed now',
    defectKind: 'outdated',
    severity: 'high',
    misleads: 'Opens a port for nothing.',
    document: document.id,
    statements: [{ document: document.id, revision: '1', quote: 'Open port 22.', location: '' }],
  })
  const margin = async (query: string) =>
    (await writer.get(`/api/documents/${document.id}/margin?${query}`)).body
  const first = await margin('revision=1&at=Open%20port')
  expect(first.marks).toEqual([
    expect.objectContaining({
      id: defect.humanId,
      is: 'defect',
      record: defect.id,
      citedIn: '1',
      statement: expect.objectContaining({ index: 1, text: 'Open port 22.' }),
    }),
  ])
  expect(first.at).toMatchObject({ index: 1 })
  expect(await margin('revision=1&at=0')).toMatchObject({ at: { text: 'Network' } })
  // Reworded a little in the next version: found again by its lineage.
  const second = await margin('at=Open%20port%2022.')
  expect(second.version).toBe('2')
  expect(second.marks[0]).toMatchObject({
    reworded: true,
    statement: { text: 'Open port 22 once.' },
  })
  // Gone in the one after it.
  await writer.does(`/api/documents/${document.id}/add-revision`, {
    version: '3',
    file: await writer.upload('guide.md', bytesOf('# Night\n\nThe gateway updates itself.\n')),
  })
  await maker.settle()
  const third = await margin('at=Open%20port%2022')
  expect(third.version).toBe('3')
  expect(third.marks[0].statement).toBeNull()
  expect(third.at).toBeNull()
})

test('says why there is no page, and never a page without its reason', async () => {
  const other = await writer.does('/api/documents/register', {
    title: 'A scan',
    documentKind: 'other',
  })
  await writer.does(`/api/documents/${other.id}/add-revision`, {
    version: '1',
    file: await writer.upload('scan.bin', new Uint8Array(300)),
  })
  const { status, body } = await writer.get(`/api/documents/${other.id}/page`)
  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'page/not-drawn', title: expect.stringContaining('download') })
})

test('hands out all statements of a book, page by page', async () => {
  const book = await writer.does('/api/documents/register', {
    title: 'Book',
    documentKind: 'other',
  })
  const text = Array.from({ length: 6_000 }, (_, at) => `Sentence ${at}.`).join('\n\n')
  await writer.does(`/api/documents/${book.id}/add-revision`, {
    version: '1',
    file: await writer.upload('book.md', bytesOf(text)),
  })
  await maker.settle()
  const page = async (after: number) =>
    (await writer.get(`/api/documents/${book.id}/statements?after=${after}`)).body
  const first = await page(-1)
  expect([first.items.length, first.next]).toEqual([5_000, 4_999])
  const rest = await page(first.next)
  expect([rest.items.length, rest.items[0].text, rest.next]).toEqual([
    1_000,
    'Sentence 5000.',
    null,
  ])
}, 30_000)
