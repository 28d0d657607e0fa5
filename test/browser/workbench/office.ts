import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type ServerProcess, startServerProcess } from '../../faults/server-process.ts'
import { launchBrowser } from '../../support/chromium.ts'
import { openVisitor, type Visitor } from './visitor.ts'

/** A server in a process of its own, a browser, and the people who work there. */
export interface Office {
  readonly server: ServerProcess
  /** The server's data folder. */
  readonly folder: string
  readonly browser: Browser
  /** The first administrator, in by the link that the server printed. */
  readonly ada: Visitor
  /** Invited by Ada through the pages. */
  colleague(name: string, login: string, roles: readonly string[]): Promise<Visitor>
  close(): Promise<void>
}

export const openOffice = async (
  environment: Readonly<Record<string, string>> = {},
): Promise<Office> => {
  const folder = await mkdtemp(join(tmpdir(), 'workbench-'))
  const server = await startServerProcess({ folder, environment })
  const browser = await launchBrowser()
  const link = /\/workbench\/welcome#[\w-]+/.exec(server.said())?.[0]
  const ada = await openVisitor(browser, server.url)
  await ada.arrive(link ?? '', { name: 'Ada Lindqvist', login: 'ada' })
  return {
    server,
    folder,
    browser,
    ada,
    colleague: async (name, login, roles) => {
      await ada.open('/people')
      await ada.press('Invite a person')
      const form = ada.page.getByRole('dialog')
      await form.getByRole('textbox', { name: 'Name' }).first().fill(name)
      await form.getByRole('textbox', { name: 'Sign-in name' }).fill(login)
      for (const role of roles) await form.getByRole('checkbox', { name: role }).check()
      await ada.submit('Invite a person')
      await ada.page.getByRole('button', { name: 'Make the link' }).click()
      const printed = await ada.page.getByText('/workbench/welcome#').innerText()
      const visitor = await openVisitor(browser, server.url)
      const { pathname, hash } = new URL(printed)
      await visitor.arrive(pathname + hash, {})
      return visitor
    },
    close: async () => {
      await browser.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Human ids are counted within a year. */
export const idOf = (prefix: string, number: number): string =>
  `${prefix}-${new Date().getUTCFullYear()}-${String(number).padStart(4, '0')}`
