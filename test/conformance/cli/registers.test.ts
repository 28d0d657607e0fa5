import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeCli, runCli } from '../../support/cli.ts'
import { openMaker } from '../../support/maker.ts'
import { riskOf } from '../../support/work/risk.ts'
import { csvOf } from '../../support/work/table.ts'

describeCli('vulnerary risks and cases', () => {
  test('export the register and import it again; import cases of before', async () => {
    const maker = await openMaker()
    const folder = await mkdtemp(join(tmpdir(), 'registers-'))
    const run = (...words: readonly string[]) => runCli(words, { env: { DATA_DIR: maker.folder } })
    try {
      const engineer = await maker.colleague('erika', ['engineer'])
      await engineer.does('/api/risks/enter', riskOf({ register: 'SR-1' }))
      const file = join(folder, 'register.csv')
      expect((await run('risks', 'export', file)).code).toBe(0)
      expect(await readFile(file, 'utf8')).toContain('"SR-1"')
      expect((await run('risks', 'export', file)).stderr).toContain('exists')
      expect((await run('risks', 'export', join(folder, 'x.ods'))).stderr).toContain('.xlsx')
      const book = join(folder, 'register.xlsx')
      expect((await run('risks', 'export', book, '--facet', 'number:SR-1')).code).toBe(0)
      const again = await run('risks', 'import', book)
      expect(again.stdout).toContain('0 new, 0 changed, 1 without a change')
      const text = (await readFile(file, 'utf8')).replace('Orders are changed', 'Orders are lost')
      await writeFile(file, text)
      const dry = await run('risks', 'import', file, '--dry-run')
      expect(dry.stdout).toContain('row 2: changed RISK-')
      expect(dry.stdout).toContain('Would import: 0 new, 1 changed')
      const cases = join(folder, 'cases.csv')
      const header = ['Number', 'Title', 'Opened on']
      await writeFile(cases, csvOf([header, ['P-1', 'Telnet is open', '01.02.2021']]))
      const bad = await run('cases', 'import', cases, '--system', 'Old PSIRT')
      expect(bad.code).toBe(1)
      expect(bad.stdout).toContain('row 2, Opened on: "01.02.2021" is no day')
      await writeFile(cases, csvOf([header, ['P-1', 'Telnet is open', '2021-02-01']]))
      const good = await run('cases', 'import', cases, '--system', 'Old PSIRT', '--json')
      expect(good.json()).toMatchObject({ imported: true, rows: [{ outcome: 'new' }] })
    } finally {
      await maker.close()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
