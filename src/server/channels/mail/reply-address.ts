import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Found, Ledger } from '../../../ledger/index.ts'
import { deriveKey, type MasterKey } from '../../vault/index.ts'
import { split } from './addresses.ts'
import type { MailAddress } from './settings.ts'

/** RFC 5321 section 4.5.3.1.1. */
const longestLocalPart = 64
const pattern = /^(rpt-\d{4}-\d{4,9})-([a-z2-7]{26})$/

export interface ReplyAddresses {
  /** Where the reporter of this report may answer; undefined where no address of ours takes mail. */
  of(report: Pick<Found, 'stream' | 'humanId'>): string | undefined
  /** The report that this part of an address names and proves; undefined for anything else. */
  find(detail: string): Promise<Found | undefined>
}

/**
 * Addresses by which a reply finds its report: `security+rpt-2026-0007-<token>@maker.example`. The
 * token is a keyed hash of the report's id, so it is kept nowhere and nobody can make one; in
 * base32, for servers on the way change the case of letters.
 */
export const replyAddresses = (
  { master, ledger }: { readonly master: MasterKey; readonly ledger: Ledger },
  [main]: readonly MailAddress[],
): ReplyAddresses => {
  const key = deriveKey(master, 'mail-reply')
  const tokenOf = (stream: string) =>
    base32(createHmac('sha256', key).update(stream).digest().subarray(0, 16))
  return {
    of: ({ stream, humanId }) => {
      if (main === undefined) return undefined
      const { local, domain } = split(main.address)
      const whole = `${local}+${humanId.toLowerCase()}-${tokenOf(stream)}`
      return whole.length > longestLocalPart ? undefined : `${whole}@${domain}`
    },
    find: async (detail) => {
      const [, humanId, token] = pattern.exec(detail) ?? []
      if (humanId === undefined || token === undefined) return undefined
      const found = await ledger.load(humanId.toUpperCase())
      if (found === undefined || found.kind !== 'report') return undefined
      const expected = Buffer.from(tokenOf(found.stream))
      return timingSafeEqual(expected, Buffer.from(token)) ? found : undefined
    },
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567'

/** RFC 4648 section 6, in lower case and without padding. */
const base32 = (bytes: Uint8Array): string => {
  let bits = 0
  let count = 0
  let text = ''
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff
    count += 8
    for (; count >= 5; count -= 5) text += letters[(bits >> (count - 5)) & 31] ?? ''
  }
  return count === 0 ? text : text + (letters[(bits << (5 - count)) & 31] ?? '')
}
