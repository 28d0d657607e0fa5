import { expect, test } from 'vitest'
import { aCase } from '../support/work/case.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'writer', 'manager'])

const fixed = async (product: Awaited<ReturnType<typeof aProduct>>) => {
  const about = await aCase(team, product, {
    facts: { ports: [{ port: 80, protocol: 'tcp', service: 'http' }] },
    guidance: ['Replace the certificate of the gateway after the update.'],
  })
  await about.takeAllBut()
  const [{ id }] = await listOf(team.engineer, `/api/looks?facet=case:${about.id}`)
  return stateOf(team.engineer, `/api/looks/${id}`)
}

test('a statement that the fix made false is found and quoted with its place', async () => {
  const product = await aProduct(team.engineer)
  const text = '# Network\n\nKeep the rack dry.\n\nOpen port 80 on the firewall of the ward.\n'
  const guide = await aDocument(team, product, text)
  const { candidates } = await fixed(product)
  expect(candidates).toEqual([
    expect.objectContaining({
      document: guide.id,
      quote: 'Open port 80 on the firewall of the ward.',
      location: expect.stringContaining('Network'),
      reason: expect.stringContaining('80'),
    }),
  ])
})

test('in a long text without spaces, the quote still holds what stands around the place', async () => {
  const product = await aProduct(team.engineer)
  const japanese = `${'装'.repeat(399)}(port 80)${'置'.repeat(400)}`
  const pairs = `a${'\u{1f600}'.repeat(399)}(port 80)${'\u{1f600}'.repeat(400)}`
  for (const statement of [japanese, pairs]) await aDocument(team, product, statement)
  const { candidates } = await fixed(product)
  const quotes: readonly string[] = candidates.map(({ quote }: { quote: string }) => quote)
  expect(quotes.every((quote) => quote.isWellFormed())).toBe(true)
  const ofThePort = quotes.filter((quote) => quote.includes('80'))
  expect(ofThePort).toHaveLength(2)
  for (const quote of ofThePort) {
    expect(quote).toContain('(port 80)')
    expect(quote.length).toBeGreaterThan(600)
  }
})

test('what operators must do now and no document tells them is found as an omission', async () => {
  const product = await aProduct(team.engineer)
  await aDocument(team, product, 'Keep the rack dry.')
  const { omissions } = await fixed(product)
  expect(omissions.map(({ guidance }: { guidance: string }) => guidance)).toEqual([
    'Replace the certificate of the gateway after the update.',
  ])
})

test('a document that cannot be read is never taken for clean', async () => {
  const { writer, manager, maker } = team
  const product = await aProduct(team.engineer)
  const { id } = await writer.does('/api/documents/register', {
    title: 'Scanned guide',
    documentKind: 'security-guide',
    products: [product.id],
  })
  await writer.does(`/api/documents/${id}/add-revision`, {
    version: '1',
    file: await writer.upload('guide.pdf', Buffer.from('%PDF-1.7 and then nothing')),
  })
  await maker.settle()
  expect((await stateOf(writer, `/api/documents/${id}`)).status).toBe('could-not-read')
  const look = await fixed(product)
  expect([look.searched, look.unread]).toEqual([[], [id]])
  const release = await manager.does('/api/releases/plan', {
    title: 'Gateway 2.4.1',
    product: product.id,
    revision: '2.4.1',
  })
  await manager.does(`/api/releases/${release.id}/evaluate-gate`, {})
  const { gate } = await stateOf(manager, `/api/releases/${release.id}`)
  expect(gate.checks).toContainEqual(
    expect.objectContaining({ constraint: '4.1.9/identify', state: 'could-not-run' }),
  )
})

test('a document whose source has a newer content that nobody could fetch is not clean', async () => {
  const { maker, writer } = team
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, 'Keep the rack dry.')
  const issue = (command: string, input: object) =>
    maker.server.parts.dispatch({
      ...{ kind: 'document', command, id: guide.id, input },
      ...{ actor: { id: 'system:sources', roles: [] }, requestId: 'sources' },
    })
  const place = { source: guide.id, key: 'guide.md', path: 'guide.md' }
  await issue('move', place)
  await issue('miss', {
    reason: 'Its source has it, but it could not be fetched: it is too large.',
  })
  expect((await stateOf(writer, guide.path)).status).toBe('read')
  const look = await fixed(product)
  expect([look.searched, look.unread]).toEqual([[expect.anything()], [guide.id]])
})
