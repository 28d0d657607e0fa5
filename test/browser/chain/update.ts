import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { readCsaf } from '../../../src/formats/csaf.ts'
import { orThrow } from '../../../src/kernel/result.ts'
import { runCli } from '../../support/cli.ts'
import type { Cast } from './cast.ts'
import { releaseTitle } from './release.ts'
import type { Stranger } from './stranger.ts'

/** What users install; the bytes are the invented part. */
const firmware = Buffer.from('firmware 2.4.1'.repeat(500))
export const firmwareName = 'gateway-2.4.1.bin'

const notice = 'Please install it soon.'
const advisoryTitle = 'Careline Gateway takes sign-ins over plain HTTP'

/** Step 7: the update is signed and told of, the advisory published, and the stranger sees it. */
export const publishes = async (cast: Cast, stranger: Stranger): Promise<void> => {
  const update = await publishesUpdate(cast)
  await publishesAdvisory(cast, stranger)
  await isToldByMail(cast, update)
  await strangerSeesTheFix(stranger, update)
  await closesCase(cast, stranger)
}

const publishesUpdate = async ({ ralf, anna }: Cast): Promise<string> => {
  await ralf.presses('Prepare an update')
  await ralf.sends('Prepare an update', {
    Files: { name: firmwareName, mimeType: 'application/octet-stream', buffer: firmware },
    'Compatibility statement': 'For Careline Gateway 2.3 and later on hardware B.',
    Instructions: 'Stop the gateway, install, start.',
  })
  await ralf.part('What users get').getByText('hardware B').waitFor()
  const update = /UPD-\d{4}-\d{4}/.exec(ralf.page.url())?.[0] ?? ''
  await anna.goesTo('Updates', releaseTitle)
  await anna.signs('Approve the update', { Comment: 'Files and words are right.' })
  await ralf.part('Publication').getByText('Signed by Anna Rossi').waitFor()
  await ralf.signs('Publish the update')
  const signed = ralf.page.getByRole('region', { name: /^In the repository, version/ })
  await signed.getByText(`${update}/${firmwareName}`).waitFor({ timeout: 30_000 })
  for (const name of ['SHA256SUMS', 'SHA256SUMS.asc', 'COMPATIBILITY.txt'])
    await signed.getByText(`${update}/${name}`, { exact: true }).waitFor()
  await ralf.does('Tell the users', { 'A sentence of your own': notice })
  await ralf.part('Who was told').getByText('University Hospital Example').first().waitFor()
  return update
}

const publishesAdvisory = async (cast: Cast, { title, cve }: Stranger): Promise<void> => {
  const { erika, anna, ralf, office, elsewhere } = cast
  await erika.goesTo('Cases', title)
  await erika.presses('Draft an advisory')
  await erika.sends('Draft an advisory', {
    Title: advisoryTitle,
    Summary: 'The interface module took sign-ins over plain HTTP.',
  })
  await erika.sees('The interface module took sign-ins over plain HTTP.')
  await anna.goesTo('Advisories', advisoryTitle)
  await anna.signs('Approve the advisory')
  await ralf.goesTo('Advisories', advisoryTitle)
  await ralf.signs('Publish the advisory')
  const link = ralf.part('Published versions').getByRole('link', { name: /\.json$/ })
  await link.waitFor({ timeout: 30_000 })
  const address = new URL((await link.getAttribute('href')) ?? '', office.server.url)
  const published = await (await fetch(address)).text()
  const csaf = orThrow(readCsaf(JSON.parse(published)))
  expect(csaf.title).toBe(advisoryTitle)
  expect(csaf.vulnerabilities.map((flaw) => flaw.cve)).toEqual([cve])
  const file = join(elsewhere, 'advisory.json')
  await writeFile(file, published)
  const { code, stdout } = await runCli(['verify', file], { cwd: elsewhere })
  expect({ code, stdout }).toMatchObject({ code: 0 })
}

const isToldByMail = async ({ mail }: Cast, update: string): Promise<void> => {
  const toOperator = () => mail.mails.find(({ to }) => to.includes('operator@hospital.example'))
  await expect.poll(toOperator, { timeout: 10_000 }).toBeDefined()
  const text = toOperator()?.mail.text ?? ''
  expect(text).toContain(notice)
  expect(text).toContain('hardware B')
  expect(text).toContain(update)
}

/** Behind the secret link: that it is fixed, and where. */
const strangerSeesTheFix = async ({ page }: Stranger, update: string): Promise<void> => {
  await expect
    .poll(
      async () => {
        await page.reload()
        return page.locator('#standing').innerText()
      },
      { timeout: 15_000 },
    )
    .toContain('It is fixed, and the fix is out')
  await page.locator('.thread').getByText(`The fix is available as update ${update}.`).waitFor()
  await page.getByRole('link', { name: new RegExp(`/updates/#${update}$`) }).click()
  await page.getByRole('heading', { name: new RegExp(update) }).waitFor()
}

/** The case ends, and with it the report, with a last word to the stranger. */
const closesCase = async ({ erika }: Cast, stranger: Stranger): Promise<void> => {
  const { title, reference, link, page } = stranger
  await erika.goesTo('Cases', title)
  await erika.part('Path to closure').getByText('Nothing blocks the closure').waitFor()
  await erika.presses('Close the case')
  await erika.sends('Close the case', { Conclusion: 'Fixed, told, published.' })
  await erika.sees('This case is closed.')
  await erika.part('The flaw').getByRole('link', { name: reference }).click()
  await erika.part('What they found').waitFor()
  await erika.does('Close the report', {
    'How it ends': 'Fixed, and the reporter was told',
    Reason: 'The update is out.',
    'Message to the reporter': 'Fixed in 2.4.1. Thank you.',
  })
  await erika.sees('Closed: Fixed, and the reporter was told')
  await page.goto(link)
  await page.getByText('This report is closed').first().waitFor()
  await page.getByText('Fixed in 2.4.1. Thank you.').waitFor()
}
