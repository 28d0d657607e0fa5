/**
 * Reads syslog messages as they were before RFC 5424, leniently: RFC 3164 wrote down what senders
 * did and binds nobody, so what is no header belongs to the message (its section 4.3.3).
 */
import { type Refusal, refuse } from '../kernel/result.ts'
import { auditSeverities, momentOf } from './audit-event.ts'
import { type SyslogMessage, textOfSyslog } from './syslog.ts'

/**
 * A message with its priority, or, from a file, one that begins with a time. A time without year and
 * zone is not guessed: `stated` has it as it stands, and the moment is that of receipt. Refuses with
 * `syslog/unreadable` what has neither, and what is meant as RFC 5424 and is not: that is an error
 * of its sender.
 */
export const readLegacySyslog = (input: string | Uint8Array): SyslogMessage | Refusal => {
  const text = typeof input === 'string' ? input : textOfSyslog(input)
  const [marked, number] = /^<(\d{1,3})>/.exec(text.slice(0, 5)) ?? []
  const priority = Number(number ?? 0)
  if (marked === undefined ? !beginsWithTime(text) : priority > 191 || isMeantAsNewer(text))
    return refuse(
      'syslog/unreadable',
      'This is no syslog message: neither of RFC 5424 nor as before it (RFC 3164), with a priority in pointed brackets or a time like "Oct 11 22:14:15". Set the sender to RFC 5424.',
    )
  const { stated, at, rest } = timeIn(text.slice(marked?.length ?? 0))
  const { host, after } = stated === '' ? { host: undefined, after: rest } : hostIn(rest)
  const { app, process, message } = tagIn(after)
  return {
    // RFC 3164 section 4.3.3 gives a message without a priority that of a user's notice (13).
    facility: marked === undefined ? 1 : priority >> 3,
    severity: auditSeverities[marked === undefined ? 5 : priority & 7] ?? 'debug',
    ...(at === undefined ? {} : { at }),
    ...(host === undefined ? {} : { host }),
    ...(app === undefined ? {} : { app }),
    ...(process === undefined ? {} : { process }),
    data: [],
    message,
    legacy: { stated },
  }
}

const months = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec'

/** `Oct 11 22:14:15`; with a year, fractions and a zone's name where routers and switches add them. */
const written = new RegExp(
  `^(?:${months}) [ \\d]?\\d (?:\\d{4} )?\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?(?: (?:19|20)\\d\\d)?(?: [A-Z]{2,5}(?=[ :]))?`,
)
/** What rsyslog and others write in place of it. */
const iso = /^\d{4}-\d\d-\d\dT[\d:.]{8,15}(?:Z|[+-]\d\d:\d\d)?(?=[ :]|$)/

/** For messages out of a file, where the system left the priority out. */
export const beginsWithTime = (text: string): boolean => written.test(text.slice(0, 60))

/** The version of RFC 5424; or another one, with a time of RFC 3339 or none after it. */
const isMeantAsNewer = (text: string): boolean => /^<\d+>(?:1 |[1-9]\d? (?:-|\d{4}-|$))/.test(text)

interface Timed {
  readonly stated: string
  readonly at?: SyslogMessage['at']
  readonly rest: string
}

const timeIn = (text: string): Timed => {
  // Routers count their messages and mark a clock that is not set (`000123: *Mar  1 …`).
  const before = /^(?:\d{1,10}: )?(?:[\w.-]{1,64}: )?[*.]?(?=[A-Z\d])/.exec(text.slice(0, 90))?.[0]
  const head = text.slice(before?.length ?? 0)
  const stated = (written.exec(head.slice(0, 60)) ?? iso.exec(head.slice(0, 60)))?.[0]
  if (stated === undefined) return { stated: '', rest: text }
  const at = momentOf(stated)
  return {
    stated,
    ...(at === undefined ? {} : { at }),
    rest: head.slice(stated.length).replace(/^:? */, ''),
  }
}

/** A word that does not end like a tag. */
const hostIn = (text: string): { readonly host: string | undefined; readonly after: string } => {
  const [all, host] = /^([\w.:-]{1,255}) +(?=\S)/.exec(text.slice(0, 300)) ?? []
  return all === undefined || host === undefined || host.endsWith(':')
    ? { host: undefined, after: text }
    : { host, after: text.slice(all.length) }
}

const tagIn = (text: string) => {
  const [all, app, process] =
    /^([\w./%-]{1,48})(?:\[([^\]\s]{1,128})\])?: ?/.exec(text.slice(0, 190)) ?? []
  return {
    app,
    process,
    message: all === undefined ? text : text.slice(all.length),
  }
}
