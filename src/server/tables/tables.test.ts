import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '../../kernel/limits.ts'
import { orThrow } from '../../kernel/result.ts'
import { readTable } from './read-table.ts'
import { disarmed, rearmed, writeCsv } from './write-csv.ts'
import { writeWorkbook } from './write-workbook.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const cellsOf = async (file: Uint8Array) =>
  orThrow(await readTable(file)).rows.map(({ cells }) => cells)
const columns = ['Title', 'Level', 'Text'].map((title) => ({ title, width: 20 }))

const workbook = async (fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void) => {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet('Risks'), book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

describe('CSV', () => {
  test('is read with the separator of its header, and rows keep their number', async () => {
    const text = '\uFEFFTitle;"Le;vel"\r\n\r\nA, b;"two\nlines"\r\nC;3\r\n'
    const { format, rows } = orThrow(await readTable(bytes(text)))
    expect(format).toBe('csv')
    expect(rows).toEqual([
      { row: 1, cells: ['Title', 'Le;vel'], wrong: [] },
      { row: 3, cells: ['A, b', 'two\nlines'], wrong: [] },
      { row: 5, cells: ['C', '3'], wrong: [] },
    ])
  })

  test('runs nothing in a spreadsheet program, and comes back as it was', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('=1+1', "'=1", '-3', '@SUM(A1)', '\tx', '＝1', '"', ','),
    )
    const row = fc.array(cell, { minLength: 3, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        const safe = rows
          .map((cells) => cells.map((one) => one.replaceAll(/[\0\r]/g, '').trim()))
          .filter((cells) => cells.some((one) => one !== ''))
        const written = writeCsv({ name: 'x', columns, rows: safe })
        expect(await cellsOf(written)).toEqual([['Title', 'Level', 'Text'], ...safe])
        expect(safe.flat().some((one) => /^[=+\-@\t]/.test(disarmed(one)))).toBe(false)
      }),
      { numRuns: 100 },
    )
    expect(rearmed(disarmed("''=x"))).toBe("''=x")
  })

  test('that is not UTF-8, empty, too long, too wide or broken says what to do', async () => {
    const code = async (file: Uint8Array) => await readTable(file)
    expect(await code(new Uint8Array([0x54, 0xfc, 0x72]))).toMatchObject({
      code: 'table/not-utf-8',
    })
    expect(await code(bytes('\n\n'))).toMatchObject({ code: 'table/empty' })
    const rows = `Title\n${'x\n'.repeat(limits.tables.rows + 1)}`
    expect(await code(bytes(rows))).toMatchObject({ code: 'table/too-long' })
    expect(await code(bytes('a,'.repeat(limits.tables.columns + 1)))).toMatchObject({
      code: 'table/too-wide',
    })
    const { rows: broken } = orThrow(await readTable(bytes('Title,Text\na,"b\nc,d\n')))
    expect(broken[1]).toMatchObject({ row: 2, wrong: [{ at: -1, why: 'a quote is not closed' }] })
  })
})

describe('workbooks', () => {
  test('come back as they were written, as texts', async () => {
    const rows = [
      ['=HYPERLINK("http://x")', 'serious', 'two\nlines'],
      ['-5', 'minor', '2026-01-31'],
    ]
    const written = orThrow(
      await writeWorkbook({
        name: 'Risks',
        columns: columns.map((one) => ({ ...one, choices: ['a', 'b'] })),
        rows,
      }),
    )
    expect(await cellsOf(written)).toEqual([['Title', 'Level', 'Text'], ...rows])
  })

  test('give days, numbers, ticks and rich texts as texts', async () => {
    const file = await workbook((sheet) => {
      sheet.addRow(['Title', 'On', 'Number', 'Tick', 'Rich'])
      sheet.addRow([
        'A',
        new Date('2024-02-29T00:00:00.000Z'),
        0.5,
        true,
        { richText: [{ text: 'bo' }, { text: 'ld', font: { bold: true } }] },
      ])
    })
    expect((await cellsOf(file))[1]).toEqual(['A', '2024-02-29', '0.5', 'yes', 'bold'])
  })

  test('with a formula or an error say in which cell', async () => {
    const file = await workbook((sheet) => {
      sheet.addRow(['Title', 'Level'])
      sheet.addRow(['A', { formula: '1+1', result: 2 }])
      sheet.addRow([{ error: '#REF!' }, 'x'])
    })
    const { rows } = orThrow(await readTable(file))
    expect(rows[1]?.wrong).toMatchObject([{ at: 1, why: expect.stringContaining('formula') }])
    expect(rows[2]?.wrong).toMatchObject([{ at: 0, why: expect.stringContaining('error') }])
  })

  test('with several sheets, damaged or of the old kind are refused', async () => {
    const two = await workbook((sheet, book) => {
      sheet.addRow(['a'])
      book.addWorksheet('Other').addRow(['b'])
    })
    expect(await readTable(two)).toMatchObject({ code: 'table/several-sheets' })
    expect(await readTable(two.slice(0, 200))).toMatchObject({ code: 'zip/damaged' })
    expect(await readTable(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).toMatchObject({
      code: 'table/old-workbook',
    })
  })

  test('refuse a text that no cell holds', async () => {
    const rows = [['x'.repeat(limits.tables.cell + 1), '', '']]
    expect(await writeWorkbook({ name: 'x', columns, rows })).toMatchObject({
      code: 'table/cell-too-long',
    })
  })
})
