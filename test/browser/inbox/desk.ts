import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../support/chromium.ts'
import { type Colleague, type Maker, openMaker } from '../../support/maker.ts'
import { openVisitor, type Visitor, type VisitorOptions } from '../workbench/visitor.ts'

/** A maker in this process, so that many reports are there in no time, and who reads them. */
export interface Desk {
  readonly maker: Maker
  readonly browser: Browser
  readonly triager: Colleague
  /** The triager at a browser, or somebody else. */
  visit(options?: VisitorOptions, who?: Colleague): Promise<Visitor>
  /** Over HTTP, as everybody else would. */
  receives(told: Readonly<Record<string, unknown>>): Promise<string>
  close(): Promise<void>
}

export const openDesk = async (): Promise<Desk> => {
  const maker = await openMaker()
  const triager = await maker.colleague('tom', ['triager', 'engineer'])
  const browser = await launchBrowser()
  return {
    maker,
    browser,
    triager,
    visit: (options, who = triager) =>
      openVisitor(browser, maker.url, { ...options, cookie: who.cookie }),
    receives: async (told) => {
      // Each later than the one before: lists put them in that order.
      maker.time.now += 1_000
      const report = { source: 'f', channel: 'mail', description: 'Told by a test.', ...told }
      return (await triager.does('/api/reports/receive', report)).humanId
    },
    close: async () => {
      await browser.close()
      await maker.close()
    },
  }
}
