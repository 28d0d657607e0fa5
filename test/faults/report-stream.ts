import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerProcess } from './server-process.ts'

/** A report that the server said it has: this must never be lost. */
export interface Acknowledged {
  readonly humanId: string
  readonly title: string
  /** The reporter's page, where it came by the form. */
  readonly link?: string
}

/** One report that was sent with a key and whose answer never came: sent again, it is there once. */
export interface Unanswered {
  readonly title: string
  readonly key: string
}

export interface Streamed {
  readonly acknowledged: Acknowledged[]
  readonly unanswered: Unanswered[]
  /** Answers that were neither an acknowledgement nor a refusal one may expect. */
  readonly strange: string[]
}

export const emptyStream = (): Streamed => ({ acknowledged: [], unanswered: [], strange: [] })

/**
 * Sends reports by API and by form, some with files, so many at a time, until `until` is over or
 * the server is gone.
 */
export const streamReports = async (
  server: ServerProcess,
  seen: Streamed,
  until: AbortSignal,
  concurrency = 8,
): Promise<void> => {
  const work = async (worker: number) => {
    for (let number = 0; !until.aborted && server.running(); number++) {
      const send = (number + worker) % 4 === 0 ? sendForm : sendByApi
      await send(server, seen)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, (_, worker) => work(worker)))
}

const sendByApi = async (server: ServerProcess, seen: Streamed): Promise<void> => {
  const sent = { title: `By API ${randomUUID()}`, key: randomUUID() }
  const answer = await sendKeyed(server, sent)
  if (answer === undefined) seen.unanswered.push(sent)
  else if (answer.status === 201)
    seen.acknowledged.push({ humanId: answer.humanId, title: sent.title })
  else seen.strange.push(`API: ${answer.status} ${answer.text}`)
}

/** Undefined where no answer came. */
export const sendKeyed = async (
  { url, authorization }: ServerProcess,
  { title, key }: Unanswered,
): Promise<{ status: number; humanId: string; text: string } | undefined> => {
  try {
    const response = await fetch(`${url}/api/reports/receive`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ input: { title, description: 'It leaks.', source: 'a' } }),
    })
    const text = await response.text()
    const { humanId = '' } = JSON.parse(text) as { humanId?: string }
    return { status: response.status, humanId, text }
  } catch {
    // The connection broke, or the answer with it.
    return undefined
  }
}

const sendForm = async ({ url, authorization }: ServerProcess, seen: Streamed): Promise<void> => {
  const title = `By form ${randomUUID()}`
  const form = new FormData()
  form.set('title', title)
  form.set('description', 'It leaks.')
  form.set('reporterEmail', `${randomUUID()}@example.org`)
  form.append('files', new Blob([title.repeat(200)]), 'proof.txt')
  try {
    // Whoever has proven a token is not held to the rate of strangers.
    const response = await fetch(`${url}/report`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    })
    const page = await response.text()
    const humanId = /RPT-\d{4}-\d{4,}/.exec(page)?.[0]
    const link = /href="[^"]*(\/r\/[\w-]{43})"/.exec(page)?.[1]
    if (response.status === 201 && humanId !== undefined && link !== undefined)
      seen.acknowledged.push({ humanId, title, link })
    else seen.strange.push(`Form: ${response.status} ${page.slice(0, 500)}`)
  } catch {
    // No answer: a form has no key, so nobody can say whether it arrived.
  }
}

/** All reports by their human id, as the API lists them. */
const listReports = async (server: ServerProcess): Promise<ReadonlyMap<string, string>> => {
  const titles = new Map<string, string>()
  for (let cursor = ''; ; ) {
    const query = `limit=500&sort=opened${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
    const page = (await getJson(server, `/api/reports?${query}`)) as {
      readonly items: readonly { readonly humanId: string; readonly title: string }[]
      readonly next: string | null
    }
    for (const { humanId, title } of page.items) titles.set(humanId, title)
    if (page.next === null) return titles
    cursor = page.next
  }
}

const getJson = async (
  { url, authorization }: ServerProcess,
  path: string,
  method = 'GET',
): Promise<unknown> => {
  const response = await fetch(url + path, { method, headers: { authorization } })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

/** What is wrong after a fault: reports that were acknowledged and are gone, doubled, or damaged. */
export const lossesOf = async (
  server: ServerProcess,
  seen: Streamed,
): Promise<readonly string[]> => {
  const wrong: string[] = [...seen.strange]
  // What was not answered is sent again with its key, as a careful client does.
  for (const sent of seen.unanswered) {
    const again = await sendKeyed(server, sent)
    if (again?.status !== 201) wrong.push(`sent again: ${again?.status} ${again?.text}`)
    else seen.acknowledged.push({ humanId: again.humanId, title: sent.title })
  }
  seen.unanswered.length = 0
  const there = await listReports(server)
  for (const { humanId, title } of seen.acknowledged)
    if (there.get(humanId) !== title) wrong.push(`${humanId} "${title}" is lost`)
  const titles = [...there.values()]
  if (new Set(titles).size !== titles.length) wrong.push('a report is there twice')
  const byForm = seen.acknowledged.filter(({ link }) => link !== undefined).slice(-20)
  for (const report of byForm) wrong.push(...(await damageOf(server, report)))
  wrong.push(...(await problemsOfLedger(server)))
  return wrong
}

/** The reporter's page and the file of a report that came by the form. */
const damageOf = async (
  server: ServerProcess,
  { humanId, title, link }: Acknowledged,
): Promise<readonly string[]> => {
  const page = await fetch(server.url + link)
  if (page.status !== 200 || !(await page.text()).includes(humanId))
    return [`the page of ${humanId} answers ${page.status}`]
  const { state } = (await getJson(server, `/api/reports/${humanId}`)) as {
    readonly state: { readonly files: readonly { readonly hash: string }[] }
  }
  const { authorization } = server
  const hash = state.files[0]?.hash
  // It came from outside, so it lies locked until somebody opens it on purpose.
  await fetch(`${server.url}/api/reports/${humanId}/open-file`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ input: { file: hash } }),
  })
  const file = await fetch(`${server.url}/api/files/${hash}`, { headers: { authorization } })
  return (await file.text()) === title.repeat(200) ? [] : [`the file of ${humanId} is damaged`]
}

const problemsOfLedger = async (server: ServerProcess): Promise<readonly string[]> => {
  const report = (await getJson(server, '/api/ledger/check', 'POST')) as {
    readonly events: number
    readonly sequenced: number
    readonly problems: readonly { readonly what: string; readonly where: string; message: string }[]
  }
  return [
    ...report.problems.map(({ what, where, message }) => `ledger: ${what} ${where}: ${message}`),
    ...(report.sequenced === 0 ? ['the ledger check saw nothing'] : []),
  ]
}

/** Streams reports and kills the server somewhere in the middle. */
export const streamAndKill = async (
  server: ServerProcess,
  seen: Streamed,
  milliseconds: number,
): Promise<void> => {
  const over = new AbortController()
  const streaming = streamReports(server, seen, over.signal)
  await sleep(milliseconds)
  await server.kill()
  over.abort()
  await streaming
}
