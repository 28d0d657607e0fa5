import { readFile } from 'node:fs/promises'
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import type { Cast } from './cast.ts'
import { fillIn } from './form.ts'
import type { Person } from './person.ts'

export const releaseTitle = 'Careline Gateway 2.4.1'

/** Step 6: the gate opens check by check, the documents are written from records, two people sign. */
export const releases = async (cast: Cast, title: string): Promise<void> => {
  const { erika, anna, ralf } = cast
  await ralf.goesTo('Releases')
  await ralf.page.getByRole('button', { name: 'Plan a release' }).click()
  await ralf.sends('Plan a release', {
    Title: releaseTitle,
    Product: 'Careline Gateway',
    'Revision that is released': '2.4.1',
    'Revision before it': '2.4.0',
    'Cases it fixes': [title],
  })
  await ralf.does('Evaluate the gate')
  const gate = ralf.part('Gate')
  await gate.getByText(/^Shut by [12] of 10 checks$/).waitFor()
  expect(await stateOf(ralf, 'Fixes verified')).toBe('Passed')
  expect(await stateOf(ralf, 'Open issues reviewed')).toBe('Missing')

  await reviewsOpenIssues(erika, anna, title)
  // Where no text is recognised in pictures, the database guide was read in part.
  const isRead = (await stateOf(ralf, 'Documents can be read')) === 'Passed'
  await anna.goesTo('Releases', releaseTitle)
  if (!isRead) await waivesReading(anna, gate)
  await ralf.does('Evaluate the gate')
  await gate.getByText('Open', { exact: true }).waitFor()
  expect(await stateOf(ralf, 'Open issues reviewed')).toBe('Passed')
  expect(await stateOf(ralf, 'Documents can be read')).toBe(isRead ? 'Passed' : 'Waived')

  await ralf.does('Write the release documents')
  await readsDocuments(ralf)
  await waivesGaps(anna, ralf)
  await ralf.signs('Sign the release', { Comment: 'Ready.' })
  // One signature of one person is not enough, and theirs does not count twice.
  await ralf.visitor.press('Sign the release')
  await ralf.triesToSign()
  await ralf.form.getByRole('alert').waitFor()
  await ralf.page.keyboard.press('Escape')
  await ralf.form.waitFor({ state: 'detached' })
  await anna.part('Signatures').getByText('Ralf Berg').waitFor()
  await anna.signs('Sign the release')
  const signatures = ralf.part('Signatures')
  await signatures.getByText('Anna Rossi').waitFor()
  await signatures.getByText('Ralf Berg').waitFor()
}

const waivesReading = async (anna: Person, gate: Locator): Promise<void> => {
  await anna.part('Gate').getByRole('button', { name: 'Waive Documents can be read' }).click()
  await fillIn(anna.form, { Reason: 'Pages 2 and 3 of the database guide were read by eye.' })
  await anna.triesToSign()
  await anna.form.waitFor({ state: 'detached' })
  await gate.getByText('Waived', { exact: true }).waitFor()
}

/** The word that stands before a check of the gate. */
const stateOf = async (person: Person, check: string): Promise<string> => {
  const line = person.part('Gate').getByRole('listitem').filter({ hasText: check })
  return (await line.locator('.check-state').innerText()).trim()
}

const reviewsOpenIssues = async (erika: Person, anna: Person, title: string): Promise<void> => {
  await erika.goesTo('Releases', releaseTitle)
  await erika.presses('Hold a review')
  await erika.sends('Hold an open-issue review', { 'Who took part': ['Anna Rossi'] })
  const frozen = erika.part('Open cases, frozen at that moment')
  await frozen.getByRole('link', { name: title }).waitFor()
  await erika.does('Conclude on the open issues', {
    Conclusion: 'Release anyway',
    Reason: 'Fixed in this very release.',
    Minutes: 'We went through the list: one case, fixed and verified.',
  })
  await frozen.getByText('Release anyway').waitFor()
  await anna.goesTo('Open-issue reviews', releaseTitle)
  // What is signed are the minutes as a document, which the server writes meanwhile.
  await anna
    .part('Minutes')
    .getByRole('link', { name: /\.pdf$/ })
    .waitFor()
  await anna.signs('Sign the review')
  await anna.part('Signatures').getByText('Anna Rossi').waitFor()
}

/** What no record says is waived gap by gap, and the documents written again say so. */
const waivesGaps = async (anna: Person, ralf: Person): Promise<void> => {
  await anna.part('Gate').getByText('The release documents have gaps').waitFor()
  await anna.visitor.press('Waive gaps in the documents')
  const reasons = anna.form.getByRole('textbox', { name: 'Reason' })
  await reasons.first().waitFor()
  for (const reason of await reasons.all()) await reason.fill('Goes with the delivery on paper.')
  await anna.triesToSign()
  await anna.form.waitFor({ state: 'detached' })
  await ralf.part('Gate').getByText('Gap waived:').first().waitFor({ timeout: 30_000 })
  await ralf
    .part('Gate')
    .getByText('The release documents have gaps')
    .waitFor({ state: 'detached', timeout: 30_000 })
}

/** Guide and notes, each as HTML, Word and PDF, downloaded and of that kind. */
const readsDocuments = async (ralf: Person): Promise<void> => {
  const documents = ralf.part('Release documents')
  await documents
    .getByRole('link', { name: /\.pdf$/ })
    .nth(1)
    .waitFor({ timeout: 30_000 })
  const starts = { html: '<!doctype html', docx: 'PK', pdf: '%PDF-1.7' } as const
  for (const [kind, start] of Object.entries(starts)) {
    const links = documents.getByRole('link', { name: new RegExp(`\\.${kind}$`) })
    expect(await links.count()).toBe(2)
    for (const link of await links.all()) {
      const bytes = await readFile(await (await ralf.downloads(link)).path())
      expect(bytes.subarray(0, start.length).toString('latin1').toLowerCase()).toBe(
        start.toLowerCase(),
      )
      if (kind === 'html') expect(bytes.toString('utf8')).toContain('2.4.1')
    }
  }
}
