// Makes the pictures of the documentation from the demo workspace: npm run screenshots.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { converse } from '../test/browser/conversation/talk.ts'
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
    // A busy machine still fetches what the page is made of.
    await page.locator('main .waiting').first().waitFor({ state: 'detached' })
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
  await shot('/workbench/reports/figures', 'figures', 'h2')
  await shot('/workbench/reports/sources', 'silence', 'h2')

  // A conversation as a reporter and the maker have it; what engineers do meanwhile has no picture.
  const colleagues = (await get('/api/people?limit=100')).items
  const as = (role: string) => {
    const { name, roles } = demo.people.find((one: { roles: string[] }) => one.roles.includes(role))
    const { id } = colleagues.find(({ title }: { title: string }) => title === name)
    return { name, actor: { id: `person:${id}`, roles } }
  }
  const product = await get(`/api/products/${await idOf('products', 'sort=title&order=asc')}`)
  const [{ revision }] = product.state.revisions
  const mends = async (id: string) => {
    const does = async (role: string, command: string, input: object, meaning?: string) => {
      const { name, actor } = as(role)
      const at = new Date(server.parts.clock()).toISOString()
      const signature = meaning === undefined ? {} : { signature: { name, at, meaning } }
      const asked = { kind: 'case', command, id, input, actor, requestId: 'pictures', ...signature }
      const done = await server.parts.dispatch(asked)
      if ('code' in done) throw new Error(`${command}: ${done.message}`)
    }
    const rows = [{ product: product.id, revision, status: 'affected' }]
    await does('engineer', 'set-impact', { rows })
    const proposed = { path: 'code-fix', reason: 'The name can be cut at 63 characters.' }
    await does('engineer', 'propose-disposition', proposed)
    await does('approver', 'approve-disposition', {}, 'approval of the disposition')
    const change = { reference: 'CR-31', description: 'Cut the name at 63 characters.' }
    await does('engineer', 'request-change', change)
    for (const [aspect, conclusion] of [
      ['safety', 'The name is shown, and not used for the therapy.'],
      ['security', 'No input restarts the pump any more.'],
      ['effectiveness', 'Tested with names of up to 10,000 characters.'],
    ])
      await does('approver', 'review-change', { aspect, conclusion, accepted: true })
    await does('approver', 'verify-fix', {
      product: product.id,
      fixedIn: product.state.revisions.at(-1).revision,
      tested: 'A name of 200 characters is cut, and the pump goes on.',
      how: 'By hand, on the bench.',
      regression: 'Names of usual length are shown as before.',
      passed: true,
    })
    await server.settle()
  }
  const stranger = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: url,
    viewport: { width: 1360, height: 860 },
  })
  const takes = async (from: typeof page, name: string) => {
    await from.screenshot({ path: join(images, `${name}.png`) })
    process.stdout.write(`${name}.png\n`)
  }
  const reporter = await stranger.newPage()
  await converse({ reporter, maker: page, workbench: `${url}/workbench`, mends, shot: takes })
} finally {
  await browser.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
