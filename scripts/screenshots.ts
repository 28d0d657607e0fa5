// Makes the pictures of the documentation from the demo workspace: npm run screenshots.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBrowser } from '../test/support/chromium.ts'

const root = join(import.meta.dirname, '..')
const images = join(root, 'docs', 'images')

// The compiled server, because Node cannot run the pages' .tsx sources itself.
const { startServer, readSettings } = await import(join(root, 'dist/server/server/index.js'))
const { fillDemo, demoClock, demoEnvironment } = await import(
  join(root, 'dist/server/server/demo/index.js')
)
const { codeAt } = await import(join(root, 'dist/server/server/demo/cast.js'))

const folder = await mkdtemp(join(tmpdir(), 'pictures-'))
const settings = readSettings({
  ...demoEnvironment,
  DATA_DIR: folder,
  PORT: '0',
  LOG_LEVEL: 'error',
})
const server = await startServer(settings, { clock: demoClock() })
const demo = await fillDemo(server)
const url = await server.listen()
const browser = await launchBrowser()
try {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 } })
  const page = await context.newPage()
  const shot = async (path: string, name: string, wait: string) => {
    await page.goto(url + path)
    await page.locator(wait).first().waitFor()
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: join(images, `${name}.png`) })
    process.stdout.write(`${name}.png\n`)
  }
  await shot('/report', 'portal-report', 'h1')
  await shot(new URL(demo.reporterLink).pathname, 'portal-reporter', 'h1')
  const engineer = demo.people.find(({ roles }: { roles: string[] }) => roles.includes('engineer'))
  await page.goto(`${url}/workbench/`)
  await page.getByLabel(/sign-in name/i).fill(engineer.login)
  await page.getByLabel(/^password/i).fill(demo.password)
  await page.getByLabel(/code/i).fill(codeAt(engineer.secret, server.parts.clock()))
  await page.getByRole('button', { name: /sign in/i }).click()
  await page.locator('nav').first().waitFor()
  const get = async (path: string) => (await context.request.get(url + path)).json()
  const idOf = async (collection: string, query: string) =>
    (await get(`/api/${collection}?limit=1&${query}`)).items[0]?.id as string
  await shot('/workbench/reports', 'inbox', 'h1')
  const verified = await idOf('cases', 'status=fix-verified&sort=severity&order=desc')
  await shot(`/workbench/cases/${verified}`, 'workbench', 'h1')
  await shot('/workbench/clauses', 'clauses', 'h1')
  const release = await idOf('releases', 'sort=updated')
  await shot(`/workbench/releases/${release}`, 'gate', 'h1')
} finally {
  await browser.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
