import { expect, test } from 'vitest'
import { aCase, missingIn, openDefectFrom, theLook } from '../support/work/case.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'writer'])
const english = `# Installation

Put the gateway into the rack.

Keep it dry.

# Network

| Port | Service |
| --- | --- |
| 8443 | Status page |
| 8080 | Configuration page |

Reach the page under gateway.local with the user svc-care.
`
const finnish = `# Asennus

Aseta yhdyskäytävä telineeseen.

Pidä se kuivana.

# Verkko

| Portti | Palvelu |
| --- | --- |
| 8443 | Tilasivu |
| 8080 | Asetussivu |

Sivu on osoitteessa gateway.local, käyttäjä svc-care.
`
const decided = async () => {
  const product = await aProduct(team.engineer)
  const original = await aDocument(team, product, english, { title: 'Guide' })
  const translation = await aDocument(team, product, finnish, {
    title: 'Opas',
    language: 'fi',
    translationOf: original.id,
  })
  const about = await aCase(team, product, {
    facts: { features: ['Configuration page'] },
    guidance: [],
  })
  await about.takeAllBut()
  return { product, original, translation, about, look: await theLook(team.engineer, about) }
}

test('what is false in one language is asked about where the translation says it', async () => {
  const { original, translation, about, look } = await decided()
  const candidates: { id: string; document: string; quote: string }[] = look.state.candidates
  const found = candidates.find(
    ({ document, quote }) => document === original.id && quote.includes('8080'),
  )
  expect(found).toBeDefined()
  const defect = await openDefectFrom(team.engineer, look, found)
  await team.maker.settle()
  const { state } = await theLook(team.engineer, about)
  const counterpart = state.candidates.find(
    (one: { counterpartOf?: unknown }) => one.counterpartOf !== undefined,
  )
  expect(counterpart).toMatchObject({
    document: translation.id,
    quote: expect.stringContaining('8080'),
    counterpartOf: { document: original.id, defect: defect.id },
    decision: { is: 'undecided' },
  })
  expect(missingIn(await about.close())).toContain('4.1.9/after-fix')
})

test('a document in a language that the search does not know is never clean by itself', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, 'Ouvrez la porte.', { language: 'xx' })
  const about = await aCase(team, product, { guidance: [] })
  await about.takeAllBut()
  const { state, path } = await theLook(team.engineer, about)
  expect(state.unread).toEqual([guide.id])
  expect(state.whyUnread[0].reason).toContain('language (xx)')
  expect(missingIn(await about.close())).toEqual(['4.1.9/after-fix'])
  await team.writer.does(`${path}/read-by-eye`, { document: guide.id, found: 'Nothing false.' })
  expect((await about.close()).status).toBe(200)
})
