import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startServerProcess } from '../faults/server-process.ts'
import { launchBrowser } from '../support/chromium.ts'
import type { Filled } from './fill/filled.ts'
import { percentile } from './rate.ts'

export interface WorkbenchMeasured {
  /** Milliseconds from the navigation, in a fresh browser context, to lines one can click. */
  readonly usable: { readonly median: number; readonly longest: number; readonly runs: number }
  /** The portal's first page in the same browser, which needs no script: milliseconds, median. */
  readonly bare: number
  /** Bytes of script as they crossed the network up to then. */
  readonly scriptBytes: number
  readonly scripts: number
  /** After lines were added to this many: frames while it is scrolled from top to bottom. */
  readonly scrolled: {
    readonly lines: number
    /** Milliseconds from one frame to the next. */
    readonly frame: { readonly median: number; readonly p95: number; readonly longest: number }
  }
  readonly kept: { readonly usable: boolean; readonly script: boolean }
}

const bounds = { usable: 1_000, scriptBytes: 250_000 }

/** The list of 100,000 cases in Chromium, on a server that has answered before. */
export const measureWorkbench = async (
  filled: Filled,
  { runs, lines }: { readonly runs: number; readonly lines: number },
): Promise<WorkbenchMeasured> => {
  const { folder, environment } = filled
  const server = await startServerProcess({ folder, environment, patience: 120_000 })
  const browser = await launchBrowser()
  try {
    const visit = (use: (page: Page) => Promise<void>) =>
      asVisitor(browser, server.url, filled, use)
    const times: number[] = []
    const bare: number[] = []
    let load: Load = { scripts: 0, scriptBytes: 0 }
    // The first one warms the server and the browser's own caches of compiled code.
    for (let run = -1; run < runs; run++)
      await visit(async (page) => {
        const count = countScripts(page)
        const began = performance.now()
        await open(page, server.url)
        if (run >= 0) times.push(performance.now() - began)
        load = await count()
        bare.push(await openBare(page, server.url))
      })
    let scrolled: WorkbenchMeasured['scrolled'] | undefined
    await visit(async (page) => {
      await open(page, server.url)
      scrolled = await scroll(page, lines)
    })
    if (scrolled === undefined) throw new Error('Nothing was scrolled.')
    const median = percentile(times, 0.5)
    return {
      usable: { median, longest: Math.max(...times), runs },
      bare: percentile(bare, 0.5),
      ...load,
      scrolled,
      kept: { usable: median <= bounds.usable, script: load.scriptBytes <= bounds.scriptBytes },
    }
  } finally {
    await browser.close()
    await server.stop()
  }
}

const asVisitor = async (
  browser: Browser,
  url: string,
  { cookie }: Filled,
  use: (page: Page) => Promise<void>,
): Promise<void> => {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1_280, height: 900 },
  })
  try {
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url }])
    await use(await context.newPage())
  } finally {
    await context.close()
  }
}

/** Usable: the lines are there and one can be clicked. */
const open = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/workbench/cases`, { waitUntil: 'commit' })
  await page.locator('tbody tr a').first().click({ trial: true })
  const lines = await page.locator('tbody tr').count()
  if (lines < 50) throw new Error(`Only ${lines} lines are shown.`)
}

const openBare = async (page: Page, url: string): Promise<number> => {
  const began = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await page.getByRole('heading', { level: 1 }).click({ trial: true })
  return performance.now() - began
}

interface Load {
  readonly scripts: number
  readonly scriptBytes: number
}

const countScripts = (page: Page): (() => Promise<Load>) => {
  const sizes: Promise<number>[] = []
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
  })
  return async () => {
    await page.waitForLoadState('networkidle')
    const all = await Promise.all(sizes)
    return { scripts: all.length, scriptBytes: all.reduce((sum, size) => sum + size, 0) }
  }
}

const scroll = async (page: Page, wanted: number): Promise<WorkbenchMeasured['scrolled']> => {
  const rows = page.locator('tbody tr')
  const more = page.getByRole('button', { name: 'Show more' })
  let lines = await rows.count()
  while (lines < wanted) {
    await more.click()
    await page.waitForFunction(
      (before) => document.querySelectorAll('tbody tr').length > before,
      lines,
    )
    lines = await rows.count()
  }
  const frames = await page.evaluate(async () => {
    window.scrollTo(0, 0)
    const height = document.documentElement.scrollHeight
    const times: number[] = []
    let before = performance.now()
    for (let at = 0; at < 120; at++) {
      window.scrollTo(0, (height * at) / 120)
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      times.push(now - before)
      before = now
    }
    return times.slice(1)
  })
  return {
    lines,
    frame: {
      median: percentile(frames, 0.5),
      p95: percentile(frames, 0.95),
      longest: Math.max(...frames),
    },
  }
}
