import { type ServerProcess, startServerProcess } from '../faults/server-process.ts'
import { bareCommits } from './bare-commits.ts'
import { type BareList, type BareLists, bareLists } from './bare-lists.ts'
import type { Filled } from './fill/filled.ts'
import { type Connection, openConnection, requestOf } from './http-client.ts'
import { measureRate, percentile, type Rate } from './rate.ts'

export interface CasesMeasured {
  readonly database: 'SQLite' | 'PostgreSQL'
  readonly commands: readonly {
    readonly on: 'one hot case' | 'many cases'
    readonly concurrency: number
    /** Notes, each on the disk when it is acknowledged. */
    readonly commands: Rate
    /** Single rows of the same size, each committed by itself, at the same concurrency. */
    readonly bare: Rate
    /** Answers that somebody else was faster, each sent again until it was taken. */
    readonly conflicts: number
  }[]
  readonly reads: readonly Read[]
}

interface Read {
  readonly what: string
  /** How many requests a screen makes for it, all at once. */
  readonly requests: number
  readonly http: Spread
  /** The same rows by hand-written queries, one after the other. */
  readonly bare: Spread
  /** Milliseconds that p95 must keep. */
  readonly bound: number
  readonly kept: boolean
}

interface Spread {
  readonly p50: number
  readonly p95: number
}

/** Milliseconds: a case with a thousand entries, the board over 100,000 cases, what is due, the flow. */
const bounds = { open: 100, board: 200, screen: 200 }
const entries = 1_000
const atOnce = 8
const columns = ['open', 'analysed', 'decided', 'in-remediation', 'fix-verified'] as const
const cardsAtOnce = 25

/** Commands on cases, a case with a thousand entries, and the board of all, beside bare SQL. */
export const measureCases = async (
  filled: Filled,
  { requests, seconds }: { readonly requests: number; readonly seconds: number },
): Promise<CasesMeasured> => {
  const { folder, environment, databaseUrl, token } = filled
  const server = await startServerProcess({ folder, environment, patience: 120_000 })
  const bare = await bareLists(folder, databaseUrl)
  const connections: Connection[] = []
  for (let worker = 0; worker < atOnce; worker++) connections.push(await openConnection(server.url))
  const bench: Bench = { server, connections, token, bare, requests }
  try {
    // The board first: what the commands leave behind must not stand on it.
    const board = await measureBoard(bench)
    const screens = await measureDueAndFlow(bench)
    const opened = await measureOpening(bench)
    const commands = []
    for (const on of ['one hot case', 'many cases'] as const)
      commands.push({
        on,
        concurrency: atOnce,
        ...(await measureCommands(bench, on, seconds)),
        bare: await bareCommits(folder, databaseUrl, bareRow, atOnce, seconds),
      })
    const database = databaseUrl === undefined ? 'SQLite' : 'PostgreSQL'
    return { database, commands, reads: [opened, ...board, ...screens] }
  } finally {
    for (const connection of connections) connection.close()
    await bare.close()
    await server.stop()
  }
}

interface Bench {
  readonly server: ServerProcess
  readonly connections: readonly Connection[]
  readonly token: string
  readonly bare: BareLists
  readonly requests: number
}

const text = 'Looked at it again, with the laboratory: the service port still answers. '.repeat(5)
/** As many bytes as the fact of such a note with the state that is written beside it. */
const bareRow = JSON.stringify({ text, rest: 'x'.repeat(2_000) })

