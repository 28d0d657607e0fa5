import { limits } from '../../kernel/limits.ts'

/** What a detached signature covers, byte by byte, and the signature. */
export interface SignedPart {
  readonly content: Uint8Array
  readonly signature: string
}

const deepest = 5

/**
 * The first OpenPGP-signed part of a message: multipart/signed (RFC 1847, RFC 3156 section 5), also
 * where a list has put it into a multipart of its own. The content as it was signed, lines ended by
 * CRLF; a parser has no use for these bytes and does not keep them.
 */
export const signedPartOf = (bytes: Buffer, depth = 0): SignedPart | undefined => {
  const [head, body] = split(bytes)
  const type = /^content-type:[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)/im.exec(head)?.[1] ?? ''
  if (!/^multipart\//i.test(type)) return undefined
  const [, quoted, plain] =
    /;\s*boundary=(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i.exec(type) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) return undefined
  const parts = partsOf(body, boundary)
  const [content, signature] = parts
  if (/^multipart\/signed/i.test(type) && /pgp-signature/i.test(type))
    return content === undefined || signature === undefined
      ? undefined
      : { content: withCrlf(content), signature: armorOf(signature) }
  if (depth >= deepest) return undefined
  for (const part of parts) {
    const found = signedPartOf(part, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

const split = (bytes: Buffer): readonly [head: string, body: Buffer] => {
  const start = bytes.subarray(0, limits.mail.headerBytes).toString('latin1')
  const blank = /^\r?\n|\r?\n\r?\n/.exec(start)
  return blank === null
    ? [start, bytes.subarray(bytes.length)]
    : [start.slice(0, blank.index), bytes.subarray(blank.index + blank[0].length)]
}

const lineFeed = 10
const carriageReturn = 13

/** Between the delimiters (RFC 2046 section 5.1.1): the line end before one belongs to it. */
const partsOf = (body: Buffer, boundary: string): readonly Buffer[] => {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1')
  const parts: Buffer[] = []
  let begun = -1
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, at + 1)) {
    if (at > 0 && body[at - 1] !== lineFeed) continue
    const rest = body
      .subarray(at + delimiter.length, at + delimiter.length + 200)
      .toString('latin1')
    // A longer word is another boundary.
    if (!/^(?:--)?[ \t]*(?:\r?\n|$)/.test(rest)) continue
    if (begun !== -1) parts.push(body.subarray(begun, Math.max(begun, endBefore(body, at))))
    const lineEnd = body.indexOf(lineFeed, at)
    if (rest.startsWith('--') || lineEnd === -1 || parts.length >= limits.mail.signedParts) break
    begun = lineEnd + 1
  }
  return parts
}

const endBefore = (body: Buffer, at: number): number =>
  body[at - 2] === carriageReturn ? at - 2 : at - 1

const withCrlf = (content: Buffer): Uint8Array =>
  Buffer.from(content.toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1')

const armorOf = (part: Buffer): string => {
  const text = part.toString('latin1')
  return (
    /-----BEGIN PGP SIGNATURE-----[\s\S]{1,100000}?-----END PGP SIGNATURE-----/.exec(text)?.[0] ??
    ''
  )
}
