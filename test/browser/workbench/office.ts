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
  /** By Ada through the pages; answers the one-time link. */
  invite(name: string, login: string, roles: readonly string[]): Promise<string>
  /** Somebody sets up their account behind such a link. */
  arrive(link: string): Promise<Visitor>
  /** Invited by Ada, and arrived. */
  colleague(name: string, login: string, roles: readonly string[]): Promise<Visitor>
  close(): Promise<void>
}

export const openOffice = async (
  environment: Readonly<Record<string, string>> = {},
): Promise<Office> => {
  const folder = await mkdtemp(join(tmpdir(), 'workbench-'))
  const server = await startServerProcess({ folder, environment, movable: true })
  const browser = await launchBrowser()
  const link = /\/workbench\/welcome#[\w-]+/.exec(server.said())?.[0]
  const { time } = server
  const ada = await openVisitor(browser, server.url, { time })
  await ada.arrive(link ?? '', { name: 'Ada Lindqvist', login: 'ada' })
  const invite: Office['invite'] = async (name, login, roles) => {
    await ada.open('/people')
    await ada.press('Invite a person')
    const form = ada.page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Name' }).first().fill(name)
    await form.getByRole('textbox', { name: 'Sign-in name' }).fill(login)
    for (const role of roles) await form.getByRole('checkbox', { name: role }).check()
    await ada.submit('Invite a person')
    await ada.page.getByRole('button', { name: 'Make the link' }).click()
    const printed = new URL(await ada.page.getByText('/workbench/welcome#').innerText())
    return printed.pathname + printed.hash
  }
  const arrive: Office['arrive'] = async (link) => {
    const visitor = await openVisitor(browser, server.url, { time })
    await visitor.arrive(link, {})
    return visitor
  }
  return {
    server,
    folder,
    browser,
    ada,
    invite,
    arrive,
    colleague: async (name, login, roles) => arrive(await invite(name, login, roles)),
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
