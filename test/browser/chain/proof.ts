import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { runCli } from '../../support/cli.ts'
import { realPath } from '../../support/real-input.ts'
import { unzip } from '../../support/unzip.ts'
import type { Cast } from './cast.ts'
import type { Stranger } from './stranger.ts'
import { firmwareName } from './update.ts'

/** Step 8: a hospital takes the update from the portal, and knows only the root of trust. */
export const hospitalVerifies = async (cast: Cast, { page }: Stranger): Promise<void> => {
  const { elsewhere } = cast
  const save = async (link: string | RegExp, name: string): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: link }).click(),
    ])
    await download.saveAs(join(elsewhere, name))
    return join(elsewhere, name)
  }
  await page.goto('/updates/')
  const root = await save('the root of trust', 'root.json')
  const kit = await save(/^Download all of UPD-/, 'kit.zip')
  const names: string[] = []
  for (const { name, bytes } of await unzip(await readFile(kit))) {
    await mkdir(dirname(join(elsewhere, name)), { recursive: true })
    await writeFile(join(elsewhere, name), bytes)
    names.push(name)
  }
  const update = names.find((name) => name.endsWith(firmwareName)) ?? ''
  const verify = (what: string) => runCli(['verify', what, '--root', root], { cwd: elsewhere })

  const good = await verify(update)
  expect({ code: good.code, said: good.stdout }).toMatchObject({ code: 0 })
  expect(good.stdout).toContain(`good: ${update}`)
  expect(good.stdout).toContain('For Careline Gateway 2.3 and later on hardware B.')
  expect((await verify(dirname(update))).code).toBe(0)

  await changeOneByte(join(elsewhere, update))
  const bad = await verify(dirname(update))
  expect(bad.code).toBe(1)
  expect(bad.stdout).toMatch(new RegExp(`NOT GOOD: .*${firmwareName}.*sha256`, 'i'))
  expect(bad.stdout).toContain('good: ')
}

/** Step 9: every duty of the five clauses with what documents and records say, and where. */
export const auditorReadsClauses = async (
  { otto }: Cast,
  { title, reference }: Stranger,
): Promise<void> => {
  const { page } = otto
  await otto.goesTo('Clauses')
  await page.getByRole('combobox', { name: 'Product' }).selectOption('Careline Gateway')
  const duties = page.locator('.clause-table tbody tr')
  await expect.poll(() => duties.count()).toBe(49)
  // Each has a verdict in words for each of the four questions, and for all of them together.
  const verdicts = await page.locator('.clause-table td').allInnerTexts()
  expect(verdicts).toHaveLength(5 * 49)
  expect(verdicts.filter((one) => !verdictWords.includes(one.trim()))).toEqual([])
  // From a duty to what answers it: a passage of a real document, and the supplier's report.
  await page.getByRole('row').filter({ hasText: '5.8.2/access' }).getByRole('link').click()
  await page.locator('figcaption').getByRole('link').first().waitFor()
  await page.getByRole('link', { name: 'All duties' }).click()
  const duty = otto.part('Clause 9.2').getByRole('row').filter({ hasText: '9.2/source-b' })
  await duty.getByRole('cell').nth(3).getByText('Met', { exact: true }).waitFor()
  await duty.getByRole('link').click()
  await page
    .getByRole('link', { name: new RegExp(reference) })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

const verdictWords = ['Met', 'Partial', 'Absent', 'Not applicable', 'Could not run']

/** The documents' half of the review, on a folder of real documents, in the terminal. */
export const reviewsFolder = async ({ elsewhere }: Cast): Promise<void> => {
  const folder = realPath('corpus', 'documents', 'disclose__dioterms')
  const { code, stdout } = await runCli(['review', folder, '--clause', '9.2'], { cwd: elsewhere })
  expect(code).toBe(0)
  expect(stdout).toContain('9.2/channel')
}

/** Step 10: the case as one file, proven without the server; one byte changed, and it says what broke. */
export const packProves = async (cast: Cast, { title }: Stranger): Promise<void> => {
  const { otto, office, elsewhere } = cast
  await otto.goesTo('Ledger')
  await otto.presses('Check the ledger')
  await otto.sees('The ledger holds')
  const key = await otto.page
    .getByRole('main')
    .getByText(/^\S+\+[0-9a-f]{8}\+\S+$/)
    .innerText()
  await otto.goesTo('Cases')
  await otto.presses(/^Closed/)
  await otto.page.getByRole('link', { name: title }).first().click()
  const download = await otto.downloads(
    otto.part('Export and proof').getByRole('link', { name: 'Download the audit pack' }),
  )
  const human = /CASE-\d{4}-\d{4}/.exec(download.suggestedFilename())?.[0] ?? ''
  const byHand = join(elsewhere, 'from-the-workbench.zip')
  await download.saveAs(byHand)
  const byCli = join(elsewhere, 'from-the-terminal.zip')
  const written = await runCli(['audit-pack', '--case', human, '--out', byCli], {
    env: { DATA_DIR: office.folder },
  })
  expect({ code: written.code, said: written.stderr }).toMatchObject({ code: 0 })

  for (const pack of [byHand, byCli]) {
    const good = await runCli(['verify', pack, '--key', key], { cwd: elsewhere })
    expect({ code: good.code, said: good.stdout }).toMatchObject({ code: 0 })
    expect(good.stdout).toContain(`good: audit pack of ${human}`)
    await changeOneByte(pack)
    const bad = await runCli(['verify', pack, '--key', key], { cwd: elsewhere })
    expect(bad.code).toBe(1)
    expect(bad.stdout).toContain('NOT GOOD')
  }
}

const changeOneByte = async (path: string): Promise<void> => {
  const bytes = await readFile(path)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  await writeFile(path, bytes)
}
