import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeCli, runCli } from '../../support/cli.ts'

describeCli('vulnerary compare', () => {
  let folder: string
  const path = (name: string) => join(folder, name)
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'compare-'))
    const said = (port: number, last: string) =>
      `# Network\n\nThe gateway listens on port ${port} for the pumps.\n\nKeep it locked.\n\n${last}\n`
    await writeFile(path('old.md'), said(80, 'Send it in without its disk.'))
    await writeFile(path('new.md'), said(8443, 'Change the password at installation.'))
    await writeFile(path('broken.pdf'), '%PDF-1.7 nothing else')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('tells what was added, removed and changed, word by word', async () => {
    const { code, stdout } = await runCli(['compare', path('old.md'), path('new.md')])
    expect(code).toBe(0)
    expect(stdout).toContain('The gateway listens on port [-80-]{+8443+} for the pumps.')
    expect(stdout).toContain('1 added, 1 removed, 1 changed, 0 moved, 2 the same')
  })

  test('answers the same as JSON', async () => {
    const { json } = await runCli(['compare', path('old.md'), path('new.md'), '--json'])
    expect(json()).toMatchObject({
      counts: { added: 1, removed: 1, changed: 1, moved: 0, same: 2 },
      differences: [{ change: 'changed', how: 'otherwise' }, {}, {}],
    })
  })

  test('answers 2 where one could not be read', async () => {
    const { code, stderr } = await runCli(['compare', path('old.md'), path('broken.pdf')])
    expect(code).toBe(2)
    expect(stderr).toContain('broken.pdf could not be read')
  })
})
