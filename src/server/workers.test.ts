import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readSettings, startServer } from './index.ts'
import { createProcesses } from './workers.ts'

const table = Buffer.from('id,title\r\n1,Restarts\r\n')

test('Processes that servers share end with who made them, a server’s own with the server', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'processes-'))
  const settings = orThrow(readSettings({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }))
  const processes = createProcesses(settings)
  try {
    const sharing = orThrow(await startServer(settings, { processes }))
    expect(isRefusal(await sharing.parts.foreign.readTable(table))).toBe(false)
    await sharing.stop()
    const alone = orThrow(await startServer(settings))
    await alone.stop()
    expect(await alone.parts.foreign.readTable(table)).toMatchObject({ code: 'process/closed' })
    const next = orThrow(await startServer(settings, { processes }))
    expect(isRefusal(await next.parts.foreign.readTable(table))).toBe(false)
    await next.stop()
  } finally {
    await processes.close()
    await rm(folder, { recursive: true, force: true })
  }
  expect(await processes.foreign.readTable(table)).toMatchObject({ code: 'process/closed' })
})
