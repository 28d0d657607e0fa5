import type { Page } from 'playwright-core'
import type { Visitor } from '../workbench/visitor.ts'

/** What is wrong with a screen, in words; nothing where it is right. */
export type Faults = readonly string[]

/** Goes there without loading the page anew, and waits until everything on it has come. */
export const goTo = async ({ page }: Visitor, path: string): Promise<void> => {
  await page.evaluate((to) => {
    window.history.pushState(null, '', `/workbench/${to}`)
    window.dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await arrived(page, path)
}

/** Words that stand for something still on its way. */
const arrived = async (page: Page, path: string): Promise<void> => {
  await page.waitForFunction(
    (to) => {
      const main = document.querySelector('main')
      const heading = main?.querySelector('h1')
      const record = /\/([A-Z]+-[\d-]+)$/.exec(to)?.[1]
      return (
        main !== null &&
        heading !== null &&
        heading !== undefined &&
        window.location.pathname === `/workbench/${to.split(/[?#]/)[0]}` &&
        // A list names its records too: only a record's own page has its id above the title.
        main.querySelector('.eyebrow .mono')?.textContent === record &&
        main.querySelector('.waiting') === null &&
        ![...main.querySelectorAll('.soft')].some(({ textContent }) => textContent === '…')
      )
    },
    path,
    { timeout: 10_000 },
  )
}

/** What no person should have to read. */
const unreadable: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a record this page does not know', /does not know this record/],
  ['nothing at this address', /no page at this address/],
  ['an id of the machine', /\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/],
  ['an actor of the machine', /\b(person|outsider|system):\S/],
  ['a value of the machine', /\b(undefined|NaN|null|Invalid Date|\[object Object\])\b/],
  ['a day of the machine', /(?<![\w-])20\d\d-\d\d-\d\d(?![\w-])/],
  ['a plural that is none', /\w\(s\)/],
  ['a name of the code', /(?<![\w./-])[a-z]+[a-z]*[A-Z][a-z]+[A-Z]?[a-z]*\(/],
]

/** Looks at the screen in front as its reader does: words, width, complaints of the browser. */
export const faultsOf = async (visitor: Visitor, checker: boolean): Promise<Faults> => {
  const { page } = visitor
  // What is technical on purpose stands in code: hashes, keys, checkpoints, vectors.
  const { text, overflow } = await page.evaluate(() => {
    const main = document.querySelector('main')?.cloneNode(true)
    if (main instanceof HTMLElement)
      for (const technical of main.querySelectorAll('code, pre, .note, .quote, .mono'))
        technical.remove()
    return {
      text: main?.textContent ?? '',
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }
  })
  const words = unreadable.flatMap(([what, pattern]) => {
    const found = pattern.exec(text)
    if (found === null) return []
    return [`${what}: ${text.slice(Math.max(0, found.index - 40), found.index + 60)}`]
  })
  const findings = checker ? await visitor.findings() : []
  return [
    ...words,
    ...(overflow > 0 ? [`${overflow} pixels too wide`] : []),
    ...findings.map(({ rule, where }) => `${rule}: ${where.join(' ')}`),
    ...visitor.complaints().map((complaint) => `the browser: ${complaint}`),
  ]
}

/** Where the links of the screen lead, as paths within the workbench. */
export const linksOf = ({ page }: Visitor): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('main a[href^="/workbench/"]')].map((link) =>
      new URL(link.href).pathname.slice('/workbench/'.length),
    ),
  )

/** What has the focus, and whether its reader can see that it has. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    if (element === null) throw new Error('Nothing has the focus.')
    const bar = document.querySelector('header.top')?.getBoundingClientRect().bottom ?? 0
    const box = element.getBoundingClientRect()
    const outline = (style: CSSStyleDeclaration) =>
      style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2
    const inDialog = element.closest('[role="dialog"]') !== null
    return {
      tag: element.tagName,
      words: (element.textContent ?? '').trim().slice(0, 60),
      inDialog,
      hidden: !inDialog && (box.top < bar - 1 || box.top >= window.innerHeight),
      drawn: outline(getComputedStyle(element)) || outline(getComputedStyle(element, '::after')),
    }
  })
