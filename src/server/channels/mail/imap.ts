import { randomUUID } from 'node:crypto'
import { createMailbox } from '../../../connections/mailbox.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal } from '../../../kernel/result.ts'
import type { Channel, OpenChannels } from '../channel.ts'
import { readSecret } from '../secret.ts'
import { createMailIntake } from './take-in.ts'

/** Mail fetched from a mailbox of the maker (IMAP, RFC 3501 and 2177). */
export const imapChannel: OpenChannels = (parts, settings, probes): readonly Channel[] => {
  const { imap } = settings
  if (imap === undefined) return []
  const intake = createMailIntake(parts, settings)
  const mailbox = createMailbox({
    ...imap,
    done: imap.done,
    password: () => readSecret(imap.password, parts.settings.dataDir),
    largest: limits.file.bytes,
    every: limits.mail.pollEvery,
    take: async ({ raw, headerOf }) => {
      const taken = await intake.takeIn({
        raw,
        via: 'imap',
        requestId: randomUUID(),
        ...(headerOf === undefined ? {} : { headerOf }),
      })
      if (!isRefusal(taken)) return taken.outcome === 'self-test' ? 'gone' : 'taken'
      parts.log.warn({ code: taken.code }, 'a mail stays in the mailbox for now')
      return 'later'
    },
    onError: (cause) => parts.log.warn({ reason: reasonOf(cause) }, 'the mailbox failed'),
  })
  return [
    {
      name: 'imap',
      title: `Mail to ${imap.addresses.map(({ address }) => address).join(', ')} (IMAP, ${imap.host})`,
      sources: [...new Set(imap.addresses.map(({ source }) => source))],
      start: () => mailbox.start(),
      poll: () => mailbox.poll(),
      probe: async () => {
        const mark = probes.mark()
        const arrived = probes.arrival(mark, limits.mail.probe)
        // A mailbox that took nothing ends the test before the mark is given up.
        arrived.catch(() => undefined)
        await mailbox.append(
          [
            `From: ${parts.settings.mailFrom}`,
            `To: ${imap.addresses[0]?.address ?? imap.user}`,
            `Subject: Self-test ${mark}`,
            `Date: ${new Date(parts.clock()).toUTCString()}`,
            'Auto-Submitted: auto-generated',
            '',
            'A self-test of this channel. It never becomes a report.',
            '',
          ].join('\r\n'),
        )
        await arrived
      },
      stop: () => mailbox.stop(),
    },
  ]
}

/** Without what a server says of its users. */
const reasonOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return 'unknown'
  return 'code' in cause && cause.code !== undefined ? String(cause.code) : cause.name
}
