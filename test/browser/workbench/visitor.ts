import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core'
import type { MovableTime } from '../../faults/server-process.ts'
import { codeAt } from '../../support/access.ts'

/** What an accessibility checker says against the page as it is now. */
export interface Finding {
  readonly rule: string
  readonly where: readonly string[]
}

/** Somebody at the workbench in a browser of their own, with their authenticator app. */
export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** What the browser complained about since last asked: errors, and what the policy forbade. */
  complaints(): readonly string[]
  /** A code that was not used yet: of now, or of the half minute that follows. */
  code(): Promise<string>
  open(path: string): Promise<void>
  /** Sets up the account behind a one-time link. */
  arrive(link: string, account: { readonly name?: string; readonly login?: string }): Promise<void>
  /** Answers nothing where the page is as WCAG 2.2 AA asks. */
  findings(): Promise<readonly Finding[]>
  /** Fills the fields of the form in front by their labels. */
  fill(fields: Readonly<Record<string, string>>): Promise<void>
  /** Opens a command's form: from its own button, or from the menu of the others. */
  press(title: string): Promise<void>
  /** Sends the form in front, which must succeed. */
  submit(title: string): Promise<void>
  close(): Promise<void>
}

export const password = 'violet kettle under nine bridges'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export interface VisitorOptions {
  /** Of a session, `name=value`: the visitor is signed in. */
  readonly cookie?: string
  readonly width?: number
  readonly scheme?: 'light' | 'dark'
  /** The server's clock; without it, real time is waited for. */
  readonly time?: MovableTime
}

export const openVisitor = async (
  browser: Browser,
  url: string,
  { width = 1_280, scheme = 'light', time, cookie }: VisitorOptions = {},
): Promise<Visitor> => {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(10_000)
  if (cookie !== undefined) {
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url }])
  }
  const page = await context.newPage()
  let complained: string[] = []
  page.on('console', (message) => {
    // A refusal is an answer, though the browser calls it an error.
    const refused = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !refused) complained.push(message.text())
  })
  page.on('pageerror', (error) => complained.push(String(error)))
  const asked = requestsOf(page)
  const app = { secret: '', step: 0 }

  const code = async (): Promise<string> => {
    const { now, pass } = time ?? { now: Date.now, pass: (ms: number) => page.waitForTimeout(ms) }
    const step = Math.floor(now() / 30_000)
    // The server takes the code of one step around now, and each once: one of the step before
    // would be too old if the half minute ended before the form is sent.
    app.step = Math.max(app.step + 1, step)
    if (app.step > step + 1) await pass((app.step - 1) * 30_000 - now())
    return codeAt(app.secret, app.step * 30_000)
  }
  const fill = async (fields: Readonly<Record<string, string>>): Promise<void> => {
    for (const [label, value] of Object.entries(fields))
      await page.getByRole('textbox', { name: label }).first().fill(value)
  }
  return {
    page,
    context,
    complaints: () => {
      const all = complained
      complained = []
      return all
    },
    code,
    open: async (path) => {
      await page.goto(`${url}/workbench${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await allCame(page, asked)
    },
    arrive: async (link, account) => {
      await page.goto(url + link)
      app.secret = await page.locator('.secret').innerText()
      if (account.name !== undefined) await fill({ 'Your name': account.name })
      if (account.login !== undefined) await fill({ 'Sign-in name': account.login })
      await page.locator('input[type=password]').fill(password)
      await fill({ 'Code from the app': await code() })
      await page.getByRole('button', { name: 'Set up the account' }).click()
      await page.getByRole('navigation', { name: 'Main' }).waitFor()
    },
    findings: async () => {
      // It stays where the page was not loaded anew, and reading it takes longer than most looks.
      if (!(await page.evaluate(() => Reflect.has(window, 'axe')))) await page.evaluate(axe)
      return page.evaluate(async (tags) => {
        // A colour that is still fading into another is nobody's finding.
        const isMoving = (one: Animation) =>
          Number.isFinite(one.effect?.getComputedTiming().endTime)
        for (let look = 0; look < 10; look++) {
          await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
          const moving = document.getAnimations().filter(isMoving)
          if (moving.length === 0) break
          await Promise.allSettled(moving.map(({ finished }) => finished))
        }
        // The script above has put it there.
        const checker = Reflect.get(window, 'axe') as {
          run(
            where: Document,
            options: { runOnly: string[]; resultTypes: string[] },
          ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
        }
        const { violations } = await checker.run(document, {
          runOnly: tags,
          // What is right need not be described.
          resultTypes: ['violations'],
        })
        return violations.map(({ id, nodes }) => ({
          rule: id,
          where: nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)),
        }))
      }, rules)
    },
    fill,
    press: async (title) => {
      const actions = page.locator('.page-actions')
      const direct = actions.getByRole('button', { name: title, exact: true })
      const more = actions.getByRole('button', { name: /^(More|Actions)$/ })
      await direct.or(more).first().waitFor()
      if ((await direct.count()) > 0) return direct.click()
      await more.click()
      await page.getByRole('menuitem', { name: title, exact: true }).click()
    },
    submit: async (title) => {
      const form = page.getByRole('dialog')
      await form.getByRole('button', { name: title, exact: true }).click()
      await isAccepted(form)
    },
    close: () => context.close(),
  }
}

/** A refusal is told at once and in its own words, not by time that passes. */
export const isAccepted = async (form: Locator): Promise<void> => {
  const refusal = form.getByRole('alert')
  const accepted = form.waitFor({ state: 'detached' }).then(() => undefined)
  const words = await Promise.race([accepted, refusal.innerText().catch(() => undefined)])
  if (words !== undefined) throw new Error(`Refused: ${words}`)
  await accepted
}

/** Requests that are not yet answered. */
const requestsOf = (page: Page): ReadonlySet<Request> => {
  const asked = new Set<Request>()
  page.on('request', (request) => asked.add(request))
  page.on('requestfinished', (request) => asked.delete(request))
  page.on('requestfailed', (request) => asked.delete(request))
  return asked
}

/** Milliseconds in which a page that has an answer has drawn it, and asked what it asks next. */
const calm = 100

/** Waits until nothing on the page is on its way; the half second of "networkidle" adds up. */
const allCame = async (page: Page, asked: ReadonlySet<Request>): Promise<void> => {
  const waits = () => document.querySelector('main .waiting') !== null
  const begun = performance.now()
  for (let since = begun; performance.now() - since < calm; ) {
    if (performance.now() - begun > 10_000)
      throw new Error(
        `Still on its way: ${[...asked].map((one) => one.url()).join(', ') || 'words'}`,
      )
    if (asked.size > 0 || (await page.evaluate(waits))) since = performance.now()
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  }
}
