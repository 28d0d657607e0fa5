import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { describeWith } from '../support/needs.ts'
import { answerTo, disclosurePolicy, reviewed } from '../support/work/review.ts'
import { aTeam } from '../support/work/team.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './workbench/visitor.ts'

const complaints = `# Complaint handling

## Security in complaints

Customer support screens each complaint for security. A complaint that may be about a vulnerability
is forwarded to the product security team on the same day and recorded as a vulnerability report.
`

describeWith('chromium', 'A kept clause review', () => {
  const team = aTeam(['engineer', 'auditor'])
  let browser: Browser
  let erika: Visitor
  let kept = ''

  const visit = (cookie: string, options?: VisitorOptions): Promise<Visitor> =>
    openVisitor(browser, team.maker.url, { ...options, cookie })
  const changed = ({ page }: Visitor) =>
    page.getByRole('region', { name: 'Changed since the last review', exact: true })
  beforeAll(async () => {
    browser = await launchBrowser()
    erika = await visit(team.engineer.cookie)
  }, 120_000)
  afterAll(() => browser?.close())

  test('says clause by clause what became better and worse, why, and what to do', async () => {
    const { engineer } = team
    const policy = await reviewed(
      team,
      engineer,
      { title: 'Vulnerability disclosure policy' },
      disclosurePolicy,
    )
    const { basis } = await answerTo(engineer, '9.2/channel')
    await engineer.does('/api/findings/overrule', {
      constraint: '9.2/channel',
      basis,
      verdict: 'met',
      reason: 'The address is published by our web team.',
    })
    const { page } = erika
    await erika.open('/clauses?product=all')
    await changed(erika).getByRole('button', { name: 'Keep the review as it is now' }).click()
    await page.getByRole('dialog').getByLabel('Why it is kept').fill('Before the audit.')
    await erika.submit('Keep the review')
    await changed(erika).getByText('Nothing has changed.').waitFor()
    kept = await changed(erika).getByRole('link', { name: /^CRV-/ }).innerText()

    await policy.revise('2', '# Policy\n\nThe pump has a blue case.\n')
    await reviewed(team, engineer, { title: 'Complaint handling' }, complaints)
    await erika.open('/clauses?product=all')
    await changed(erika)
      .getByText(/^\d+ worse, .*\d+ better, \d+ as they were\.$/)
      .waitFor()
    const channel = changed(erika).getByRole('listitem').filter({ hasText: 'A published channel' })
    expect(await channel.innerText()).toMatch(/^Worse\s+major\s/)
    expect(await channel.innerText()).toMatch(/Met\s+→\s+then, now:\s+Partial/)
    for (const words of [
      /^A passage that says it: met, now absent\.$/,
      new RegExp(`^No longer shown by: ${policy.humanId} Vulnerability disclosure policy, `),
      /^The word of a person in FND-\S+ holds no more\.$/,
      /^To do: take the passage up again/,
    ])
      await channel.getByText(words).waitFor()
    // The word lapsed, and so did what it was about: each is one step away.
    await changed(erika)
      .getByRole('listitem')
      .filter({ hasText: 'Complaints are routed' })
      .getByText('Better', { exact: true })
      .waitFor()
    expect(await erika.findings()).toEqual([])
    await channel.getByRole('link', { name: 'A published channel' }).click()
    await page.getByText('A person’s word asks to be looked at again').waitFor()
    await page.goBack()
    const behind = changed(erika).getByRole('list', { name: 'Documents behind it' })
    await behind.getByRole('link', { name: /Vulnerability disclosure policy/ }).click()
    await page.getByText('The pump has a blue case.').first().waitFor()
    expect(erika.complaints()).toEqual([])
  }, 90_000)

  test('stands as it was answered, and leads back to today and to the map', async () => {
    const { page } = erika
    await erika.open(`/clause-reviews/${kept}`)
    await page.getByText('Before the audit.').first().waitFor()
    const channel = page.getByRole('row').filter({ hasText: 'A published channel' })
    await channel.getByText(/^by decision in/).waitFor()
    expect(await channel.locator('td').first().innerText()).toContain('Met')
    expect(await erika.findings()).toEqual([])
    await page.getByRole('link', { name: /^What the review answers today/ }).click()
    await changed(erika)
      .getByText(/as they were\.$/)
      .waitFor()
    expect(new URL(page.url()).searchParams.get('product')).toBe('all')
    await page.goBack()
    await page.getByRole('link', { name: 'Every product at a glance' }).click()
    await page.getByRole('link', { name: 'All products together', exact: true }).waitFor()
    expect(erika.complaints()).toEqual([])
  }, 60_000)

  test('is read by an auditor, who is told who keeps the next one', async () => {
    const olga = await visit(team.auditor.cookie)
    await olga.open('/clauses?product=all')
    await changed(olga)
      .getByText(/^Such steps are for /)
      .waitFor()
    expect(await changed(olga).getByRole('button').count()).toBe(0)
    await olga.close()
  }, 60_000)

  test.each(['light', 'dark'] as const)(
    'fits a telephone, %s',
    async (scheme) => {
      const visitor = await visit(team.engineer.cookie, { width: 360, scheme })
      for (const path of ['/clauses?product=all', `/clause-reviews/${kept}`]) {
        await visitor.open(path)
        await visitor.page.getByText('A published channel').first().waitFor()
        const over = await visitor.page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        )
        expect([path, over]).toEqual([path, 0])
        expect(await visitor.findings()).toEqual([])
      }
      expect(visitor.complaints()).toEqual([])
      await visitor.close()
    },
    60_000,
  )
})
