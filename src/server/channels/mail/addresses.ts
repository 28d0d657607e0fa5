import type { ChannelSettings } from '../settings.ts'
import type { MailAddress } from './settings.ts'

/** One of our addresses as a mail names it, with what stands behind the plus (RFC 5233). */
export interface Recipient {
  readonly entry: MailAddress
  readonly detail: string
}

/** Every address that mail is taken for, those of the SMTP listener first. */
export const mailAddresses = ({ smtp, imap }: ChannelSettings): readonly MailAddress[] => [
  ...(smtp?.addresses ?? []),
  ...(imap?.addresses ?? []),
]

/** The recipient among our addresses; undefined where it is none of them. */
export const recipientAmong = (
  addresses: readonly MailAddress[],
  recipient: string,
): Recipient | undefined => {
  const { local, domain } = split(recipient.toLowerCase())
  const plus = local.indexOf('+')
  const base = plus === -1 ? local : local.slice(0, plus)
  const exact = addresses.find(({ address }) => address === `${local}@${domain}`)
  if (exact !== undefined) return { entry: exact, detail: '' }
  const entry = addresses.find(({ address }) => address === `${base}@${domain}`)
  return entry === undefined ? undefined : { entry, detail: local.slice(plus + 1) }
}

/** At the last @: a local part in quotes may hold others. */
export const split = (address: string): { readonly local: string; readonly domain: string } => {
  const at = address.lastIndexOf('@')
  return { local: address.slice(0, Math.max(at, 0)), domain: address.slice(at + 1) }
}
