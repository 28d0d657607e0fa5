import { z } from 'zod'
import { sourceSchema } from '../../../intake/contract.ts'
import { limits } from '../../../kernel/limits.ts'
import { secretSchema } from '../secret.ts'

const mailAddress = z
  .email('Write an address like security@maker.example.')
  .max(limits.text.line)
  .transform((address) => address.toLowerCase())

/** One address that we take mail for, and what comes in by it. */
const addressSchema = z.strictObject({
  address: mailAddress,
  source: sourceSchema.default('f'),
  channel: z.enum(['mail', 'complaint', 'news']).default('mail'),
  /** Who of the maker's own people hears what becomes of it. */
  owner: mailAddress.optional(),
})
export type MailAddress = z.output<typeof addressSchema>

const addresses = z.array(addressSchema).min(1).max(50)
const port = z.int().min(0).max(65_535)

export const smtpSchema = z
  .strictObject({
    port: port.default(25),
    host: z.string().min(1).default('0.0.0.0'),
    /** How it introduces itself; by default the name in PUBLIC_URL. */
    name: z.string().min(1).max(limits.text.line).optional(),
    /** PEM files; with them STARTTLS is offered. */
    tls: z.strictObject({ certificate: z.string().min(1), key: z.string().min(1) }).optional(),
    /** Mails of one sending host in a minute; more are put off. */
    perMinute: z.int().min(1).max(100_000).default(limits.mail.smtp.perMinute),
    addresses,
  })
  .optional()

export const imapSchema = z
  .strictObject({
    host: z.string().min(1),
    port: port.default(993),
    /** `tls` from the first byte, `starttls`, or `none` for a server on this machine. */
    security: z.enum(['tls', 'starttls', 'none']).default('tls'),
    user: z.string().min(1).max(limits.text.line),
    password: secretSchema,
    folder: z.string().min(1).max(limits.text.line).default('INBOX'),
    /** Where mails are moved that were taken in; without it they stay, with a mark. */
    done: z.string().min(1).max(limits.text.line).optional(),
    addresses,
  })
  .optional()

export const smtpExample = `# Mail that other servers bring to this one. It takes mail for these addresses and for no other.
# Sources: b suppliers, d users, f researchers, g news; channel: mail, complaint or news.
# smtp:
#   port: 25
#   host: 0.0.0.0
#   name: mx.maker.example
#   tls: { certificate: /etc/ssl/maker.pem, key: /etc/ssl/maker.key }
#   addresses:
#     - { address: security@maker.example, source: f }
#     - { address: supplier-advisories@maker.example, source: b }
#     - { address: complaints@maker.example, source: d, channel: complaint, owner: quality@maker.example }
#     - { address: alerts@maker.example, source: g, channel: news }
`

export const imapExample = `# Mail fetched from a mailbox, as soon as it arrives there.
# imap:
#   host: imap.maker.example
#   port: 993
#   security: tls
#   user: security@maker.example
#   password: { env: IMAP_PASSWORD }
#   folder: INBOX
#   done: Taken in
#   addresses:
#     - { address: security@maker.example, source: f }
`
