import { z } from 'zod'
import { limits } from '../../../kernel/limits.ts'

const path = z.string().min(1).max(4_000)

/** PEM files: what we show to senders, and whom we believe. */
const tls = z.strictObject({
  certificate: path,
  key: path,
  /** Certificates that sign those of senders; with it, who has none is refused. */
  clientCa: path.optional(),
  /** What the self-test shows, where senders must show a certificate. */
  selfTest: z.strictObject({ certificate: path, key: path }).optional(),
})

const listener = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  /** 6514 is the port of syslog over TLS (RFC 5425); 0 takes a free one. */
  port: z.number().int().min(0).max(65_535),
  /** Without it, messages travel in the clear: only within a network of your own. */
  tls: tls.optional(),
})
export type SyslogListener = z.output<typeof listener>

export const syslogSchema = z.array(listener).max(10).default([])

export const syslogExample = `# Audit logs of devices by syslog (RFC 5424), over TLS (RFC 5425) or plain TCP.
# syslog:
#   - host: 0.0.0.0
#     port: 6514
#     tls:
#       certificate: /etc/vulnerary/syslog.pem
#       key: /etc/vulnerary/syslog.key
#       # Only devices with a certificate that one of these signed:
#       # clientCa: /etc/vulnerary/devices-ca.pem
#       # selfTest: { certificate: /etc/vulnerary/self-test.pem, key: /etc/vulnerary/self-test.key }
#   - host: 127.0.0.1
#     port: 6601
`

const { least, most } = limits.auditEvents.retentionDays

export const auditLogsSchema = z
  .strictObject({
    /** How long audit events stay. What raised an indicator stays for as long as it is needed. */
    keepDays: z.number().int().min(least).max(most).default(90),
    /** Beyond so many, the oldest go. */
    atMost: z.number().int().min(10_000).max(1_000_000_000).default(5_000_000),
    /** Log files put into these folders are taken in and moved to "taken" beside them. */
    folders: z.array(path).max(20).default([]),
  })
  .prefault({})
export const auditLogsExample = `# How long audit events stay, and folders whose log files are taken in.
# auditLogs:
#   keepDays: 90
#   atMost: 5000000
#   folders: [/var/spool/vulnerary/logs]
`
