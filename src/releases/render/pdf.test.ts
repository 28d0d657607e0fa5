import { getDocumentProxy } from 'unpdf'
import { afterAll, describe, expect, test } from 'vitest'
import { gatewayRecords } from '../../../test/support/gateway-records.ts'
import { letters, renderedText } from '../../../test/support/rendered-text.ts'
import { limits } from '../../kernel/limits.ts'
import { paragraph, section } from '../document/blocks.ts'
import { composeReleaseDocumentation } from '../document/compose.ts'
import type { PrintableDocument } from '../document/model.ts'
import { renderPdf } from './pdf.ts'
import { pdfInput } from './pdf-input.ts'
import { createPress, PrintError } from './press.ts'

const press = createPress()
afterAll(() => press.close())

const [guide, notes] = composeReleaseDocumentation(gatewayRecords)

const saying = (...texts: readonly string[]): PrintableDocument => ({
  ...notes,
  sections: [
    section(
      'a',
      'A',
      [],
      texts.map((text) => paragraph(text)),
    ),
  ],
})

describe('the PDF form', () => {
  test('holds every heading and hash, and its properties', async () => {
    const file = await renderPdf(press, guide)
    const text = letters(await renderedText('pdf', file))
    for (const one of guide.sections.flatMap((top) => [top, ...top.sections]))
      expect(text).toContain(letters(one.title))
    expect(text).toContain(gatewayRecords.sbom?.sha256)
    const pdf = await getDocumentProxy(file.slice())
    const { info, metadata } = await pdf.getMetadata()
    expect(info).toMatchObject({
      Title: `${guide.title}: ${guide.subtitle}`,
      Author: 'Halden Medical GmbH',
      Language: 'en',
      CreationDate: 'D:20261121000000Z',
    })
    expect(await pdf.getOutline()).toHaveLength(guide.sections.length)
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
    expect([metadata.get('pdfaid:part'), metadata.get('pdfaid:conformance')]).toEqual(['2', 'B'])
  })

  test('is the same for the same document, also from a new process', async () => {
    const first = await renderPdf(press, notes)
    await renderPdf(press, guide)
    expect(await renderPdf(press, notes)).toEqual(first)
    const other = createPress()
    expect(await renderPdf(other, notes)).toEqual(first)
    await other.close()
  })

  test('copies a hash without what was put in to break its line', async () => {
    const text = await renderedText(
      'pdf',
      await renderPdf(press, saying('0123456789abcdef'.repeat(8))),
    )
    expect(text.replaceAll('\n', '')).toContain('0123456789abcdef'.repeat(8))
  })

  // The compiler aborts its process on this text (Typst 0.14.2, inline shaping).
  const deadly = Array.from({ length: 125 }, (_, index) =>
    String.fromCodePoint(0x69a + index),
  ).join(' ')

  test('survives a text that kills the compiler', async () => {
    const raw = press.print({ kind: 'pdf', input: pdfInput(saying(deadly), (text) => text) })
    await expect(raw).rejects.toThrow(PrintError)
    const file = await renderPdf(press, saying('before', deadly, 'after'))
    const text = letters(await renderedText('pdf', file))
    expect(text).toContain('before')
    expect(text).toContain('[U+069A]')
    expect(text).toContain('after')
  })

  test('prints plainly what the compiler refuses', async () => {
    // A mark on a letter that no one font has together.
    const text = letters(
      await renderedText(
        'pdf',
        await renderPdf(press, saying('\u05d0\u0301\u0915\u0303\u2713\u0489')),
      ),
    )
    expect(text).toMatch(/\[U\+0?5D0\]|\u05d0/)
  })

  test('says that characters are shown by their numbers', async () => {
    const text = await renderedText('pdf', await renderPdf(press, saying('漢字 😀')))
    expect(letters(text)).toContain('[U+6F22][U+5B57][U+1F600]')
    expect(text).toContain('shown by their Unicode numbers')
  })

  test('refuses more than may wait', async () => {
    const busy = createPress()
    const jobs = Array.from({ length: limits.printable.waiting + 1 }, () =>
      busy.print({ kind: 'pdf', input: 'not JSON' }).catch((error: unknown) => error),
    )
    expect(await jobs.at(-1)).toMatchObject({ refusal: { code: 'render/busy' } })
    await busy.close()
    await Promise.all(jobs)
  })

  test('goes on when its process is replaced', async () => {
    for (let round = 0; round <= limits.printable.perProcess; round++)
      expect((await renderPdf(press, saying(`round ${round}`))).length).toBeGreaterThan(1_000)
  })
})
