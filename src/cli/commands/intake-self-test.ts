import { z } from 'zod'
import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { withRecords } from '../reach/with-records.ts'
import { columns, plain } from '../terminal-text.ts'

const tested = z.object({
  ok: z.boolean(),
  channels: z.array(
    z.object({ channel: z.string(), title: z.string(), ok: z.boolean(), detail: z.string() }),
  ),
})

/** A marked message through each channel of the running server. */
export const intakeSelfTest: Command = {
  name: 'intake self-test',
  summary: 'Prove that reports get through each channel',
  usage: '[NAME]',
  operands: [0, 1],
  details: [
    'Sends a marked message through each channel that the running server keeps open, or through the one named, and records the outcome; no report is made. Answers 0 when all went well, 1 when one failed, 2 when no server runs or there is no such channel.',
  ],
  run: async (context, words) => {
    const [channel] = words.operands
    return withRecords(context, async (records) => {
      const done = await records.post(
        '/api/intake/self-test',
        channel === undefined ? {} : { channel },
      )
      if (isRefusal(done)) return done
      const { ok, channels } = tested.parse(done)
      context.answer(
        done,
        columns(
          channels.map((one) => [
            plain(one.channel),
            one.ok ? 'works' : 'FAILED',
            plain(one.ok ? one.title : one.detail),
          ]),
        ),
      )
      return ok ? exit.done : exit.answeredNo
    })
  },
}
