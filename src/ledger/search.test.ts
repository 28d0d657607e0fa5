import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'
import { needsShared, sharedPath } from '../../test/support/shared.ts'
import { holdingWords } from './search.ts'

onEachEngine('the full-text search', (engine) => {
  let world: LedgerWorld
  const byTitle = new Map<string, string>()
  beforeAll(async () => {
    world = await openLedgerWorld(engine)
    const texts = {
      Pump: 'The infusion pump accepts commands without authentication on port 8080',
      Viewer: 'The imaging viewer crashes on crafted DICOM files, CVE-2026-12345',
      Umlaut: 'Die Prüfung schlägt fehl, naïve Annahme',
      Kanji: '輸液ポンプ の 脆弱性',
    }
    for (const [title, text] of Object.entries(texts))
      byTitle.set(title, (await world.open({ title, text })).stream)
    byTitle.set(
      'Memo',
      (await world.open({ title: 'Memo', text: 'pump' }, { kind: memo() })).stream,
    )
  })
  afterAll(() => world.close())
  const memo = () => world.ledger.kinds.get('memo') as never

  const found = async (query: string, kind?: string) => {
    const holding = await holdingWords(world.database, query, kind)
    if (holding === undefined) return []
    const { reader } = world.database
    const rows = await reader.selectFrom('stream').select('stream').where(holding).execute()
    return rows.map(({ stream }) => stream)
  }
  const titles = async (query: string, kind?: string) => {
    const ids = await found(query, kind)
    return ids.map((id) => [...byTitle].find(([, stream]) => stream === id)?.[0]).sort()
  }

  test('finds all words, in any order and case, by their beginnings', async () => {
    expect(await titles('pump')).toEqual(['Memo', 'Pump'])
    expect(await titles('AUTHENT infus')).toEqual(['Pump'])
    expect(await titles('pump dicom')).toEqual([])
    expect(await titles('pump', 'memo')).toEqual(['Memo'])
  })

  test('finds records by their human id and by identifiers with hyphens', async () => {
    const [pump] = await world.ledger.loadAll([byTitle.get('Pump') ?? ''])
    expect(await titles(pump?.humanId ?? '')).toEqual(['Pump'])
    for (const query of ['CVE-2026-12345', '2026-12345', '12345'])
      expect(await titles(query)).toEqual(['Viewer'])
  })

  test('splits addresses, versions and names at everything but letters and digits', async () => {
    const text =
      'https://gateway.example/login_page?user=x in 2.4.1-rc3, <b>mallory@evil.example</b>'
    byTitle.set('Marks', (await world.open({ title: 'Marks', text })).stream)
    for (const query of [
      'login',
      'page',
      'rc3',
      'evil',
      'mallory@evil',
      '2.4.1',
      'gateway.example',
    ])
      expect(await titles(query)).toEqual(['Marks'])
  })

  test('finds words of other languages', async () => {
    expect(await titles('Prüfung')).toEqual(['Umlaut'])
    expect(await titles('脆弱性')).toEqual(['Kanji'])
  })

  test('finds nothing without a word', async () => {
    for (const query of ['', '   ', '***', '"', '()', '\u0000', '—'])
      expect(await titles(query)).toEqual([])
  })

  test.each([
    'pump"',
    '"pump',
    "pump'",
    'pump*',
    '*pump',
    'pump:*',
    'pump & ',
    '!pump',
    'pump |',
    '(pump',
    'pump)',
    '^pump',
    '{pump}',
    'pump\\',
    '-pump',
    "pump'; drop table event; --",
    'pump\u0000',
    'text : pump',
    'pump <-> ',
    '%pump%',
  ])('reads %s as words, not as a query language', async (query) => {
    // Either the word alone, or with further words that nothing holds.
    expect([[], ['Memo', 'Pump']]).toContainEqual(await titles(query))
  })

  test('takes the operators of query languages as words', async () => {
    for (const query of ['pump AND NOT viewer', 'pump OR viewer', 'NEAR(pump viewer)'])
      expect(await titles(query)).toEqual([])
  })

  test('bounds what it takes', async () => {
    expect(await titles(`pump ${'x'.repeat(100_000)}`)).toEqual([])
    expect(await titles('pump '.repeat(10_000))).toEqual(['Memo', 'Pump'])
  })

  test('keeps the beginning of a text beyond all measure', async () => {
    const text = `beginning ${'filler '.repeat(60_000)} ending`
    byTitle.set('Long', (await world.open({ title: 'Long', text })).stream)
    expect(await titles('beginning')).toEqual(['Long'])
    expect(await titles('ending')).toEqual([])
  })

  test('keeps a text of as many different words as there can be', async () => {
    // Two letters of three bytes in UTF-8 each: the most bytes of different words in a text.
    const letter = (index: number) => String.fromCodePoint(0xac00 + Math.floor(index))
    const words = Array.from({ length: 80_000 }, (_, at) => letter(at % 9_000) + letter(at / 9_000))
    const note = await world.open({ title: 'Many', text: words.join(' ') })
    expect(await found(words[50_000] ?? '')).toEqual([note.stream])
  })

  describe.runIf(needsShared('suites', 'naughty-strings'))('with naughty strings', () => {
    test('keeps each, and answers each as a query', async () => {
      const path = sharedPath('suites', 'naughty-strings', 'blns.json') ?? ''
      const strings = JSON.parse(readFileSync(path, 'utf8')) as readonly string[]
      for (const text of strings) {
        await world.open({ title: text, text, tags: [text] }, { kind: memo() })
        expect(Array.isArray(await found(text, 'memo'))).toBe(true)
        expect(await world.ledger.having('memo', 'tag', text)).not.toEqual(undefined)
      }
      await world.sequence()
      expect((await world.check()).problems).toEqual([])
    })
  })
})
