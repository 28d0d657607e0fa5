import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Colleague } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { type ACase, aCase, type CaseTeam } from '../support/work/case.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { type Person, personOf } from './chain/person.ts'
import { type Desk, openDesk } from './inbox/desk.ts'

/** A folder for pictures, for whoever wants to look at the screens. */
const shots = process.env['SCREENSHOTS']

const wrong = 'Open port 80 on the firewall of the ward.'
const right = 'Reach the page on port 443 only.'
const others = Array.from(
  { length: 12 },
  (_, index) =>
    `The screen of bed ${index + 1} reaches port 80 of the simulator in the training room.`,
)
const guide = `# Network

![The gateway and its neighbours](network.png)

${wrong}

${others.join('\n\n')}

Keep the rack dry.
`

// 4.1.9: from the fixed case to the verified correction, by people at a browser.
describeWith('chromium', 'What the documents now say wrongly', () => {
  let desk: Desk
  let about: ACase
  let tom: Person
  let wanda: Person
  let defect = ''
  /** How many questions the look asks. */
  let all = 0

  beforeAll(async () => {
    desk = await openDesk()
    const { maker, triager } = desk
    const approver = await maker.colleague('anna', ['approver'])
    const writer = await maker.colleague('wanda', ['writer'])
    const product = await aProduct(triager)
    await aDocument({ maker, writer } as Parameters<typeof aDocument>[0], product, guide)
    // Of the team only these are asked.
    about = await aCase({ maker, engineer: triager, approver } as CaseTeam, product, {
      facts: { ports: [{ port: 80, protocol: 'tcp', service: 'http' }] },
      guidance: ['Replace the certificate after the update.'],
    })
    await about.takeAllBut('omissions')
    const person = async (who: Colleague) => personOf(await desk.visit({}, who))
    tom = await person(triager)
    wanda = await person(writer)
  })
  afterAll(() => desk?.close())

  const isFit = async ({ visitor, page }: Person, name: string) => {
    expect(await visitor.findings()).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
  }
  const toLook = async (person: Person) => {
    await person.visitor.open(`/cases/${about.humanId}`)
    await person.part('In the documents').getByRole('link', { name: /LOOK-/ }).click()
    await person.sees(/\d+ questions$/)
  }
  // Its own words: the statement before and after stand in the card, too.
  const statement = (words: string) =>
    tom.page.getByRole('article').filter({
      has: tom.page.locator('mark, p.prose').filter({ hasText: words }),
    })
  const question = (words: string) =>
    tom.page.locator('li.question', { has: statement(words) }).locator('[data-line]')

  test('the case says what waits, and leads to the look', async () => {
    await tom.visitor.open(`/cases/${about.humanId}`)
    await tom
      .part('Path to closure')
      .getByText(/Decide what the documents may say wrongly/)
      .first()
      .waitFor()
    await toLook(tom)
    const progress = await tom.page.getByText(/^0 of \d+ questions$/).innerText()
    all = Number(/of (\d+)/.exec(progress)?.[1])
    // The statement, at least two about the simulator, the drawing and the missing guidance.
    expect(all).toBeGreaterThan(4)
    await tom.sees('Said nowhere')
    await isFit(tom, 'look')
    for (const [name, options] of [
      ['look-dark', { scheme: 'dark' }],
      ['look-narrow', { width: 360 }],
    ] as const) {
      const other = await personOf(await desk.visit(options))
      await toLook(other)
      await isFit(other, name)
      await other.visitor.close()
    }
  })

  test('a statement that is false becomes a defect, by keys', async () => {
    const { page } = tom
    // Past the guidance that is missing, to the statement.
    await question(wrong).focus()
    await page.keyboard.press('w')
    await tom.sends('Open a documentation defect', {
      Severity: 'Medium',
      'What it makes an operator do wrong': 'Operators leave port 80 open.',
    })
    await tom.sees(`1 of ${all} questions`)
    await page.getByRole('button', { name: `All ${all}`, exact: true }).click()
    const link = statement(wrong).getByRole('link', { name: /DEF-/ })
    defect = /DEF-\d{4}-\d{4}/.exec(await link.innerText())?.[0] ?? ''
    expect(defect).not.toBe('')
    await page.getByRole('button', { name: `Undecided ${all - 1}`, exact: true }).click()
  })

  test('one is dismissed by a key, and comes back when the decision is taken back', async () => {
    const { page } = tom
    await question('bed 1 reaches').focus()
    await page.keyboard.press('d')
    await tom.sends('Dismiss', { 'Why it is still true': 'The simulator is not affected.' })
    await tom.sees(`2 of ${all} questions`)
    await page.getByRole('button', { name: `All ${all}`, exact: true }).click()
    await statement('bed 1 reaches').getByRole('button', { name: 'Take back' }).click()
    await tom.sends('Take the decision back', { Reason: 'It belongs to the others.' })
    await tom.sees(`1 of ${all} questions`)
    await page.getByRole('button', { name: `Undecided ${all - 1}`, exact: true }).click()
  })

  test('missing guidance is said not to be needed, and repeats are dismissed together', async () => {
    const { page } = tom
    await statement('Replace the certificate').getByRole('button', { name: 'Not needed' }).click()
    await tom.sends('Dismiss', { 'Why it is still true': 'The installer replaces it.' })
    await tom.sees(`2 of ${all} questions`)
    for (const index of [1, 2]) {
      await question(`bed ${index} reaches`).focus()
      await page.keyboard.press('x')
    }
    await tom.presses('Dismiss 2 selected')
    await tom.sends('Dismiss several', {
      'Why nothing of it is false': 'The simulator of the training room is not affected.',
    })
    await tom.sees(`4 of ${all} questions`)
    await tom.presses('Select all undecided')
    await tom.presses(`Dismiss ${all - 4} selected`)
    await tom.sends('Dismiss several', {
      'Why nothing of it is false': 'The simulator, and a drawing without ports.',
    })
    await tom.sees(`All ${all} questions`)
    await isFit(tom, 'look-decided')
  })

  test('the writer corrects the document, and another person verifies it', async () => {
    await wanda.visitor.open('/documents')
    await wanda.goesTo('Document library', 'Security guide')
    await wanda.does('Add a revision', {
      'Version of the document': '2',
      File: {
        name: 'guide.md',
        mimeType: 'text/markdown',
        buffer: Buffer.from(guide.replace(wrong, right)),
      },
    })
    const revision = wanda.part('Revisions').getByRole('listitem').filter({ hasText: 'Version 2' })
    await revision.getByText(/^Read: \d+ statements/).waitFor()
    await wanda.goesTo('Documentation defects', new RegExp(defect))
    await wanda.does('Record the correction', {
      'Corrected revision of the document': '2',
      'It says now': right,
    })
    await wanda.part('Correction').getByText('It says in version 2').waitFor()
    await tom.goesTo('Documentation defects', new RegExp(defect))
    await tom.does('Verify the correction', {
      'Is the corrected document right?': 'Yes',
      Reason: 'Read, and right.',
    })
    await tom.part('Correction').getByText('Read, and right.').waitFor()
  })

  test('the new revision was searched by itself; what is new in it is decided, and the case goes on', async () => {
    await toLook(tom)
    // The picture may be another one, though its name is the same.
    await tom.sees('new since the search before')
    await tom.presses('Select all undecided')
    await tom.presses(/^Dismiss \d+ selected$/)
    await tom.sends('Dismiss several', {
      'Why nothing of it is false': 'Looked at in version 2: nothing is false.',
    })
    await tom.sees(/^All \d+ questions$/)
    await tom.visitor.open(`/cases/${about.humanId}`)
    await tom.part('Path to closure').getByText('Documents looked at after the fix: done').waitFor()
    expect(tom.visitor.complaints()).toEqual([])
  })
})
