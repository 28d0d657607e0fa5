import { mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Colleague, type Maker, openMaker } from '../../../test/support/maker.ts'

let maker: Maker
let auditor: Colleague
let shipped: Readonly<Record<string, string>>
const own = (name: string) => join(maker.folder, 'catalogue', name)

beforeAll(async () => {
  maker = await openMaker()
  auditor = await maker.colleague('otto', ['auditor'])
  shipped = {
    'duties.yaml': await readFile(own('duties.yaml'), 'utf8'),
    'procedures.yaml': await readFile(own('procedures.yaml'), 'utf8'),
  }
})
afterAll(() => maker.close())

beforeEach(async () => {
  await rm(join(maker.folder, 'catalogue'), { recursive: true, force: true })
  await mkdir(join(maker.folder, 'catalogue'))
})

const uncommented = (text: string) =>
  text
    .split('\n')
    .filter((line) => /^# (?:duties|procedures| {2})/.test(line))
    .map((line) => line.slice(2))
    .join('\n')

describe('the catalogue', () => {
  test('gives every clause with its coverage, and asserts no duty of those of depth 2', async () => {
    const { status, body } = await auditor.get('/api/catalogue')
    expect(status).toBe(200)
    expect(body.clauses.map(({ id }: { id: string }) => id)).toEqual([
      '9.2',
      '9.5',
      '4.1.9',
      '5.8.2',
      '6.3',
    ])
    expect(body.clauses[0].constraints[0]).toMatchObject({
      id: '9.2/channel',
      records: expect.stringContaining('security.txt'),
      applicability: 'always',
    })
    expect(body.neighbours.clauses).toContainEqual({ id: '5.5.1', title: 'not in source' })
    expect(JSON.stringify(body.neighbours.clauses)).not.toContain('duty')
    expect(body.own).toEqual({ duties: [], procedures: [] })
  })

  test('answers the crosswalk from both sides', async () => {
    const ours = await auditor.get('/api/catalogue/crosswalk?of=9.2%2Facknowledge')
    expect(ours.body).toMatchObject({ asked: '9.2/acknowledge', from: 'ours' })
    expect(ours.body.links[0]).toMatchObject({
      standard: 'ISO/IEC 29147',
      clause: '6.2.5',
      bears: 'stated',
      fit: 'same',
      reason: expect.any(String),
    })
    const theirs = await auditor.get('/api/catalogue/crosswalk?of=FDA+524B')
    expect(theirs.body.from).toBe('theirs')
    expect(theirs.body.links.map((link: { ours: string }) => link.ours)).toContain('all')
  })

  test('refuses what nobody knows, and a question without words', async () => {
    const unknown = await auditor.get('/api/catalogue/crosswalk?of=ISO+9001')
    expect(unknown.status).toBe(422)
    expect(unknown.body).toMatchObject({ code: 'catalogue/unknown-clause' })
    expect(unknown.body.title).toContain('IEC 62304')
    expect((await auditor.get('/api/catalogue/crosswalk')).status).toBe(400)
    expect((await auditor.get(`/api/catalogue/crosswalk?of=${'9'.repeat(201)}`)).status).toBe(400)
  })

  test('is written as OSCAL', async () => {
    const { body } = await auditor.get('/api/catalogue/oscal')
    expect(body.catalog.groups.map(({ id }: { id: string }) => id)).toContain('c9.2')
  })

  test('is for people who signed in', async () => {
    for (const path of [
      '/api/catalogue',
      '/api/catalogue/oscal',
      '/api/catalogue/crosswalk?of=9.2',
    ])
      expect((await maker.fetch(path)).status).toBe(401)
  })
})

describe('the catalogue of the maker', () => {
  test('has examples in its folder that are all comments, and work once they are none', async () => {
    for (const [name, text] of Object.entries(shipped)) await writeFile(own(name), text)
    expect((await auditor.get('/api/catalogue')).body.own).toEqual({ duties: [], procedures: [] })
    for (const [name, text] of Object.entries(shipped))
      await writeFile(own(name), uncommented(text))
    const { body } = await auditor.get('/api/catalogue')
    expect(body.own.duties).toMatchObject([{ id: '4.1.4/training' }])
    const found = await auditor.get('/api/catalogue/crosswalk?of=SOP-12')
    expect(found.body.links).toMatchObject([
      { ours: '9.2/closure', standard: 'own', clause: 'SOP-12', bears: 'own' },
    ])
    const oscal = JSON.stringify((await auditor.get('/api/catalogue/oscal')).body)
    expect(oscal).toContain('c4.1.4_training')
  })

  test('is refused for an unknown id, with file and key, and the rest of the server goes on', async () => {
    await writeFile(
      own('procedures.yaml'),
      'procedures:\n  - { number: S, title: T, covers: [{ id: 9.2/chanel, reason: R }] }\n',
    )
    const { status, body } = await auditor.get('/api/catalogue')
    expect(status).toBe(422)
    expect(body).toMatchObject({
      code: 'catalogue/not-valid',
      details: { file: 'procedures.yaml', path: 'procedures › 0 › covers › 0 › id' },
    })
    expect(body.title).toContain('9.2/chanel')
    expect((await auditor.get('/api/clauses')).status).toBe(200)
  })

  test('is refused for files that are unknown, no text, too large, or no files', async () => {
    const codeOf = async () => (await auditor.get('/api/catalogue')).body.code
    await writeFile(own('detection.yaml'), 'words: {}\n')
    expect(await codeOf()).toBe('catalogue/unknown-file')
    await rm(own('detection.yaml'))
    await writeFile(own('duties.yml'), 'duties: []\n')
    expect(await codeOf()).toBe('catalogue/unknown-file')
    await rm(own('duties.yml'))
    await writeFile(own('duties.yaml'), Uint8Array.of(0xff, 0xfe, 0x00))
    expect(await codeOf()).toBe('catalogue/unreadable')
    await writeFile(own('duties.yaml'), `# ${'x'.repeat(300_000)}`)
    expect(await codeOf()).toBe('catalogue/too-large')
    await rm(own('duties.yaml'))
    await mkdir(own('duties.yaml'))
    expect(await codeOf()).toBe('catalogue/unreadable')
    await rm(own('duties.yaml'), { recursive: true })
    await symlink('/dev/zero', own('duties.yaml'))
    expect(await codeOf()).toBe('catalogue/unreadable')
    await rm(own('duties.yaml'))
    await writeFile(own('README.md'), 'Notes of ours.\n')
    expect((await auditor.get('/api/catalogue')).status).toBe(200)
  })

  test('is kept from others on the machine', async () => {
    const fresh = await openMaker()
    const folder = join(fresh.folder, 'catalogue')
    expect((await stat(folder)).mode & 0o077).toBe(0)
    await fresh.close()
  })
})
