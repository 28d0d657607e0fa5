import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'

/** A list as somebody would write it by hand, knowing the tables. */
export interface BareList {
  readonly where: readonly string[]
  /** A word that the record's text must hold. */
  readonly find?: string
  readonly order: string
  readonly limit?: number
}

export interface BareLists {
  /** The human ids of the first page; the query reads all that a line of a list shows. */
  rows(list: BareList): Promise<readonly string[]>
  /** A query as it stands, with all its rows. */
  ask(query: string): Promise<readonly unknown[]>
  /** A product and a CVE that some cases have. */
  examples(): Promise<{ readonly product: string; readonly cve: string }>
  close(): Promise<void>
}

interface Row {
  readonly human_id: string
}

const columns =
  'stream, kind, human_id, version, title, status, severity, owner, due_at, opened_at, updated_at, restricted'
const pageSize = 50

export const bareLists = async (
  folder: string,
  databaseUrl: string | undefined,
): Promise<BareLists> => (databaseUrl === undefined ? onSqlite(folder) : onPostgres(databaseUrl))

const textOf = ({ where, order, limit = pageSize }: BareList, found: string | undefined): string =>
  // What the person who asks may see: nobody named the bench on an embargoed case.
  `select ${columns} from stream where ${["kind = 'case'", 'restricted = 0', ...where, ...(found === undefined ? [] : [`stream in (${found})`])].join(' and ')} order by ${order} limit ${limit}`

const facetText = (name: string): string =>
  `select value from facet where kind = 'case' and name = '${name}' order by value limit 1`

const onSqlite = (folder: string): BareLists => {
  const connection = new BetterSqlite3(join(folder, 'vulnerary.db'), { readonly: true })
  connection.pragma('cache_size = -65536')
  const prepared = new Map<BareList, BetterSqlite3.Statement>()
  const asked = new Map<string, BetterSqlite3.Statement>()
  const prepare = (list: BareList) => {
    const found =
      list.find === undefined
        ? undefined
        : 'select stream from search join search_entry on search_entry.id = search.rowid where search match ?'
    return connection.prepare(textOf(list, found))
  }
  const first = (name: string) =>
    (connection.prepare(facetText(name)).get() as { readonly value: string }).value
  return {
    rows: async (list) => {
      const statement = prepared.get(list) ?? prepare(list)
      prepared.set(list, statement)
      const rows = statement.all(...(list.find === undefined ? [] : [`"${list.find}"*`])) as Row[]
      return rows.map(({ human_id }) => human_id)
    },
    ask: async (query) => {
      const statement = asked.get(query) ?? connection.prepare(query)
      asked.set(query, statement)
      return statement.all()
    },
    examples: async () => ({ product: first('product'), cve: first('cve') }),
    close: async () => void connection.close(),
  }
}

const onPostgres = async (url: string): Promise<BareLists> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const first = async (name: string) =>
    (await client.query<{ value: string }>(facetText(name))).rows[0]?.value ?? ''
  return {
    rows: async (list) => {
      const found =
        list.find === undefined
          ? undefined
          : `select stream from search_entry where words @@ to_tsquery('simple', '${list.find
              .split('-')
              .map((word) => `${word}:*`)
              .join(' & ')}')`
      const { rows } = await client.query<Row>(textOf(list, found))
      return rows.map(({ human_id }) => human_id)
    },
    ask: async (query) => (await client.query(query)).rows,
    examples: async () => ({ product: await first('product'), cve: await first('cve') }),
    close: () => client.end(),
  }
}
