import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { type AProduct, aProduct } from '../support/work/product.ts'
import { stateOf } from '../support/work/team.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

const overflow = ({ page }: Visitor) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Chooses in the group of this name by keyboard alone: the group is entered, then arrows move. */
const chooseByKeys = async ({ page }: Visitor, group: RegExp, value: string): Promise<void> => {
  const radios = page.getByRole('radiogroup', { name: group })
  await radios.getByRole('radio').first().focus()
  await page.keyboard.press('Space')
  const wanted = radios.getByRole('radio', { name: value, exact: true })
  for (let presses = 0; presses < 6 && !(await wanted.isChecked()); presses++)
    await page.keyboard.press('ArrowDown')
  expect(await wanted.isChecked()).toBe(true)
}

// Issue 4, item 3: the score changes in sight as it is chosen, and the questions lead to it.
describeWith('chromium', 'Scoring a case', () => {
  let desk: Desk
  let tom: Visitor
  let gateway: AProduct
  let path: string
  beforeAll(async () => {
    desk = await openDesk()
    gateway = await aProduct(desk.triager)
    const { id } = await desk.triager.does('/api/cases/open', { title: 'Plain HTTP' })
    path = `/api/cases/${id}`
    await desk.triager.does(`${path}/verify-report`, {
      outcome: 'partly',
      product: gateway.id,
      revision: '2.4.0',
      how: 'Port 80 answers.',
    })
    tom = await desk.visit()
    tom.context.setDefaultTimeout(30_000)
  }, 120_000)
  afterAll(() => desk?.close())

  test('builds a vector by keyboard and by questions, with the score in sight', async () => {
    const { page } = tom
    await tom.open(path.replace('/api', ''))
    await tom.press('Score')
    const form = page.getByRole('dialog')
    await form.getByText('Still to choose: Where the attacker must be (AV)').waitFor()
    await chooseByKeys(tom, /\(AV\)/, 'On an adjacent network')
    await chooseByKeys(tom, /\(AC\)/, 'Low')
    await chooseByKeys(tom, /\(PR\)/, 'None')
    await chooseByKeys(tom, /\(S\)/, 'No')
    await chooseByKeys(tom, /\(C\)/, 'High')
    await chooseByKeys(tom, /\(I\)/, 'None')
    await chooseByKeys(tom, /\(A\)/, 'None')
    await form.getByText('Still to choose: Whether someone else must act (UI)').waitFor()
    // The last one by its questions: each first answer until a value stands.
    const ask = form.getByRole('button', { name: 'Ask me about Whether someone else must act' })
    await ask.first().focus()
    await page.keyboard.press('Enter')
    const questions = form.locator('.questions')
    for (let asked = 0; asked < 6; asked++) {
      if ((await form.getByText('Still to choose').count()) === 0) break
      await questions.getByRole('radiogroup').nth(asked).getByRole('radio').first().focus()
      await page.keyboard.press('Space')
    }
    const live = form.getByRole('status')
    await live.getByText(/^Base \d/).waitFor()
    expect(await tom.findings()).toEqual([])
    if (process.env['SHOTS'] !== undefined)
      await page.screenshot({ path: `${process.env['SHOTS']}/form.png` })
    await form.getByRole('button', { name: 'Score', exact: true }).focus()
    await page.keyboard.press('Enter')
    await form.waitFor({ state: 'detached' })
    await page.getByRole('region', { name: 'How bad it is' }).getByText('CVSS 3.1, Ours').waitFor()
    const { scores } = await stateOf(desk.triager, path)
    expect(scores).toMatchObject([
      { kind: 'ours', vector: expect.stringMatching(/^CVSS:3.1\/AV:A\/AC:L\/PR:N\/UI:/) },
    ])
    expect(scores[0].reasoning).toMatchObject([{ metric: 'UI' }])
  }, 120_000)

  test('takes a pasted vector, and says of a wrong one what is wrong', async () => {
    await tom.press('Score')
    const form = tom.page.getByRole('dialog')
    const vector = form.getByRole('textbox', { name: 'CVSS vector' })
    await vector.fill('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:Q')
    await form.getByRole('status').getByText(/SA/).waitFor()
    await vector.fill('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N')
    await form.getByRole('status').getByText('Base 9.3').waitFor()
    expect(
      await form
        .getByRole('radiogroup', { name: /\(VC\)/ })
        .getByRole('radio', { name: 'High', exact: true })
        .isChecked(),
    ).toBe(true)
    await form.getByRole('combobox', { name: 'Whose score is it' }).selectOption('NVD’s')
    await form.getByRole('textbox', { name: 'Source' }).fill('NVD')
    await form.getByRole('button', { name: 'Score', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    const part = tom.page.getByRole('region', { name: 'How bad it is' })
    await part.getByText('CVSS 4.0, NVD’s: NVD').waitFor()
    await part.getByText('Decides').waitFor()
    await part.getByRole('button', { name: 'Let it decide' }).click()
    await form
      .getByRole('textbox', { name: 'Reason' })
      .fill('The gateway is never on the internet.')
    await form.getByRole('button', { name: 'Choose the score that counts' }).click()
    await part.getByText('Our score was chosen to decide').waitFor()
  }, 120_000)

  test('decides the priority by SSVC with the path in sight', async () => {
    await desk.triager.does(`${path}/note-exploitation`, {
      status: 'active',
      source: 'CISA KEV',
      kev: { added: '2026-01-02', due: '2026-01-23' },
      epss: { score: 0.42, percentile: 0.97, on: '2026-01-02' },
    })
    await tom.open(path.replace('/api', ''))
    await tom.press('Decide the priority by SSVC')
    const form = tom.page.getByRole('dialog')
    const exploitation = form.getByRole('radiogroup', { name: 'Exploitation' })
    // Answered by what is noted already.
    expect(await exploitation.getByRole('radio', { name: 'Active' }).isChecked()).toBe(true)
    const groups = await form.getByRole('radiogroup').count()
    for (let group = 0; group < groups; group++) {
      const radios = form.getByRole('radiogroup').nth(group).getByRole('radio')
      await radios.last().focus()
      await tom.page.keyboard.press('Space')
    }
    await form.getByRole('status').getByText('the outcome is').last().waitFor()
    expect(await tom.findings()).toEqual([])
    if (process.env['SHOTS'] !== undefined)
      await tom.page.screenshot({ path: `${process.env['SHOTS']}/ssvc.png` })
    await form.getByRole('button', { name: 'Decide the priority by SSVC' }).click()
    await form.waitFor({ state: 'detached' })
    await tom.page.getByRole('heading', { name: /^Priority by SSVC: / }).waitFor()
    expect(await tom.findings()).toEqual([])
  }, 120_000)

  test('is whole on a telephone, in the dark', async () => {
    const phone = await desk.visit({ width: 360, scheme: 'dark' })
    phone.context.setDefaultTimeout(30_000)
    await phone.open(path.replace('/api', ''))
    const part = phone.page.getByRole('region', { name: 'How bad it is' })
    await part.getByText('The vector in words').first().click()
    await part.getByText('Where the attacker must be (AV)').first().waitFor()
    expect(await overflow(phone)).toBe(0)
    expect(await phone.findings()).toEqual([])
    if (process.env['SHOTS'] !== undefined)
      await phone.page.screenshot({ path: `${process.env['SHOTS']}/phone.png`, fullPage: true })
    await phone.press('Score')
    await phone.page.getByRole('dialog').getByText('Still to choose').waitFor()
    expect(await overflow(phone)).toBe(0)
    expect(await phone.findings()).toEqual([])
    if (process.env['SHOTS'] !== undefined)
      await phone.page.screenshot({ path: `${process.env['SHOTS']}/phone-form.png` })
    await phone.close()
  }, 120_000)
})
