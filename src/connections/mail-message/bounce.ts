import type { ParsedMail } from 'mailparser'
import { limits } from '../../kernel/limits.ts'

/** A notice that a mail did not arrive (RFC 3464). */
export interface Bounce {
  /** Message ids in it, without brackets: one of them is that of the mail that did not arrive. */
  readonly about: readonly string[]
  /** `failed`, `delayed` …; empty where it does not say. */
  readonly action: string
  /** Like 5.1.1 (RFC 3463); empty where it does not say. */
  readonly status: string
}

const ids = /^(?:message-id|x-original-message-id):[ \t]*(?:\r?\n[ \t]+)?<([^<>\s]{1,300})>/gim

export const bounceOf = (bytes: Uint8Array, { headers }: ParsedMail): Bounce | null => {
  const type = headers.get('content-type')
  if (typeof type !== 'object' || !('value' in type) || type.value !== 'multipart/report')
    return null
  // What was sent comes back as text or as headers only; an encoded copy names its id nowhere else.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .subarray(0, limits.mail.headerBytes * 4)
    .toString('latin1')
  return {
    about: [...text.matchAll(ids)].map(([, id = '']) => id).slice(0, limits.mail.references),
    action: /^action:[ \t]*([a-z]{1,20})/im.exec(text)?.[1]?.toLowerCase() ?? '',
    status: /^status:[ \t]*(\d\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1] ?? '',
  }
}
