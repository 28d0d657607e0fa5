import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { withRecords } from '../reach/with-records.ts'
import { readInput } from '../read-input.ts'
import { source } from './intake.ts'

const takenIn = z.object({
  outcome: z.enum(['report', 'added', 'bounce', 'self-test']),
  humanId: z.string(),
  repeated: z.boolean(),
  problem: z.string().optional(),
})

/** A mail as it came, handed to the way in that the listener and the mailbox use, too. */
export const intakeMail: Command = {
  name: 'intake mail',
  summary: 'Take in a mail as a report, and keep the original',
  usage: 'FILE.eml|- [--source LETTER]',
  operands: [1, 1],
  options: [
    {
      ...source,
      help: `${source.help} Default: that of the address it was sent to (channels.yaml), else f.`,
    },
  ],
  details: [
    'An answer to a mail of ours is added to its report. A mail that cannot be read becomes a report that says so, with the original kept: nothing that came in is lost. The same mail given again is the same report. Answers 0 with the reference of the report, 2 with the reason why none was made.',
  ],
  run: async (context, words) => {
    const [path = ''] = words.operands
    const bytes = await readInput(context.io, path, limits.file.bytes)
    if (isRefusal(bytes)) return bytes
    return withRecords(
      context,
      async (records) => {
        const done = await records.sendStream(
          '/api/intake/mail',
          { name: path === '-' ? 'mail.eml' : basename(path), source: words.value('source') },
          'message/rfc822',
          Readable.from([Buffer.from(bytes)]),
        )
        if (isRefusal(done)) return done
        const { outcome, humanId, repeated, problem } = takenIn.parse(done)
        context.answer(done, [humanId === '' ? outcome : humanId])
        if (problem !== undefined) context.say(problem)
        if (repeated) context.say('This mail was taken in before: it is the same report.')
        else if (outcome === 'added') context.say('This mail was added to the report it answers.')
        return exit.done
      },
      { create: true },
    )
  },
}
