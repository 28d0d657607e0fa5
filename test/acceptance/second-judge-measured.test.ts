import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOpenAiJudge } from '../../src/connections/models/open-ai.ts'
import { extractDocument } from '../../src/documents/extract/index.ts'
import type { ExtractedDocument } from '../../src/kernel/passage.ts'
import { orThrow } from '../../src/kernel/result.ts'
import type { SecondJudge } from '../../src/kernel/second-judge.ts'
import { judgeDocument } from '../../src/review/judge/judge.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'
import { askDocument } from '../../src/review/second/ask-document.ts'
import { disagreements } from '../../src/review/second/compare.ts'
import { sha256 } from '../support/crypto.ts'

// Item 10 of the clause review, measured without a model: what is believed of scripted answers, over
// every example passage of the catalogue, through the API that models speak.
const catalogue = orThrow(readCatalogue())
const duties = new Map(
  catalogue.clauses.flatMap(({ constraints }) => constraints.map(({ id, duty }) => [id, duty])),
)

interface Asked {
  readonly duties: readonly { readonly id: string; readonly duty: string }[]
  readonly passages: readonly { readonly n: number; readonly text: string }[]
}
type Script = (asked: Asked, label: 'met' | 'partial' | 'absent') => string | number

let examples: readonly {
  readonly id: Parameters<typeof catalogue.constraints.get>[0]
  readonly path: string
  readonly label: 'met' | 'partial' | 'absent'
  readonly document: ExtractedDocument
}[]
let script: Script
let label: 'met' | 'partial' | 'absent' = 'absent'
let judge: SecondJudge
let calls = 0
let busy = 0
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (piece) => (body += piece))
  request.on('end', () => {
    calls++
    if (busy-- > 0) {
      response.writeHead(429, { 'retry-after': '0' })
      return void response.end()
    }
    const { messages } = JSON.parse(body) as { messages: { role: string; content: string }[] }
    const asked = JSON.parse(messages.find(({ role }) => role === 'user')?.content ?? '') as Asked
    const said = script(asked, label)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ choices: [{ message: { content: said } }] }))
  })
})

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  judge = orThrow(
    createOpenAiJudge({
      ...{ url: `http://127.0.0.1:${port}/v1`, model: 'scripted', token: '', seconds: 60 },
    }),
  )
  examples = await Promise.all(
    [...catalogue.detection.constraints].flatMap(([id, { examples: own }]) =>
      own.map(async ({ text, verdict, path = 'docs/example.md' }) => ({
        ...{ id, path, label: verdict },
        document: await extractDocument({ bytes: new TextEncoder().encode(text), name: path }),
      })),
    ),
  )
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const answer = (asked: Asked, verdict: string, quotes: readonly string[]) =>
  JSON.stringify({ answers: asked.duties.map(({ id }) => ({ id, verdict, quotes })) })
const nothingKept = { read: async () => undefined, write: async () => {} }

/** How many examples a scripted judge was believed on, in which it was not, and where it differs. */
const measured = async (said: Script) => {
  script = said
  let [believed, unproven, unanswered, differ, right] = [0, 0, 0, 0, 0]
  for (const { id, path, label: known, document } of examples) {
    label = known
    const about = [{ id, duty: duties.get(id) ?? '' }]
    const second = orThrow(await askDocument(judge, nothingKept, sha256, about, document.passages))
    const first = judgeDocument(catalogue, { path, ...document })
    believed += second.verdicts.size
    unproven += second.unproven.length
    unanswered += second.unanswered
    differ += disagreements(first, second, [id]).length
    if ((second.verdicts.get(id)?.verdict ?? 'absent') === known) right++
  }
  return { believed, unproven, unanswered, differ, right }
}

const positives = () => examples.filter(({ label: known }) => known !== 'absent').length
const all = (asked: Asked): readonly string[] => asked.passages.map(({ text }) => text)

test('one who is right, and quotes, is believed on every passage, and agrees', async () => {
  const found = await measured((asked, known) => answer(asked, known, all(asked)))
  expect(examples.length).toBeGreaterThan(400)
  expect(found).toEqual({
    ...{ believed: positives(), unproven: 0, unanswered: 0, differ: 0, right: examples.length },
  })
})

test('one who invents its quotes is believed nowhere', async () => {
  const found = await measured((asked) =>
    answer(asked, 'met', [`${asked.duties[0]?.duty ?? ''} This is kept by all of us.`]),
  )
  expect(found).toMatchObject({ believed: 0, unproven: examples.length })
})

test('one who changes a letter, or joins passages, is believed nowhere', async () => {
  const changed = await measured((asked) =>
    answer(
      asked,
      'met',
      all(asked).map((text) => `${text.slice(0, 15)}\u200b${text.slice(15)}`),
    ),
  )
  expect(changed).toMatchObject({ believed: 0, unproven: examples.length })
  const joined = await measured((asked) =>
    answer(asked, 'met', [asked.passages.map(({ text }) => text).join(' and so ')].concat('x')),
  )
  // A document of one passage cannot be joined with itself.
  expect(joined.believed).toBe(
    examples.filter(({ document }) => {
      const texts = document.passages.map(({ text }) => text).filter((text) => text.trim() !== '')
      return texts.length === 1
    }).length,
  )
})

test('one who is wrong with true quotes is shown wherever it differs, and hides nothing', async () => {
  const found = await measured((asked) => answer(asked, 'met', all(asked)))
  const met = examples.filter(({ label: known }) => known === 'met').length
  expect(found).toMatchObject({ unproven: 0, right: met, differ: examples.length - met })
  expect(found.believed).toBe(examples.length)
})

test('one who says nothing hides nothing: where the review sees something is shown', async () => {
  const found = await measured(() => '{"answers":[]}')
  expect(found).toMatchObject({ believed: 0, unproven: 0, differ: positives() })
})

test('one who gives no answer in the form is no second opinion', async () => {
  const found = await measured(() => 'Every duty is kept.')
  expect(found).toMatchObject({ believed: 0, differ: 0, unanswered: examples.length })
})

test('one who is busy is asked again, and not for ever', async () => {
  script = () => '{"answers":[]}'
  const [one] = examples
  if (one === undefined) throw new Error('The catalogue has no example.')
  const ask = () =>
    askDocument(judge, nothingKept, sha256, [{ id: one.id, duty: 'x' }], one.document.passages)
  calls = 0
  busy = 2
  expect(await ask()).toMatchObject({ asked: 1 })
  expect(calls).toBe(3)
  calls = 0
  busy = 10
  expect(await ask()).toMatchObject({ code: 'second/refused' })
  expect(calls).toBe(4)
})
