import { expect } from 'vitest'
import { type Cast, dayFromNow } from './cast.ts'
import { installationGuide } from './gateway.ts'
import type { Person } from './person.ts'

/** What the installation guide says that the fix makes false, and what it says then. */
const corrections = [
  [
    'Apache needs to be on port 80, 443',
    'Apache needs to be on port 443 only: plain HTTP on port 80 is closed',
  ],
  ['If you are not using port 80, you have go to', 'Without TLS, on a laptop only, go to'],
] as const

/** Step 5: the fix is verified, the documents are searched, what is false is corrected and closed. */
export const correctsDocuments = async (cast: Cast, title: string): Promise<void> => {
  await verifiesFix(cast, title)
  const { erika, wanda } = cast
  const defects = await findsStatements(erika)
  await correctsGuide(wanda, defects)
  for (const defect of defects) await closesDefect(erika, defect)
  await decidesTheRest(erika, title)
  await erika.goesTo('Cases', title)
  const path = erika.part('Path to closure')
  await path.getByText('Documents looked at after the fix: done').waitFor()
  await path.getByText('Documentation defects closed or scheduled: done').waitFor()
}

const verifiesFix = async ({ erika, simon }: Cast, title: string): Promise<void> => {
  await erika.does('Request the change', {
    'Change request': 'CR-17',
    'What is changed': 'Require HTTPS, close port 80.',
  })
  await simon.goesTo('Cases', title)
  for (const [aspect, conclusion] of [
    ['Safety', 'No therapy function uses the interface.'],
    ['Security', 'Closes the flaw.'],
    ['Effectiveness', 'Tested against the report.'],
  ] as const) {
    await simon.does('Review the change', {
      'Reviewed for': aspect,
      Conclusion: conclusion,
      'Is the change accepted?': 'Yes',
    })
    await simon.part('The change').getByText(conclusion).waitFor()
  }
  // Whoever waits sees it without loading the page again.
  await erika
    .part('Path to closure')
    .getByText('Change reviewed for safety, security and effectiveness: done')
    .waitFor()
  // Erika asked for the change, so Simon tests it.
  await simon.does('Record the verification', {
    'Revision with the fix': '2.4.1',
    'What was tested': 'Port 80 is closed; sign-in works over TLS 1.2 only.',
    'How it was tested': 'A port scan, and a browser.',
    'Scope of the regression test': 'Sign-in and the status page.',
    'Does the fix hold?': 'Yes',
    Evidence: {
      name: 'port-scan.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('80/tcp closed\n'),
    },
  })
  await entersRisk(erika, title)
  await erika.does('Update the risk record', {
    'Entry in the risk register': 'Old browsers cannot connect',
    'What was updated': 'Entered with the fix.',
  })
  await erika.does('Ask owners of other products', {
    'Nobody is to be asked': 'yes',
    Reason: 'No other product has the module.',
  })
  await erika.does('Name a third party', {
    Name: 'The maker of the module',
    Component: 'Interface module',
    Contact: 'https://module.example/report',
  })
  await erika.does('Send a notice', {
    'Sent elsewhere already': 'yes',
    'Sent on': dayFromNow(0),
    How: 'They reported it themselves and know our fix.',
  })
  await erika.does('Record an answer', { Answer: 'Acknowledged' })
}

const entersRisk = async (erika: Person, title: string): Promise<void> => {
  await erika.goesTo('Risk register')
  await erika.presses('Enter a risk')
  await erika.sends('Enter a risk', {
    Risk: 'Old browsers cannot connect',
    'Your own number': 'R-102',
    Hazard: 'Staff cannot reach the page.',
    Category: 'Communication',
    'Severity before controls': 'minor',
    'Probability before controls': 'remote',
    'Severity that remains': 'minor',
    'Probability that remains': 'remote',
    'What remains, in words': 'Old browsers cannot connect.',
    'Compensating control': 'Use a browser that knows TLS 1.2.',
    Cases: [title],
  })
  await erika.goesTo('Cases', title)
}

