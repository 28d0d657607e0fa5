/**
 * A PDF of one page that holds a picture and no text, like a plan that somebody put on a scanner:
 * what it says, nobody can search.
 */
export const scannedPlan = (): Uint8Array => {
  const picture = `q 500 0 0 700 50 70 cm /Im0 Do Q`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Im0 5 0 R >> >> >>',
    `<< /Length ${picture.length} >>\nstream\n${picture}\nendstream`,
    '<< /Type /XObject /Subtype /Image /Width 8 /Height 4 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /ASCIIHexDecode /Length 9 >>\nstream\nAA55AA55>\nendstream',
  ]
  let text = '%PDF-1.4\n'
  const offsets: number[] = []
  for (const [index, object] of objects.entries()) {
    offsets.push(text.length)
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** The same plan, written down. */
export const readingRoomPlan = `# Lucent View: network plan of the reading room

## Segments

Workplaces stand in the segment for diagnosis, the image server in the segment for servers. A firewall stands between them.

## Connections

| From | To | Port |
| --- | --- | --- |
| Workplaces | Image server | 443/tcp |
| Modalities | Image server | 104/tcp or 2762/tcp |
| Image server | Log server | 6514/tcp |
`
