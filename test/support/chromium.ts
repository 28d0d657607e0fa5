import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Debian's Chromium, or the one that CHROMIUM_PATH names. */
const executablePath = (): string => process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

export const chromiumAvailable = (): boolean => existsSync(executablePath())

// No sandbox, since CI runs as root in a container; the rest keeps the browser off the network, so
// that only what the page under test asks for is asked.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** A headless browser with a fresh profile of its own; close it with `browser.close()`. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: executablePath(), headless: true, args: flags })
