import { startServerProcess } from '../faults/server-process.ts'
import { type BareList, bareLists } from './bare-lists.ts'
import type { Filled } from './fill/filled.ts'
import { openConnection, requestOf } from './http-client.ts'
import { percentile } from './rate.ts'

export interface ListMeasured {
  readonly database: 'SQLite' | 'PostgreSQL'
  readonly list: string
  /** Milliseconds of the first page through HTTP, and of the bare query of the same rows. */
  readonly http: { readonly p50: number; readonly p95: number }
  readonly bare: { readonly p50: number; readonly p95: number }
  readonly rows: number
  /** p95 within 5 times the bare query's, or 20 ms. */
  readonly kept: boolean
}

interface List {
  readonly name: string
  readonly path: string
  readonly bare: BareList
}

const toDo = ['open', 'analysed', 'decided', 'in-remediation', 'fix-verified'] as const
const bound = { times: 5, milliseconds: 20 }

const listsAbout = (product: string, cve: string): readonly List[] => {
  const list = (name: string, path: string, bare: BareList): List => ({ name, path, bare })
  return [
    list('to do, last changed', `status=${toDo}&sort=updated`, {
      where: [`status in (${toDo.map(quoted)})`],
      order: 'updated_at desc, stream desc',
    }),
    list('all, by title', 'sort=title&order=asc', { where: [], order: 'title, stream' }),
    list('closed, newest', 'status=closed&sort=opened', {
      where: [`status = 'closed'`],
      order: 'opened_at desc, stream desc',
    }),
    list(
      'high and critical to do, most severe',
      `status=${toDo}&severity=critical,high&sort=severity`,
      {
        where: [`status in (${toDo.map(quoted)})`, 'severity in (3, 4)'],
        order: 'severity desc, stream desc',
      },
    ),
    list(
      'critical in remediation, soonest due',
      'status=in-remediation&severity=critical&sort=due&order=asc',
      {
        where: [`status = 'in-remediation'`, 'severity = 4'],
        order: 'due_at, stream',
      },
    ),
    list(
      'low with verified fix, by title',
      'status=fix-verified&severity=low&sort=title&order=asc',
      {
        where: [`status = 'fix-verified'`, 'severity = 1'],
        order: 'title, stream',
      },
    ),
    list('of one product, last changed', `status=${toDo}&facet=product:${product}&sort=updated`, {
      where: [
        `status in (${toDo.map(quoted)})`,
        `stream in (select stream from facet where kind = 'case' and name = 'product' and value = ${quoted(product)})`,
      ],
      order: 'updated_at desc, stream desc',
    }),
    list('of one CVE', `facet=cve:${cve}`, {
      where: [
        `stream in (select stream from facet where kind = 'case' and name = 'cve' and value = ${quoted(cve)})`,
      ],
      order: 'updated_at desc, stream desc',
    }),
    list('found by a CVE’s words', `search=${cve}`, {
      where: [],
      find: cve,
      order: 'updated_at desc, stream desc',
    }),
    list('found by a common word', 'search=overflow&status=open', {
      where: [`status = 'open'`],
      find: 'overflow',
      order: 'updated_at desc, stream desc',
    }),
  ]
}

const quoted = (text: string): string => `'${text}'`

/** First pages of 100,000 cases through HTTP beside the bare queries of the same rows, in turns. */
export const measureLists = async (
  filled: Filled,
  requests: number,
): Promise<readonly ListMeasured[]> => {
  const { folder, environment, databaseUrl, token } = filled
  const server = await startServerProcess({ folder, environment, patience: 120_000 })
  const bare = await bareLists(folder, databaseUrl)
  const connection = await openConnection(server.url)
  const headers = { authorization: `Bearer ${token}` }
  const measured: ListMeasured[] = []
  try {
    const { product, cve } = await bare.examples()
    for (const { name, path, bare: query } of listsAbout(product, cve)) {
      const request = requestOf('GET', `/api/cases?${path}`, headers)
      const ask = async (): Promise<readonly string[]> => {
        const { status, body } = await connection.send(request)
        if (status !== 200) throw new Error(`${path}: ${status} ${body.toString()}`)
        const page = JSON.parse(body.toString()) as { items: readonly { humanId: string }[] }
        return page.items.map(({ humanId }) => humanId)
      }
      const same = String(await ask()) === String(await bare.rows(query))
      if (!same) throw new Error(`The bare query of "${name}" gives other rows than the server.`)
      const http: number[] = []
      const sql: number[] = []
      const warm = Math.ceil(requests / 10)
      for (let count = -warm; count < requests; count++) {
        const [took, bareTook] = [
          await timeOf(() => connection.send(request)),
          await timeOf(() => bare.rows(query)),
        ]
        if (count >= 0) http.push(took)
        if (count >= 0) sql.push(bareTook)
      }
      const [overHttp, overSql] = [spread(http), spread(sql)]
      measured.push({
        database: databaseUrl === undefined ? 'SQLite' : 'PostgreSQL',
        list: name,
        http: overHttp,
        bare: overSql,
        rows: (await ask()).length,
        kept: overHttp.p95 <= Math.max(bound.milliseconds, bound.times * overSql.p95),
      })
    }
  } finally {
    connection.close()
    await bare.close()
    await server.stop()
  }
  return measured
}

const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const spread = (times: readonly number[]) => ({
  p50: percentile(times, 0.5),
  p95: percentile(times, 0.95),
})
