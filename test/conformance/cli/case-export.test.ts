import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeCli, type Ran, runCli } from '../../support/cli.ts'
import { type Colleague, type Maker, openMaker } from '../../support/maker.ts'
import { renderedText } from '../../support/rendered-text.ts'

describeCli('vulnerary cases export', () => {
  let maker: Maker
  let engineer: Colleague
  let folder: string
  let reference: string
  beforeAll(async () => {
    maker = await openMaker()
    engineer = await maker.colleague('emil', ['engineer'])
    folder = await mkdtemp(join(tmpdir(), 'case-export-'))
    const { id, humanId } = await engineer.does('/api/cases/open', { title: 'Weak key' })
    reference = humanId
    for (const [audience, text] of [
      ['team', 'For all of us.'],
      ['approvers', 'The quillwort decides.'],
    ])
      await engineer.does('/api/messages/write', { case: id, audience, text })
  })
  afterAll(async () => {
    await maker?.close()
    await rm(folder, { recursive: true, force: true })
  })
  const exports = (id: string, file: string, env: Readonly<Record<string, string>>): Promise<Ran> =>
    runCli(['cases', 'export', id, join(folder, file), '--json'], { env })
  const tokenOf = async (who: Colleague, role: string) => {
    const { body } = await who.post('/api/tokens', { label: 'export', roles: [role] })
    return { VULNERARY_URL: maker.url, VULNERARY_TOKEN: body.token }
  }

  test('writes the case as a PDF, and never over a file', async () => {
    const env = await tokenOf(engineer, 'engineer')
    const made = await exports(reference, 'case.pdf', env)
    const bytes = await readFile(join(folder, 'case.pdf'))
    expect({ code: made.code, ...made.json() }).toMatchObject({ code: 0, bytes: bytes.length })
    const text = await renderedText('pdf', new Uint8Array(bytes))
    for (const told of ['Weak key', reference, 'For all of us.', 'The quillwort decides.'])
      expect(text).toContain(told)
    const again = await exports(reference, 'case.pdf', env)
    expect(again).toMatchObject({ code: 2 })
    expect(again.json()).toMatchObject({ refused: true, code: 'file/exists' })
  })

  test('tells no more than whoever asks may see, and leaves nothing where there is no case', async () => {
    const env = await tokenOf(await maker.colleague('wanda', ['writer']), 'writer')
    expect((await exports(reference, 'writer.pdf', env)).code).toBe(0)
    const text = await renderedText(
      'pdf',
      new Uint8Array(await readFile(join(folder, 'writer.pdf'))),
    )
    expect(text).toContain('For all of us.')
    expect(text).not.toContain('quillwort')
    const none = await exports('CASE-1999-0001', 'none.pdf', env)
    expect(none).toMatchObject({ code: 2 })
    await expect(readFile(join(folder, 'none.pdf'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
