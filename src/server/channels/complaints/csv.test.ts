import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvRecords } from './csv.ts'

const read = (text: string, delimiter = ',') => [...csvRecords(text, delimiter)]

test('records have the number of the line where they begin', () => {
  expect(read('a,b\r\n1,"two\nlines"\n\n2,"say ""hi"""\n')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', 'two\nlines'] },
    { line: 5, cells: ['2', 'say "hi"'] },
  ])
  expect(read('a;b\n1;x,y', ';')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', 'x,y'] },
  ])
})

test('a quote that nobody closed costs its own line, and no other', () => {
  expect(read('n,t\n1,"open\n2,good\n3,also good\n')).toEqual([
    { line: 1, cells: ['n', 't'] },
    { line: 2, problem: 'a quote is not closed' },
    { line: 3, cells: ['2', 'good'] },
    { line: 4, cells: ['3', 'also good'] },
  ])
  expect(read('n,t\n1,"open\n2,"good"\n3,"",\n4,"x')).toEqual([
    { line: 1, cells: ['n', 't'] },
    { line: 2, problem: 'a quote is not closed' },
    { line: 3, cells: ['2', 'good'] },
    { line: 4, cells: ['3', '', ''] },
    { line: 5, problem: 'a quote is not closed' },
  ])
  expect(read('n,t\n1,"open\n2,good"\n3,x')).toMatchObject([
    {},
    { cells: ['1', 'open\n2,good'] },
    {},
  ])
  expect(read('n,t,u\n1,"open\n2,good,"\n3,x,y')).toMatchObject([
    {},
    { problem: 'a quote is not closed' },
    { line: 3 },
    { cells: ['3', 'x', 'y'] },
  ])
})

test('a quote within a cell is a sign like any other', () => {
  expect(read('1,a 5" screen\n2,=X("y")\n3,"a" b\n4,ok')).toMatchObject([
    { cells: ['1', 'a 5" screen'] },
    { cells: ['2', '=X("y")'] },
    { cells: ['3', '"a" b'] },
    { cells: ['4', 'ok'] },
  ])
})

test('what spreadsheets take for a formula is text', () => {
  expect(read('1,"=HYPERLINK(""http://evil.example"";""x"")"\n2,@SUM(1+1)|cmd')).toMatchObject([
    { cells: ['1', '=HYPERLINK("http://evil.example";"x")'] },
    { cells: ['2', '@SUM(1+1)|cmd'] },
  ])
})

test('cells come back as they were written, whatever stands in them', () => {
  const cell = fc
    .string({ unit: 'binary' })
    .map((text) => text.replaceAll('\r', '').replaceAll('\u0000', ''))
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(rows, (written) => {
      const text = written
        .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
        .join('\r\n')
      expect(read(text).map((record) => ('cells' in record ? record.cells : record))).toEqual(
        written,
      )
    }),
    { numRuns: 40 },
  )
})

test('a file of nothing but open quotes is read to its end', () => {
  const records = read(`n,t\n${'1,"x\n'.repeat(2_000)}`)
  expect(records).toHaveLength(2_001)
  expect(records.at(-1)).toEqual({ line: 2_001, problem: 'a quote is not closed' })
})

test('any text at all is read to its end, in lines that count up', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('"', ',', '\n', '\r', 'a', ';', '\u0000', 'ü')),
      (signs) => {
        const numbers = read(signs.join('')).map(({ line }) => line)
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
      },
    ),
  )
})
