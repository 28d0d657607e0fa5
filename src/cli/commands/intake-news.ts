import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { newsPublisherSchema } from '../../intake/contract.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { withRecords } from '../reach/with-records.ts'
import { readInput } from '../read-input.ts'

const received = z.object({ humanId: z.string() })

/** News of a widespread vulnerability, as somebody read it. */
export const intakeNews: Command = {
  name: 'intake news',
  summary: 'Take in an alert, a bulletin or a press note on a widespread vulnerability',
  usage: 'FILE.txt|- --publisher NAME --kind KIND [--title …] [--link URL] [--original FILE]',
  operands: [1, 1],
  options: [
    { name: 'publisher', value: 'NAME', help: 'Who published it.' },
    {
      name: 'kind',
      value: 'KIND',
      choices: newsPublisherSchema.options,
      help: 'What the publisher is: a government agency, an ISAC or ISAO, the press, a vendor, somebody else.',
    },
    { name: 'title', value: 'TEXT', help: 'The headline; by default the first line of the text.' },
    { name: 'link', value: 'URL', help: 'Where it stands.' },
    { name: 'published', value: 'DAY', help: 'When it was published: 2026-01-31.' },
    { name: 'product', value: 'NAME', help: 'Our product that it is about.' },
    { name: 'original', value: 'FILE', help: 'The document as it came, kept with the report.' },
  ],
  details: [
    'FILE holds the text. Its TLP mark and the identifiers in it are read out of it. Answers 0 with the reference of the report, 2 with the reason why none was made.',
  ],
  run: async (context, words) => {
    const [file = ''] = words.operands
    const bytes = await readInput(context.io, file, limits.text.long * 4)
    if (isRefusal(bytes)) return bytes
    const text = new TextDecoder().decode(bytes).trim()
    const publisherKind = words.value('kind')
    const publisher = words.value('publisher')
    if (publisherKind === undefined || publisher === undefined)
      return refuse('usage/missing', 'Say who published it: --publisher NAME --kind KIND.')
    const first = text.split(/\r?\n/, 1)[0] ?? ''
    const title = (words.value('title') ?? first).slice(0, limits.text.line)
    const path = words.value('original')
    return withRecords(
      context,
      async (records) => {
        const original =
          path === undefined
            ? undefined
            : await records.upload(basename(path), createReadStream(path))
        if (isRefusal(original)) return original
        const done = await records.post('/api/reports/record-news', {
          input: {
            publisherKind,
            publisher,
            title,
            text,
            link: words.value('link'),
            publishedOn: words.value('published'),
            product: words.value('product'),
            original,
          },
        })
        if (isRefusal(done)) return done
        context.answer(done, [received.parse(done).humanId])
        return exit.done
      },
      { create: true },
    )
  },
}
