import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Command, type Context, exit } from '../command.ts'
import type { Records } from '../reach/records.ts'
import { withRecords } from '../reach/with-records.ts'
import { plain } from '../terminal-text.ts'

const answered = z.object({ stored: z.number(), unreadable: z.number() })
type Answered = z.output<typeof answered>

/** Characters in one request: below the bound of a JSON body, also where each is escaped. */
const charactersAtOnce = 150_000
/** Milliseconds and times to come again, when the server has more events than it can store. */
const again = { after: 5_000, times: 60 }

/** A log file of a device, line by line. */
export const intakeLog: Command = {
  name: 'intake log',
  summary: 'Take in the audit events of a log file',
  usage: 'FILE',
  operands: [1, 1],
  details: [
    'Each line is an audit event: an object in JSON, a syslog message (RFC 5424, or older), a FHIR AuditEvent or a DICOM audit message. A file that is one XML or JSON document is taken as a whole. Rules raise indicators of what they look for (clause 9.2, source e).',
    'A line that cannot be read is kept as an event that says so. Answers 0 with how many were stored, 2 when no line could be read or the server takes none.',
  ],
  run: async (context, words) => {
    const [path = ''] = words.operands
    const { logLines } = await import('../../server/index/offline.ts')
    return withRecords(
      context,
      async (records) => {
        const total = { stored: 0, unreadable: 0 }
        for await (const lines of groups(logLines(path))) {
          const done = await send(context, records, basename(path), lines)
          if (isRefusal(done)) return done
          total.stored += done.stored
          total.unreadable += done.unreadable
          context.progress(`${total.stored} audit events stored`)
        }
        if (total.stored === total.unreadable)
          return refuse(
            'audit/unknown',
            `${plain(path)} holds no audit event that we read: ${total.unreadable} lines were kept as they are.`,
          )
        context.answer(total, [
          `${total.stored} audit events stored${total.unreadable === 0 ? '' : `, ${total.unreadable} of them could not be read`}`,
        ])
        return exit.done
      },
      { create: true },
    )
  },
}

async function* groups(lines: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let group: string[] = []
  let characters = 0
  for await (const line of lines) {
    if (line.trim() === '') continue
    if (group.length > 0 && characters + line.length > charactersAtOnce) {
      yield group
      group = []
      characters = 0
    }
    group.push(line)
    characters += line.length
    if (group.length < limits.auditEvents.httpEvents) continue
    yield group
    group = []
    characters = 0
  }
  if (group.length > 0) yield group
}

const send = async (
  context: Context,
  records: Records,
  from: string,
  lines: readonly string[],
): Promise<Answered | Refusal> => {
  for (let times = 1; ; times++) {
    const done = await records.post('/api/audit-events', { from, lines })
    if (!isRefusal(done)) return answered.parse(done)
    if (done.code !== 'audit/busy' || times === again.times) return done
    context.say(done.message)
    await sleep(again.after)
  }
}