const post = ({ token }: Bench, path: string, input: unknown): Buffer =>
  requestOf(
    'POST',
    path,
    { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    JSON.stringify({ input }),
  )

/** The answer as its route declares it. */
const send = async (connection: Connection | undefined, request: Buffer): Promise<unknown> => {
  return readAnswer(await connection?.send(request))
}

const readAnswer = (answer: Awaited<ReturnType<Connection['send']>> | undefined): unknown => {
  if (answer === undefined || answer.status >= 300)
    throw new Error(`${answer?.status} ${answer?.body.toString()}`)
  return JSON.parse(answer.body.toString())
}

const openCase = async (bench: Bench, title: string): Promise<string> => {
  // What a command that creates answers.
  const { id } = (await send(bench.connections[0], post(bench, '/api/cases/open', { title }))) as {
    readonly id: string
  }
  return id
}

const measureCommands = async (
  bench: Bench,
  on: CasesMeasured['commands'][number]['on'],
  seconds: number,
): Promise<{ readonly commands: Rate; readonly conflicts: number }> => {
  const cases: string[] = []
  for (let count = 0; count < (on === 'one hot case' ? 1 : atOnce); count++)
    cases.push(await openCase(bench, `Bench: ${on} ${count}`))
  let conflicts = 0
  const commands = await measureRate(atOnce, seconds, async (worker) => {
    const id = cases[worker % cases.length] ?? ''
    const request = post(bench, `/api/cases/${id}/note`, { text })
    const connection = bench.connections[worker]
    for (;;) {
      const answer = await connection?.send(request)
      if (answer?.status !== 409) return readAnswer(answer)
      conflicts++
    }
  })
  return { commands, conflicts }
}

/** What the page of a case asks for, all at once: the record, what closes it, its newest facts. */
const measureOpening = async (bench: Bench): Promise<Read> => {
  const id = await openCase(bench, 'Bench: a case with a thousand entries')
  for (let count = 1; count < entries; count++)
    await send(bench.connections[0], post(bench, `/api/cases/${id}/note`, { text }))
  const paths = [
    `/api/cases/${id}`,
    `/api/cases/${id}/closure`,
    `/api/cases/${id}/history?limit=50`,
  ]
  const sql = [
    `select * from stream where stream = '${id}'`,
    `select * from event where stream = '${id}' order by version desc limit 50`,
  ]
  return measured(bench, `open a case with ${entries} entries`, bounds.open, paths, () =>
    inTurn(sql, (query) => bench.bare.ask(query)),
  )
}

const measureBoard = async (bench: Bench): Promise<readonly Read[]> => {
  const { product } = await bench.bare.examples()
  const inProduct = `stream in (select stream from facet where kind = 'case' and name = 'product' and value = '${product}')`
  const boards = [
    ['the board, soonest due', '', []],
    ['the board of one product', `&facet=product:${product}`, [inProduct]],
    ['the board of high and critical', '&severity=critical,high', ['severity in (3, 4)']],
  ] as const
  const reads: Read[] = []
  for (const [what, narrowing, where] of boards) {
    const paths = [
      `/api/cases/counts${narrowing.replace('&', '?')}`,
      ...columns.map(
        (status) =>
          `/api/cases?status=${status}&sort=due&order=asc&limit=${cardsAtOnce}${narrowing}`,
      ),
    ]
    const lists = columns.map(
      (status): BareList => ({
        where: [`status = '${status}'`, ...where],
        order: 'due_at, stream',
        limit: cardsAtOnce + 1,
      }),
    )
    const counts = `select status, count(*) from stream where ${["kind = 'case'", 'restricted = 0', ...where].join(' and ')} group by status`
    reads.push(
      await measured(bench, what, bounds.board, paths, async () => {
        await bench.bare.ask(counts)
        await inTurn(lists, (list) => bench.bare.rows(list))
      }),
    )
  }
  return reads
}

/** What is due, and the flow: the first page of each, over all dates and steps. */
const measureDueAndFlow = async (bench: Bench): Promise<readonly Read[]> => {
  const { product } = await bench.bare.examples()
  const line = `select line.stream, human_id, title, status, value from facet line join stream on stream.stream = line.stream where line.kind = 'case' and line.name = 'due' and restricted = 0`
  const page = 'order by line.value, line.stream limit 101'
  const ofProduct = `and line.stream in (select stream from facet where kind = 'case' and name = 'product' and value = '${product}')`
  const dues = [
    ['what is due', '/api/due', `${line} ${page}`],
    ['what is due of one product', `/api/due?product=${product}`, `${line} ${ofProduct} ${page}`],
    [
      'what is due to one authority, to which nothing is',
      '/api/due?authority=fda-806',
      `${line} and line.value like '% fda-806' ${page}`,
    ],
  ] as const
  const reads: Read[] = []
  for (const [what, path, sql] of dues)
    reads.push(await measured(bench, what, bounds.screen, [path], () => bench.bare.ask(sql)))
  const values = (name: string) =>
    `select value, count(*) from facet where kind = 'case' and name = '${name}' group by value`
  const steps = ['analysed', 'decided', 'in-remediation', 'fix-verified', 'closed']
  const counts = [
    "select status, count(*) from stream where kind = 'case' group by status",
    ...['waits', 'clock', ...steps.map((step) => `took-${step}`)].map(values),
  ]
  reads.push(
    await measured(bench, 'the flow of every year', bounds.screen, ['/api/flow'], () =>
      inTurn(counts, (sql) => bench.bare.ask(sql)),
    ),
  )
  return reads
}

const inTurn = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> => {
  for (const item of items) await work(item)
}

/** All requests at once, each on a connection of its own, and the queries by hand, in turns. */
const measured = async (
  { connections, token, requests }: Bench,
  what: string,
  bound: number,
  paths: readonly string[],
  byHand: () => Promise<unknown>,
): Promise<Read> => {
  const asked = paths.map((path) => requestOf('GET', path, { authorization: `Bearer ${token}` }))
  const http: number[] = []
  const sql: number[] = []
  for (let count = -Math.ceil(requests / 10); count < requests; count++) {
    const took = await timeOf(() =>
      Promise.all(asked.map((request, index) => send(connections[index], request))),
    )
    const bareTook = await timeOf(byHand)
    if (count < 0) continue
    http.push(took)
    sql.push(bareTook)
  }
  const [overHttp, overSql] = [spread(http), spread(sql)]
  return {
    what,
    requests: paths.length,
    http: overHttp,
    bare: overSql,
    bound,
    kept: overHttp.p95 <= bound,
  }
}

const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const spread = (times: readonly number[]): Spread => ({
  p50: percentile(times, 0.5),
  p95: percentile(times, 0.95),
})
