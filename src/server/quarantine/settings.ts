import { z } from 'zod'

/** The ClamAV daemon that scans what comes from outside. */
export const clamdSchema = z
  .union([
    z.strictObject({
      host: z.string().min(1).max(300),
      port: z.number().int().min(1).max(65_535).default(3_310),
    }),
    z.strictObject({ socket: z.string().min(1).max(1_000) }),
  ])
  .optional()

export const clamdExample = `# The ClamAV daemon (clamd) that scans files from outside: its socket, or host and port.
# clamd:
#   socket: /var/run/clamav/clamd.ctl
`
