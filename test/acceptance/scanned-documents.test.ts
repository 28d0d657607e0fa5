import { execFileSync } from 'node:child_process'
import { afterAll, expect, it } from 'vitest'
import { programAt } from '../../src/server/processes/bounded-program.ts'
import { createDocumentReader } from '../../src/server/processes/document-reader.ts'
import { page, pdf, sentence, stream } from '../support/made-documents.ts'
import { describeWith } from '../support/needs.ts'

/** The page as a scanner gives it: its picture, without its text. */
const scanned = (bytes: Uint8Array): { readonly width: number; readonly pixels: Buffer } => {
  const pgm = execFileSync(programAt('pdftoppm') ?? '', ['-gray', '-r', '150', '-'], {
    input: bytes,
    maxBuffer: 67_108_864,
  })
  const header = /^P5\s(\d+)\s(\d+)\s255\s/.exec(pgm.subarray(0, 40).toString('latin1'))
  return { width: Number(header?.[1]), pixels: pgm.subarray(header?.[0].length ?? 0) }
}

const scanOf = (bytes: Uint8Array): Uint8Array => {
  const { width, pixels } = scanned(bytes)
  const picture = stream(
    pixels.toString('latin1'),
    `/Type /XObject /Subtype /Image /Width ${width} /Height ${pixels.length / width} /BitsPerComponent 8 /ColorSpace /DeviceGray`,
  )
  return pdf(page('q 595 0 0 842 0 0 cm /P Do Q', [picture], '/XObject << /P 6 0 R >>'))
}

describeWith('tesseract', '4.1.9/identify, a scanned document', () => {
  const extractor = createDocumentReader({ workers: 1 })
  afterAll(() => extractor.close())

  it('is read by recognition, marked as such, with its place, and is still to be looked at', async () => {
    const answer = await extractor.extract({ bytes: scanOf(pdf(page(sentence))), name: 'scan.pdf' })
    expect(answer).toMatchObject({
      outcome: 'read',
      format: 'pdf',
      notes: ['the text of page 1 was recognised in pictures: letters may be wrong'],
      drawings: [{ page: 1 }],
    })
    expect(answer.pagesWithoutText).toBeUndefined()
    const [passage] = answer.passages
    expect(passage).toMatchObject({
      text: 'Open port 8080 in the firewall.',
      location: { page: 1, recognised: true },
    })
    expect(passage?.location.box?.x).toBeCloseTo(72, -1)
    expect(passage?.location.box?.y).toBeCloseTo(842 - 700 - 10, -1)
  })
})
