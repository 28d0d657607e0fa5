import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { orThrow } from '../../../src/kernel/result.ts'
import {
  type DemoSummary,
  demoClock,
  demoEnvironment,
  fillDemo,
  readSettings,
  startServer,
} from '../../../src/server/index.ts'
import { codeAt } from '../../support/access.ts'
import { launchBrowser } from '../../support/chromium.ts'
import { sharedProcesses } from '../../support/processes.ts'
import { openVisitor, type Visitor, type VisitorOptions } from '../workbench/visitor.ts'

/** The demo as whoever starts it gets it, and a browser to look around in it. */
export interface DemoWorkspace {
  readonly url: string
  readonly demo: DemoSummary
  /** One of the demo's people, signed in. */
  visit(login: string, options?: VisitorOptions): Promise<Visitor>
  close(): Promise<void>
}

export const openDemoWorkspace = async (): Promise<DemoWorkspace> => {
  const folder = await mkdtemp(join(tmpdir(), 'demo-screens-'))
  const settings = orThrow(
    readSettings({ ...demoEnvironment, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }),
  )
  const server = orThrow(await startServer(settings, { clock: demoClock(), ...sharedProcesses() }))
  const demo = orThrow(await fillDemo(server))
  const url = await server.listen()
  const browser: Browser = await launchBrowser()
  return {
    url,
    demo,
    visit: async (login, options) => {
      const visitor = await openVisitor(browser, url, options)
      const secret = demo.people.find((person) => person.login === login)?.secret ?? ''
      const answer = await visitor.context.request.post(`${url}/api/session`, {
        data: { login, password: demo.password, code: codeAt(secret, Date.now()) },
      })
      if (!answer.ok()) throw new Error(`${login} cannot sign in: ${await answer.text()}`)
      return visitor
    },
    close: async () => {
      await browser.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
