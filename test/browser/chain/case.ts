import type { Download } from 'playwright-core'
import { expect } from 'vitest'
import { type Cast, dayFromNow } from './cast.ts'
import type { Person } from './person.ts'
import type { Stranger } from './stranger.ts'

/** Step 4: from the inbox to a decision that two people carry. */
export const decides = async (
  { erika, anna }: Cast,
  { title, cve, reference }: Stranger,
): Promise<void> => {
  await acknowledges(erika, title, reference)
  await opensCase(erika, title, cve)
  await analyses(erika)
  await erika.does('Assess the safety', {
    Product: 'Careline Gateway',
    'Hazardous situation': 'Orders are changed on their way to the pump.',
    'Sequence of events': 'Somebody reads a sign-in and signs in.',
    Harm: 'Overdose of an analgesic.',
    'Severity of harm': 'serious',
    'P2: probability that it leads to harm': 'remote',
    Exploitability: 'medium',
    'Why it is that exploitable': 'It needs a place in the network.',
  })
  await erika.part('Safety').getByText('Uncontrolled risk').waitFor()
  await erika.does('Propose the disposition', {
    Path: 'Fix in code',
    Reason: 'The interface can require HTTPS without loss of function.',
    'Guidance for the operator': 'Close port 80 on the firewall.',
  })
  await erika.sees('Have the proposed disposition approved by somebody else.')
  await erika.signs('Decide the disclosure', {
    'Is it disclosed?': 'Yes',
    'To whom': ['Customers', 'Public'],
    Reason: 'Operators must close the port.',
  })
  await erika.sees('Have the disclosure decision approved by somebody else.')
  // The risk is uncontrolled: FDA asks whether the correction is reported.
  await erika.signs('Decide the reportability', {
    Authority: 'FDA, corrections and removals',
    'Is it reportable?': 'No',
    Reason: 'Not sold in the United States.',
  })
  // Nobody approves what they decided: it is refused in words, and the form stays.
  await erika.visitor.press('Approve the disclosure decision')
  await erika.triesToSign()
  await erika.form.getByRole('alert').getByText('Ask someone else to approve').waitFor()
  await erika.page.keyboard.press('Escape')

  await anna.goesTo('Cases', title)
  await anna.signs('Sign the safety assessment', { Product: 'Careline Gateway' })
  await anna.signs('Approve a reportability decision', {
    Authority: 'FDA, corrections and removals',
  })
  await anna.signs('Approve the disposition', { Comment: 'Agreed.' })
  await anna.signs('Approve the disclosure decision')
  await anna.sees('Signed by Anna Rossi: approval of the disclosure decision')
  // What Anna did stands on Erika's screen, too.
  await erika.part('Decisions').getByText('Approved').nth(1).waitFor()
}

const acknowledges = async (erika: Person, title: string, reference: string): Promise<void> => {
  await erika.goesTo('Inbox')
  const line = erika.page.getByRole('row', { name: title })
  await line.getByText(reference, { exact: true }).waitFor()
  await line.getByText('Third-party component suppliers').waitFor()
  await line.getByRole('link', { name: title }).click()
  await erika.sees('psirt@supplier.example')
  await erika.part('What they found').getByRole('button', { name: 'Open on purpose' }).click()
  await erika.sends('Open a file on purpose', {})
  const advisory: Download = await erika.downloads(
    erika.part('What they found').getByRole('link', { name: 'icsa-21-357-01.json' }),
  )
  expect(advisory.suggestedFilename()).toBe('icsa-21-357-01.json')
  await erika.does('Acknowledge', {
    'Message to the reporter': 'Thank you, we are looking into it.',
    'They hear more by': dayFromNow(14),
  })
  await erika.part('Thread with the reporter').getByText('we are looking into it').waitFor()
}

const opensCase = async (erika: Person, title: string, cve: string): Promise<void> => {
  await erika.presses('Open a case')
  await erika.sends('Open a case', { Title: title, CVE: cve, CWE: 'CWE-319' })
  await erika.part('Path to closure').waitFor()
  await erika.page.getByRole('heading', { level: 1, name: title }).waitFor()
}

const analyses = async (erika: Person): Promise<void> => {
  const { form } = erika
  await erika.visitor.press('Set the impact')
  await erika.sends('Set the impact', {
    Product: 'Careline Gateway',
    Revision: '2.4.0',
    'VEX status': 'Affected',
    Statement: 'Its interface module takes sign-ins over plain HTTP.',
  })
  await erika.does('Verify the report', {
    'What came of it': 'Reproduced',
    'Tried on this product': 'Careline Gateway',
    'On this revision': '2.4.0',
    'How it was tried': 'A browser on port 80 is answered in clear.',
  })
  for (const vector of [
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  ])
    await erika.does('Score', { 'CVSS vector': vector })
  await erika.part('How bad it is').getByText('CVSS 3.1, Ours').waitFor()
  await erika.part('How bad it is').getByText('CVSS 4.0, Ours').waitFor()
  // What the fix will change for operators: the documents are searched for it later.
  await erika.visitor.press('Record the facts')
  const ports = form.getByRole('group', { name: 'Network ports' })
  await ports.getByRole('button', { name: 'Add a line' }).click()
  await ports.getByRole('textbox', { name: 'Port' }).fill('80')
  await erika.sends('Record the facts', {
    'In a few sentences': 'HTTPS is required; plain HTTP on port 80 is closed.',
    'New guidance': 'Close port 80 on the firewall.',
  })
}
