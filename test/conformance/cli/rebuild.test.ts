import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeCli, runCli } from '../../support/cli.ts'
import { openMaker } from '../../support/maker.ts'

describeCli('states beside the facts', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rebuild-'))
    const maker = await openMaker({ folder })
    await maker.colleague('wanda', ['writer'])
    await maker.server.stop()
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const run = (...words: string[]) => runCli(words, { env: { DATA_DIR: folder, PORT: '0' } })
  /** Opens the folder with this build, so that the next command finds nothing new. */
  const settled = () => run('list', 'people')
  const alterTitle = () => {
    const database = new Sqlite(join(folder, 'vulnerary.db'))
    const change = database.prepare("update stream set title = 'Nobody' where kind = 'person'")
    expect(change.run().changes).toBe(2)
    database.close()
  }

  test('that somebody altered are named by the check, and made anew', async () => {
    await settled()
    alterTitle()
    const found = await run('ledger', 'check')
    expect(found.code).toBe(1)
    expect(found.stdout).toContain('"title" is not what the events say.')
    expect(await run('ledger', 'rebuild')).toMatchObject({
      code: 0,
      stdout: '2 of 2 records were made anew\n',
    })
    expect((await run('ledger', 'check')).code).toBe(0)
  })

  test('of an earlier version are made anew when this one opens the folder', async () => {
    await settled()
    alterTitle()
    const mark = join(folder, 'states.made-by')
    const build = await readFile(mark, 'utf8')
    await writeFile(mark, 'an earlier build')
    expect((await run('ledger', 'check')).code).toBe(0)
    expect(await readFile(mark, 'utf8')).toBe(build)
  })
})
