import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { verifyPath } from '../../src/updates/index.ts'
import { unzip } from '../support/unzip.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam } from '../support/work/team.ts'
import { anUpdate, firmware } from '../support/work/update.ts'

const team = aTeam(['manager', 'approver'])

test('a published update is there for everybody, without an account, with its instructions', async () => {
  const { maker } = team
  const update = await anUpdate(team, await aProduct(team.manager))
  const file = `/updates/files/targets/${update.humanId}/gateway-2.4.1.bin`
  expect((await maker.fetch(file)).status).toBe(404)
  expect(await (await maker.fetch('/updates/')).text()).toContain('No update has been published')
  await update.publish()
  const page = await (await maker.fetch('/updates/')).text()
  expect(page).toContain(update.humanId)
  expect(page).toContain('Stop the gateway, install, start.')
  expect(page).toContain(`href="${file}"`)
  expect(await (await maker.fetch(file)).text()).toBe(firmware)
})

test('an update is offered whole, with all that verifies it without a network', async () => {
  const { maker } = team
  const update = await anUpdate(team, await aProduct(team.manager))
  const kit = `/updates/kits/${update.humanId}.zip`
  expect((await maker.fetch(kit)).status).toBe(404)
  await update.publish()
  expect(await (await maker.fetch('/updates/')).text()).toContain(`href="${kit}"`)
  const sent = await maker.fetch(kit)
  expect(sent.headers.get('content-disposition')).toContain(`${update.humanId}.zip`)
  const folder = await mkdtemp(join(tmpdir(), 'kit-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const { name, bytes } of await unzip(Buffer.from(await sent.arrayBuffer()))) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
  }
  const root = join(folder, 'root.json')
  const trusted = await maker.fetch('/updates/files/metadata/1.root.json')
  await writeFile(root, Buffer.from(await trusted.arrayBuffer()))
  const found = await verifyPath(join(folder, update.humanId), { root, now: maker.time.now })
  const { good, bad } = orThrow(found)
  expect(bad).toEqual([])
  expect(good.map(({ path }) => path)).toContain(`${update.humanId}/gateway-2.4.1.bin`)
  for (const name of ['UPD-2026-9999.zip', '..%2f..%2fserver.lock', 'CASE-2026-0001.zip'])
    expect((await maker.fetch(`/updates/kits/${name}`)).status).toBe(404)
})

test('an update goes out only after another person approved it and its release is signed', async () => {
  const product = await aProduct(team.manager)
  const unsigned = await anUpdate(team, product, { released: false })
  expect((await unsigned.tryToPublish()).body.code).toBe('update/not-approved')
  await unsigned.approve()
  const refused = await unsigned.tryToPublish()
  expect(refused.body.code).toBe('update/release-not-passed')
  expect(refused.body.details.missing).toContain('The release is not signed by two people yet.')
  await team.maker.settle()
  const page = await (await team.maker.fetch('/updates/')).text()
  expect(page).not.toContain(unsigned.humanId)
})

test('an update without files, or of another revision than its release, is refused', async () => {
  const product = await aProduct(team.manager)
  await expect(anUpdate(team, product, { released: false, files: [] })).rejects.toThrow(
    'Add at least one file',
  )
  const other = await anUpdate(team, product, { revision: '2.4.0' })
  await other.approve()
  expect((await other.tryToPublish()).body.code).toBe('update/other-release')
})
