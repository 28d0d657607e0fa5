import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { needsShared, sharedPath } from '../support/shared.ts'
import { type Attacked, hangUp, onEachMaker } from './attacked-maker.ts'

const path = '/api/reports/receive'
const good = { title: 'A flaw', description: 'It leaks.', source: 'a' }

onEachMaker('a JSON body that is not as it must be', (open) => {
  let maker: Attacked
  let before: Readonly<Record<string, number>>
  beforeAll(async () => {
    maker = await open()
    await maker.settle()
    before = await maker.kept()
  })
  afterAll(() => maker?.close())

  /** A refusal in the form of RFC 9457, and nothing kept. */
  const refused = async (body: Uint8Array | string, headers?: Record<string, string>) => {
    const told = await maker.raw(path, body, headers)
    expect(told.headers['content-type']).toMatch(/^application\/problem\+json/)
    const problem = JSON.parse(told.text) as Record<string, unknown>
    expect(problem).toMatchObject({ status: told.status, title: expect.any(String) })
    return [told.status, problem['code']]
  }
  const input = (fields: Record<string, unknown>) =>
    JSON.stringify({ input: { ...good, ...fields } })
  const json = (text: string) => `{"input":{"title":${text},"description":"d","source":"a"}}`

  test('of no, half or too much JSON is refused', async () => {
    const whole = input({})
    expect(await refused('')).toEqual([400, 'input/invalid'])
    for (let length = 1; length < whole.length; length += 7)
      expect(await refused(whole.slice(0, length))).toEqual([400, 'json/syntax'])
    expect(await refused(`${whole}{}`)).toEqual([400, 'json/trailing-text'])
    expect(await refused(`\ufeff${whole}`)).toEqual([400, 'json/syntax'])
    expect(await refused(Buffer.from(whole, 'utf16le'))).toEqual([400, 'json/syntax'])
    expect(await refused(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]))).toEqual([
      400,
      'json/not-utf-8',
    ])
  })

  test('beyond the bounds is refused', async () => {
    const huge = `"${'x'.repeat(limits.json.bytes)}"`
    expect(await refused(json(huge))).toEqual([413, 'limit/body'])
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    expect(await refused(json(deep(limits.json.depth)))).toEqual([400, 'json/too-deep'])
    expect(await refused(json(deep(200_000)))).toEqual([400, 'json/too-deep'])
    expect(await refused(`${'['.repeat(500_000)}`)).toEqual([400, 'json/too-deep'])
    expect(await refused(`${'{"a":'.repeat(100_000)}`)).toEqual([400, 'json/too-deep'])
    const wide = `[${'0,'.repeat(limits.json.nodes)}0]`
    expect(await refused(json(wide))).toEqual([400, 'json/too-many-values'])
  })

  test('that two readers could read differently is refused', async () => {
    const twice = '{"input":{"title":"a","title":"b","description":"d","source":"a"}}'
    expect(await refused(twice)).toEqual([400, 'json/duplicate-member'])
    const escaped = '{"input":{"title":"a","\\u0074itle":"b","description":"d","source":"a"}}'
    expect(await refused(escaped)).toEqual([400, 'json/duplicate-member'])
    expect(await refused(json('"\\ud800"'))).toEqual([400, 'json/lone-surrogate'])
    expect(await refused(json('1e999'))).toEqual([400, 'json/number-out-of-range'])
  })

  test('with a field of the wrong type, unknown or too long is refused', async () => {
    const wrong: unknown[] = [null, 1, true, [], {}, ['x'], { x: 1 }]
    for (const field of ['title', 'description', 'source', 'files', 'identifiers', 'reporterEmail'])
      for (const value of wrong)
        if (!(Array.isArray(value) && ['files', 'identifiers'].includes(field)))
          expect(await refused(input({ [field]: value }))).toEqual([400, 'input/invalid'])
    expect(await refused(input({ unknown: 'x' }))).toEqual([400, 'input/invalid'])
    expect(await refused(input({ title: 'x'.repeat(limits.text.line + 1) }))).toEqual([
      400,
      'input/invalid',
    ])
    expect(await refused(input({ source: 'z' }))).toEqual([400, 'input/invalid'])
    expect(await refused(input({ linkHash: '../x' }))).toEqual([400, 'input/invalid'])
    expect(await refused(input({ reporterEmail: 'no address' }))).toEqual([400, 'input/invalid'])
    for (const body of ['null', '1', '"x"', '[]', '{}', '{"input":null}', '{"input":{},"more":1}'])
      expect(await refused(body)).toEqual([400, 'input/invalid'])
  })

  test('that reaches for the prototype changes nothing', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype'])
      for (const text of [`{"${name}":{"polluted":1}}`, `{"input":{"${name}":{"polluted":1}}}`])
        expect((await refused(text))[0]).toBe(400)
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined)
  })

  test('of another type or encoding is refused', async () => {
    for (const type of ['text/plain', 'application/xml', 'text/html', 'application/jsonx'])
      expect(await refused(input({}), { 'content-type': type })).toEqual([
        415,
        'request/media-type',
      ])
    const packed = gzipSync(input({}))
    expect((await refused(packed, { 'content-encoding': 'gzip' }))[0]).toBe(400)
    const form = 'title=a&description=b&source=a'
    const type = 'application/x-www-form-urlencoded'
    expect((await refused(form, { 'content-type': type }))[0]).toBe(400)
  })

  test('whose sender hangs up leaves nothing', async () => {
    const head = `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: ${maker.operator['authorization']}\r\ncontent-type: application/json\r\n`
    const body = input({ title: 'Half' })
    await hangUp(maker.url, `${head}content-length: 100000\r\n\r\n${body}`)
    await hangUp(
      maker.url,
      `${head}transfer-encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n`,
    )
    await hangUp(maker.url, `${head}content-length: 5\r\n\r\n{"inp`, 200)
    await hangUp(maker.url, `${head}`)
    const both = `${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`
    expect(await hangUp(maker.url, both, 200)).toMatch(/^HTTP\/1\.1 400/)
  })

  describe.runIf(needsShared('suites', 'jsontestsuite'))('of the JSON parsing test suite', () => {
    const folder = sharedPath('suites', 'jsontestsuite', 'test_parsing') ?? ''
    test('is refused in whole, and as the value of a field', async () => {
      const names = readdirSync(folder)
      expect(names.length).toBeGreaterThan(300)
      const statuses = new Map<string, number>()
      for (const name of names) {
        const bytes = readFileSync(join(folder, name))
        const whole = await maker.raw(path, bytes)
        const within = await maker.raw(
          path,
          Buffer.concat([
            Buffer.from('{"input":{"files":[],"source":"a","exploited":'),
            bytes,
            Buffer.from('}}'),
          ]),
        )
        for (const { status } of [whole, within]) statuses.set(name, status)
        expect([name, whole.status, within.status]).toEqual([name, 400, 400])
      }
      expect(statuses.size).toBe(names.length)
    })
  })

  test('leaves nothing behind, and the server goes on', async () => {
    await maker.expectUnharmed()
    expect(await maker.kept()).toEqual(before)
    expect((await maker.raw(path, input({}))).status).toBe(201)
  })
})
