import { createMailSender } from '../../../connections/mail.ts'
import { createMailListener } from '../../../connections/mail-listener.ts'
import { limits } from '../../../kernel/limits.ts'
import type { Parts } from '../../parts.ts'
import type { Channel, OpenChannels } from '../channel.ts'
import { recipientAmong, split } from './addresses.ts'
import { createAdmission } from './admission.ts'
import type { MailAddress } from './settings.ts'
import { createMailIntake } from './take-in.ts'

/** Mail that other servers bring to this one (RFC 5321). */
export const smtpChannel: OpenChannels = (parts, settings, probes): readonly Channel[] => {
  const { smtp } = settings
  if (smtp === undefined) return []
  const { addresses, perMinute } = smtp
  const intake = createMailIntake(parts, settings)
  const admission = createAdmission(parts.clock, perMinute)
  let port = smtp.port
  const listener = createMailListener({
    host: smtp.host,
    port: smtp.port,
    name: smtp.name ?? new URL(parts.settings.publicUrl).hostname,
    tls: smtp.tls,
    size: limits.mail.bytes,
    connections: limits.mail.smtp.connections,
    perHost: limits.mail.smtp.perHost,
    recipients: limits.mail.smtp.recipients,
    idle: limits.mail.smtp.milliseconds,
    accepts: (recipient) =>
      recipientAmong(addresses, recipient) !== undefined || isPostmaster(addresses, recipient),
    admits: (host, from) =>
      admission.admits(`host ${host}`) && admission.admits(`from ${from.toLowerCase()}`),
    take: ({ raw, from, recipients, id }) =>
      intake.takeIn({
        raw,
        via: 'smtp',
        recipients,
        nobody: from === '',
        largest: limits.mail.bytes,
        requestId: id,
      }),
    onError: (cause) => parts.log.warn({ reason: reasonOf(cause) }, 'an SMTP connection failed'),
  })
  return [
    {
      name: 'smtp',
      title: `Mail to ${addresses.map(({ address }) => address).join(', ')} (SMTP, port ${smtp.port})`,
      sources: [...new Set(addresses.map(({ source }) => source))],
      start: async () => {
        port = await listener.start()
      },
      poll: async () => {},
      probe: async () => {
        const mark = probes.mark()
        const arrived = probes.arrival(mark, limits.mail.probe)
        // A mail that was not taken ends the test before its mark is given up.
        arrived.catch(() => undefined)
        await sendMarked(parts, { host: smtp.host, port }, addresses[0]?.address ?? '', mark)
        await arrived
      },
      stop: () => listener.stop(),
    },
  ]
}

/** RFC 5321 section 4.5.1: whoever takes mail for a domain takes it for its postmaster. */
const isPostmaster = (addresses: readonly MailAddress[], recipient: string): boolean => {
  const { local, domain } = split(recipient.toLowerCase())
  return local === 'postmaster' && addresses.some(({ address }) => split(address).domain === domain)
}

const sendMarked = async (
  { settings }: Parts,
  at: { readonly host: string; readonly port: number },
  to: string,
  mark: string,
): Promise<void> => {
  const host = at.host === '0.0.0.0' || at.host === '::' ? '127.0.0.1' : at.host
  const sender = createMailSender({
    smtpUrl: `smtp://${host.includes(':') ? `[${host}]` : host}:${at.port}`,
    mailFrom: settings.mailFrom,
    ownServer: true,
  })
  try {
    await sender.send({
      to,
      subject: `Self-test ${mark}`,
      body: 'A self-test of this channel. It never becomes a report.',
      messageId: `<${mark}@${new URL(settings.publicUrl).hostname}>`,
    })
  } finally {
    sender.close()
  }
}

/** Of a broken connection, without addresses and texts of who was there. */
const reasonOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
