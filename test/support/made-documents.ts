import { ZipFile } from 'yazl'

/** Files made by hand, so that a test can break them where it wants. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

export const zipOf = async (entries: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> => {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(Buffer.from(bytes), name)
  zip.end()
  const parts: Buffer[] = []
  for await (const part of zip.outputStream) parts.push(Buffer.from(part))
  return new Uint8Array(Buffer.concat(parts))
}

const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const relations =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

export const docx = (body: string, before = ''): Promise<Uint8Array> =>
  zipOf({
    '[Content_Types].xml': bytesOf(types),
    '_rels/.rels': bytesOf(relations),
    'word/document.xml': bytesOf(
      `${before}<w:document xmlns:w="${wordNamespace}"><w:body>${body}</w:body></w:document>`,
    ),
  })
export const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

/** A PDF of the given objects (numbered from 1, the first the catalogue), with its table. */
export const pdf = (objects: readonly string[], trailer = ''): Uint8Array => {
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  for (const offset of offsets) text += `${String(offset).padStart(10, '0')} 00000 n \n`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${table}\n%%EOF\n`
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
export const stream = (content: string, dictionary = ''): string =>
  `<< /Length ${content.length} ${dictionary} >>\nstream\n${content}\nendstream`
export const page = (
  content: string,
  extra: readonly string[] = [],
  resources = '/Font << /F1 5 0 R >>',
): readonly string[] => [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << ${resources} >> >>`,
  stream(content),
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ...extra,
]
export const sentence = 'BT /F1 12 Tf 72 700 Td (Open port 8080 in the firewall.) Tj ET'