/** From the case to the look that the server made, and out of it with a defect for each false statement. */
const findsStatements = async (erika: Person): Promise<readonly string[]> => {
  const { page } = erika
  await erika.part('In the documents').getByRole('link', { name: /LOOK-/ }).click()
  await erika.sees(/^0 of \d+ questions$/)
  // Decided ones stay in sight.
  await erika.presses(/^All \d+$/)
  // Where no text is recognised in pictures, a document was read in part: a person reads it.
  const unread = page.getByRole('main').getByRole('button', { name: 'Read by eye' })
  if (await unread.isVisible()) {
    await unread.first().click()
    await erika.sends('Record a reading by eye', {
      'What was found': 'Pages 2 and 3 are pictures of the database tool. Nothing is false.',
    })
    await erika.sees('Read by Erika Schmidt')
  }

  // The marked words are the statement; those around it may be another one.
  const statement = (quote: string) =>
    page.getByRole('article').filter({ has: page.locator('mark', { hasText: quote }) })
  const defects: string[] = []
  for (const [quote] of corrections) {
    await statement(quote).getByRole('button', { name: 'It is false: open a defect' }).click()
    await erika.sends('Open a documentation defect', {
      Severity: 'Medium',
      'What it makes an operator do wrong': 'Operators leave port 80 open.',
    })
    const link = statement(quote).getByRole('link', { name: /DEF-/ })
    defects.push(/DEF-\d{4}-\d{4}/.exec(await link.innerText())?.[0] ?? '')
  }
  await statement('MAMP > Preferences').getByRole('button', { name: 'It is still true' }).click()
  await erika.sends('Dismiss', { 'Why it is still true': 'A laptop of a developer, no gateway.' })
  return defects
}

/** What is left: drawings, and what the new revision brings up, whenever its search ends. */
const decidesTheRest = async (erika: Person, title: string): Promise<void> => {
  await erika.goesTo('Cases', title)
  await erika.part('In the documents').getByRole('link', { name: /LOOK-/ }).click()
  const main = erika.page.getByRole('main')
  await main
    .getByText(/a document has a new revision/)
    .first()
    .waitFor({ state: 'attached' })
  const undecided = main.getByRole('button', { name: 'Select all undecided' })
  const done = main.getByText(/^All \d+ questions$/)
  while (!(await done.isVisible())) {
    await undecided.or(done).first().waitFor()
    if (await done.isVisible()) return
    const before = await main.getByText(/^\d+ of \d+ questions$/).innerText()
    await undecided.click()
    await erika.presses(/^Dismiss \d+ selected$/)
    await erika.sends('Dismiss several', {
      'Why nothing of it is false': 'Read in the corrected revision: nothing in it is false.',
    })
    await main.getByText(before, { exact: true }).waitFor({ state: 'hidden' })
  }
}

const correctsGuide = async (wanda: Person, defects: readonly string[]): Promise<void> => {
  const guide = (await installationGuide()).toString('utf8')
  const right = corrections.reduce((text, [said, says]) => text.replace(said, says), guide)
  for (const [said] of corrections) expect(right).not.toContain(said)
  await wanda.goesTo('Document library', 'Installation guide')
  await wanda.does('Add a revision', {
    'Version of the document': '2.0',
    File: {
      name: 'INSTALL.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from(`${right}\n\nClose port 80 on the firewall.\n`),
    },
  })
  const revision = wanda.part('Revisions').getByRole('listitem').filter({ hasText: 'Version 2.0' })
  await revision.getByText(/^Read: \d+ statements/).waitFor()
  for (const [index, defect] of defects.entries()) {
    await wanda.goesTo('Documentation defects', new RegExp(defect))
    await wanda.does('Record the correction', {
      'Corrected revision of the document': '2.0',
      'It says now': corrections[index]?.[1] ?? '',
    })
    await wanda.part('Correction').getByText('It says in version 2.0').waitFor()
  }
}

const closesDefect = async (erika: Person, defect: string): Promise<void> => {
  await erika.goesTo('Documentation defects', new RegExp(defect))
  await erika.does('Verify the correction', {
    'Is the corrected document right?': 'Yes',
    Reason: 'Read, and right.',
  })
  await erika.does('Assess the safety', {
    'It may harm patients': 'No',
    Why: 'The port shows no data of patients and takes no orders.',
  })
  await erika.does('Close the defect', {
    'How the field is told': 'With the next release',
    Reason: 'Goes out with 2.4.1.',
  })
  await erika.part('Correction').getByText('With the next release').waitFor()
}
