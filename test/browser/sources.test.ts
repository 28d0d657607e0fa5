import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { describeWith } from '../support/needs.ts'
import { type Library, openLibrary } from '../support/work/with-sources.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './workbench/visitor.ts'

describeWith('chromium', 'Sources in the workbench', () => {
  let manuals: string
  let library: Library
  let browser: Browser
  const visit = (options: VisitorOptions = {}): Promise<Visitor> =>
    openVisitor(browser, library.maker.url, { ...options, cookie: library.writer.cookie })

  beforeAll(async () => {
    manuals = await mkdtemp(join(tmpdir(), 'manuals-'))
    await writeFile(join(manuals, 'guide_v2.1.md'), 'Open port 80 on the firewall.')
    await writeFile(join(manuals, 'huge.pdf'), '')
    await truncate(join(manuals, 'huge.pdf'), 2 * 1024 ** 3)
    await symlink('/etc/hostname', join(manuals, `${'a-long-name-without-a-space-'.repeat(6)}.md`))
    library = await openLibrary([
      { kind: 'folder', name: 'manuals', title: 'Manuals', path: manuals },
      { kind: 'git', name: 'guides', title: 'Guides', url: 'file:///nowhere/guides.git' },
    ])
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await library?.close()
    await rm(manuals, { recursive: true, force: true })
  })

  test('a writer sees what failed and what to do, and looks at it again by keyboard', async () => {
    const wanda = await visit()
    const { page } = wanda
    await wanda.open('/sources')
    await page.getByRole('link', { name: 'Guides' }).click()
    await page.getByText('The source cannot be read.').waitFor()
    await page.getByText('correct its address in sources.yaml').waitFor()
    await wanda.open('/sources')
    await page.getByRole('link', { name: 'Manuals' }).click()
    await page.getByRole('cell', { name: 'huge.pdf' }).waitFor()
    await page.getByText('read files', { exact: true }).waitFor()
    await rm(join(manuals, 'huge.pdf'))
    library.maker.time.now += 1_000
    await page.getByRole('button', { name: 'Look at it now' }).focus()
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: 'Look at it now' }).waitFor()
    expect(await wanda.findings()).toEqual([])
    await form.getByRole('button', { name: 'Look at it now' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Every document of the source could be fetched.').waitFor()
    await page.getByRole('link', { name: 'Its documents' }).click()
    await page.getByRole('link', { name: 'guide v2.1' }).click()
    await page.getByText('Open port 80 on the firewall.').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'guide_v2.1.md' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('guide_v2.1.md')
    expect(wanda.complaints()).toEqual([])
    await wanda.close()
  })

  test.each([
    { width: 1_280, scheme: 'dark' },
    { width: 360, scheme: 'light' },
  ] as const)('its pages hold what accessibility asks: $width, $scheme', async (options) => {
    const visitor = await visit(options)
    await rm(join(manuals, 'guide_v2.1.md'), { force: true })
    await writeFile(join(manuals, 'other.md'), 'Keep the rack dry.')
    await library.sync('manuals')
    for (const path of ['/sources', '/sources/SRC-2026-0001', '/sources/SRC-2026-0002']) {
      await visitor.open(path.replace('2026', String(new Date().getFullYear())))
      expect([path, await visitor.findings()]).toEqual([path, []])
      const over = await visitor.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect([path, over]).toEqual([path, 0])
    }
    await visitor.open('/documents')
    await visitor.page.getByRole('link', { name: 'guide v2.1' }).click()
    await visitor.page.getByText('Gone from its source.').waitFor()
    expect(await visitor.findings()).toEqual([])
    await visitor.close()
  })
})
