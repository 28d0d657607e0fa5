import { expect, it } from 'vitest'
import { anOpenCase, caseWork } from '../../../test/support/a-case.ts'
import { draftNotice } from './notice.ts'

const terms = {
  maker: { name: 'Example Medical', contact: 'security@maker.example' },
  reference: 'CASE-2026-0001',
}

it('a notice says what, which versions, how bad, and how to reach us, as far as it is known', async () => {
  const about = await anOpenCase()
  const party = { owner: 'Zlib', component: 'zlib 1.2', partyKind: 'owner' } as const
  expect(draftNotice(about.state(), party, terms)).toContain('Not scored yet.')
  await about.given(...caseWork.score)
  await about.given('describe', {
    facts: { components: [{ name: 'zlib', affected: '<1.3', fixed: '1.3' }] },
  })
  const text = draftNotice(about.state(), party, { ...terms, disclosureOn: '2026-06-01' })
  for (const said of ['zlib 1.2', 'Affected: <1.3', 'Fixed in: 1.3', 'CVSS 3.1', '2026-06-01'])
    expect(text).toContain(said)
  expect(text).toContain('security@maker.example')
  expect(text).toContain('CASE-2026-0001')
})

it('a text of one’s own leaves with the terms that were given beside it', async () => {
  const about = await anOpenCase()
  await about.given('name-third-party', { owner: 'Zlib', contact: 'zlib@example.org' })
  const embargo = 'Tell nobody outside your team.'
  const disclosureOn = '2026-06-01'
  const own = 'Please look at inflate.'
  await about.given('send-notice', { party: 'Zlib', text: own, embargo, disclosureOn })
  const text = about.state().parties[0]?.notice?.text
  expect(text).toContain('Please look at inflate.')
  expect(text).toContain(embargo)
  expect(text).toContain('2026-06-01')
})

it('a draft that knew of no day says the one that was chosen, and nothing else', async () => {
  const about = await anOpenCase()
  await about.given('name-third-party', { owner: 'Zlib', contact: 'zlib@example.org' })
  const party = about.state().parties[0]
  const draft = party === undefined ? '' : draftNotice(about.state(), party, terms)
  expect(draft).toContain('No day of disclosure is set.')
  await about.given('send-notice', { party: 'Zlib', text: draft, disclosureOn: '2026-06-01' })
  const text = about.state().parties[0]?.notice?.text
  expect(text).toContain('We plan to disclose on 2026-06-01.')
  expect(text).not.toContain('No day of disclosure is set.')
})

it('a coordinator is asked for help, and told which owners were told before', async () => {
  const about = await anOpenCase()
  await about.given('name-third-party', { owner: 'Zlib', contact: 'zlib@example.org' })
  await about.given('send-notice', { party: 'Zlib' })
  const coordinator = { owner: 'CERT/CC', component: 'zlib', partyKind: 'coordinator' } as const
  const text = draftNotice(about.state(), coordinator, terms)
  expect(text).toContain('your help in coordinating the disclosure of a security flaw in zlib')
  expect(text).toMatch(/Whom we told:\nZlib, on \S+: no answer so far/)
  expect(text).not.toContain('your software')
})
