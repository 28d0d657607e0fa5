import type { Attachment, ParsedMail } from 'mailparser'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import {
  decrypted,
  type KeyRing,
  type Signature,
  unsigned,
  verifiedPart,
  verifiedText,
  worst,
} from './open-pgp.ts'
import { signedPartOf } from './signed-part.ts'

/** What a mail holds once OpenPGP is taken off. */
export interface Opened {
  /** Of the part inside, where it protects the subject. */
  readonly subject: string | undefined
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly encryption: 'none' | 'opened' | 'shut'
  readonly signature: Signature
}

type Parse = (bytes: Uint8Array) => Promise<ParsedMail | Refusal>

const message = ['-----BEGIN PGP MESSAGE-----', '-----END PGP MESSAGE-----'] as const
const cleartext = ['-----BEGIN PGP SIGNED MESSAGE-----', '-----END PGP SIGNATURE-----'] as const

/** PGP/MIME (RFC 3156) first, then what stands in the text and in attachments. */
export const openMail = async (
  bytes: Uint8Array,
  outer: ParsedMail,
  ring: KeyRing,
  parse: Parse,
): Promise<Opened | Refusal> => {
  const armored = encryptedPart(outer)
  if (armored === undefined) return openInline(bytes, outer, ring)
  const inside = await decrypted(ring, armored)
  if (inside === undefined)
    return {
      subject: undefined,
      text: outer.text ?? '',
      attachments: outer.attachments,
      encryption: 'shut',
      signature: unsigned,
    }
  const inner = await parse(inside.bytes)
  if (isRefusal(inner)) return inner
  const opened = await openInline(inside.bytes, inner, ring)
  return {
    ...opened,
    subject: inner.subject,
    encryption: 'opened',
    signature: worst([inside.signature, opened.signature]),
  }
}

/** Section 4: a part that says how, and one that holds it; some servers make of it plain files. */
const encryptedPart = ({ attachments }: ParsedMail): string | undefined => {
  const at = attachments.findIndex(({ contentType }) => contentType === 'application/pgp-encrypted')
  const holder =
    at === -1 ? undefined : attachments.slice(at + 1).find(({ content }) => isMessage(content))
  return holder?.content.toString('latin1')
}

const isMessage = (content: Buffer): boolean => content.subarray(0, 1_000).includes(message[0])

const openInline = async (bytes: Uint8Array, mail: ParsedMail, ring: KeyRing): Promise<Opened> => {
  const signed = signedPartOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  const seen: Signature[] = signed === undefined ? [] : [await verifiedPart(ring, signed)]
  let encryption: Opened['encryption'] = 'none'
  const open = async (armored: string): Promise<Buffer | undefined> => {
    const inside = await decrypted(ring, armored)
    if (encryption !== 'shut') encryption = inside === undefined ? 'shut' : 'opened'
    if (inside !== undefined) seen.push(inside.signature)
    return inside === undefined ? undefined : Buffer.from(inside.bytes)
  }
  const plain = await replaced(mail.text ?? '', message, async (block) =>
    (await open(block))?.toString('utf8'),
  )
  const text = await replaced(plain, cleartext, async (block) => {
    const { text: said, signature } = await verifiedText(ring, block)
    seen.push(signature)
    return said
  })
  const attachments: Attachment[] = []
  for (const attachment of mail.attachments) {
    const content =
      isMessage(attachment.content) && attachments.length < limits.file.perReport
        ? await open(attachment.content.toString('latin1'))
        : undefined
    attachments.push(
      content === undefined ? attachment : { ...attachment, content, ...openedName(attachment) },
    )
  }
  return {
    subject: undefined,
    text,
    attachments: attachments.filter(
      ({ contentType }) => contentType !== 'application/pgp-signature',
    ),
    encryption,
    signature: worst(seen),
  }
}

const openedName = ({ filename }: Attachment) =>
  filename === undefined ? {} : { filename: filename.replace(/\.(?:asc|pgp|gpg)$/i, '') }

/** Each block of the text by what it holds; one that stays shut stays as it is. */
const replaced = async (
  text: string,
  [begin, end]: readonly [begin: string, end: string],
  by: (block: string) => Promise<string | undefined>,
): Promise<string> => {
  const pieces: string[] = []
  let done = 0
  for (let blocks = 0; blocks < limits.openPgp.blocks; blocks++) {
    const from = text.indexOf(begin, done)
    const last = from === -1 ? -1 : text.indexOf(end, from)
    if (last === -1) break
    const block = text.slice(from, last + end.length)
    pieces.push(text.slice(done, from), (await by(block)) ?? block)
    done = last + end.length
  }
  return pieces.join('') + text.slice(done)
}
