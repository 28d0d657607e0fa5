import type { Download, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { isAccepted, password, type Visitor } from '../workbench/visitor.ts'
import { type Answers, fillIn } from './form.ts'

/** Somebody who works in the workbench as people do: by what stands on the screen, never loading it again. */
export interface Person {
  readonly visitor: Visitor
  readonly page: Page
  /** The form in front. */
  readonly form: Locator
  /** Goes to a list by the navigation, and to a record in it by what stands in its line. */
  goesTo(list: string, record?: string | RegExp): Promise<void>
  /** Presses a button of the page (not of its head). */
  presses(button: string | RegExp): Promise<void>
  /** Waits until a text stands on the page. */
  sees(text: string | RegExp): Promise<void>
  /** A part of the page by its heading. */
  part(title: string): Locator
  /** Opens a command's form from the head of the page, fills it in and sends it. */
  does(title: string, answers?: Answers): Promise<void>
  /** The same for a command that asks for a signature. */
  signs(title: string, answers?: Answers): Promise<void>
  /** Goes on to sign the form in front and signs; it may be refused. */
  triesToSign(): Promise<void>
  /** Sends the form in front, which must succeed. */
  sends(title: string, answers?: Answers): Promise<void>
  /** Downloads what a link or button offers. */
  downloads(what: Locator): Promise<Download>
  /** Throws where the page was loaded again since the person came in, or the browser complained. */
  provesOneLoad(): Promise<void>
}

export const personOf = async (visitor: Visitor): Promise<Person> => {
  const { page } = visitor
  const form = page.getByRole('dialog')
  // Seven browsers, a server and the command line share what may be two busy cores.
  visitor.context.setDefaultTimeout(30_000)
  // Lost if the page is ever loaded again.
  await page.evaluate(() => Reflect.set(window, 'sameLoad', true))

  const sends = async (title: string, answers: Answers = {}) => {
    await fillIn(form, answers)
    await visitor.submit(title)
  }
  const triesToSign = async () => {
    // The step asks the server whether a code is needed this time.
    const told = page.waitForResponse((response) => response.url().endsWith('/api/session'))
    await form.getByRole('button', { name: 'Go on to sign' }).click()
    // As the API declares it.
    const { codeNeeded } = (await (await told).json()) as { codeNeeded: boolean }
    await form.locator('input[type=password]').fill(password)
    if (codeNeeded) await form.getByRole('textbox', { name: 'Code' }).fill(await visitor.code())
    await form.getByRole('button', { name: 'Sign', exact: true }).click()
  }
  return {
    visitor,
    page,
    form,
    goesTo: async (list, record) => {
      const navigation = page.getByRole('navigation', { name: 'Main' })
      await navigation.getByRole('link', { name: new RegExp(`^${list}`) }).click()
      await page.getByRole('heading', { level: 1, name: list }).waitFor()
      if (record === undefined) return
      const line = page.getByRole('row').filter({ hasText: record })
      await line.getByRole('link').first().click()
      await page.getByRole('navigation', { name: 'Main' }).waitFor()
      await page.getByRole('region', { name: 'Timeline' }).waitFor()
    },
    presses: (name) => page.getByRole('main').getByRole('button', { name }).first().click(),
    sees: (text) => page.getByRole('main').getByText(text).first().waitFor(),
    part: (title) => page.getByRole('region', { name: title, exact: true }),
    does: async (title, answers) => {
      await visitor.press(title)
      await sends(title, answers)
    },
    signs: async (title, answers = {}) => {
      await visitor.press(title)
      await fillIn(form, answers)
      await triesToSign()
      await isAccepted(form)
    },
    triesToSign,
    sends,
    downloads: async (what) => {
      const [download] = await Promise.all([page.waitForEvent('download'), what.click()])
      return download
    },
    provesOneLoad: async () => {
      expect(await page.evaluate(() => Reflect.get(window, 'sameLoad'))).toBe(true)
      expect(visitor.complaints()).toEqual([])
    },
  }
}
