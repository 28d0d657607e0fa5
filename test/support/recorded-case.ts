import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { orThrow } from '../../src/kernel/result.ts'
import type { Role } from '../../src/kernel/roles.ts'
import { instantOf } from '../../src/kernel/time.ts'
import { readSettings, type Server, startServer } from '../../src/server/index.ts'
import { sharedProcesses } from './processes.ts'

export interface OpenServer {
  readonly server: Server
  readonly folder: string
  readonly time: { now: number }
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** A server on a folder of its own, which does not listen. */
export const openServer = async (
  environment: Readonly<Record<string, string>> = {},
  folder?: string,
): Promise<OpenServer> => {
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), 'vulnerary-')))
  const all = {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    PORT: '0',
    MAKER_NAME: 'Example Medical',
    ...environment,
  }
  const time = { now: Date.UTC(2026, 4, 6, 7, 8, 9) }
  const server = orThrow(
    await startServer(orThrow(readSettings(all)), {
      environment: environment['VULNERARY_KEY'] === undefined ? {} : environment,
      clock: () => time.now,
      ...sharedProcesses(environment),
    }),
  )
  return {
    server,
    folder: dataDir,
    time,
    environment: all,
    close: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Issues a command as a person with these roles, with a signature where one is named. */
export const issueAs = async (
  { server, time }: Pick<OpenServer, 'server' | 'time'>,
  [person, roles]: readonly [string, readonly Role[]],
  [kind, command, id]: readonly [string, string, string?],
  input: unknown,
  meaning?: string,
) => {
  time.now += 1_000
  return orThrow(
    await server.parts.dispatch({
      kind,
      command,
      ...(id === undefined ? {} : { id }),
      input,
      actor: { id: `person:${person}`, roles },
      requestId: 'test',
      ...(meaning === undefined
        ? {}
        : { signature: { name: `${person} Example`, at: instantOf(time.now), meaning } }),
    }),
  )
}

const engineer = ['erika', ['engineer', 'triager']] as const
const approver = ['anna', ['approver']] as const

export interface RecordedCase {
  readonly id: string
  readonly humanId: string
  readonly report: string
  readonly product: string
  readonly file: { readonly hash: string; readonly name: string; readonly size: number }
}

/** A report with a file that became a case, scored and decided by two people. */
export const recordCase = async (open: OpenServer): Promise<RecordedCase> => {
  const text = 'GET /admin HTTP/1.1\r\nHost: pump\r\n'
  const { hash, size } = orThrow(
    await open.server.parts.files.put(Readable.from([Buffer.from(text)]), { limitBytes: 10_000 }),
  )
  const file = { hash, name: 'trace.txt', size }
  const product = await issueAs(open, engineer, ['product', 'register'], {
    name: 'Careline Gateway',
    maker: 'Example Medical',
  })
  await issueAs(open, engineer, ['product', 'add-revision', product.id], { revision: '2.4.0' })
  const report = await issueAs(open, engineer, ['report', 'receive'], {
    title: 'The admin page needs no password',
    description: 'Open /admin: it answers. <script>alert(1)</script>',
    source: 'f',
    channel: 'api',
    reporterEmail: 'jo@researcher.example',
    reporterName: 'Jo Researcher',
    files: [file],
  })
  const opened = await issueAs(open, engineer, ['case', 'open'], {
    title: 'Admin page without password',
    report: report.id,
    cve: 'CVE-2026-12345',
  })
  await issueAs(open, engineer, ['case', 'set-impact', opened.id], {
    rows: [{ product: product.id, revision: '2.4.0', status: 'affected', statement: 'Open.' }],
  })
  await issueAs(open, engineer, ['case', 'score', opened.id], {
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N',
  })
  await issueAs(open, engineer, ['case', 'propose-disposition', opened.id], {
    path: 'code-fix',
    reason: 'A password can be asked for without loss of function. <script>alert(1)</script>',
  })
  await issueAs(
    open,
    approver,
    ['case', 'approve-disposition', opened.id],
    { comment: 'Agreed.' },
    'approval of the disposition',
  )
  await open.server.settle()
  return {
    id: opened.id,
    humanId: opened.humanId,
    report: report.humanId,
    product: product.id,
    file,
  }
}
