import { expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aDefect } from '../support/work/defect.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, stateOf, tries } from '../support/work/team.ts'

onDatabases('the statements of a document', (openDatabase) => {
  const team = aTeam(['engineer', 'writer'], openDatabase)

  const said = [
    'Keep the gateway in a locked cabinet near the ward.',
    'The gateway listens on port 80 for the pumps.',
    'Change the password of the service account at installation.',
  ]
  const aGuide = async () => {
    const product = await aProduct(team.engineer)
    const guide = await aDocument(team, product, `# Guide\n\n${said.join('\n\n')}\n`)
    const again = async (quote: string, from: string, to: string) => {
      const query = new URLSearchParams({ quote, revision: from, in: to })
      return (await team.writer.get(`${guide.path}/found-again?${query}`)).body
    }
    return { ...guide, product, again }
  }

  test('are found again when they move, are reworded, change or go', async () => {
    const [cabinet = '', port = '', password = ''] = said
    const guide = await aGuide()
    await guide.revise('2', [password, cabinet.replace('near', 'close to'), port].join('\n\n'))
    await guide.revise('3', [password, port.replace('80', '8443')].join('\n\n'))
    expect(await guide.again(password, '1', '2')).toMatchObject({
      how: expect.stringMatching(/^(same|moved)$/),
      quoteStands: true,
    })
    expect(await guide.again('locked cabinet', '1', '2')).toMatchObject({
      how: 'reworded',
      quoteStands: true,
      after: [{ text: 'Keep the gateway in a locked cabinet close to the ward.' }],
    })
    expect(await guide.again('port 80', '1', '3')).toMatchObject({
      how: 'changed',
      quoteStands: false,
      after: [{ text: 'The gateway listens on port 8443 for the pumps.' }],
    })
    expect(await guide.again(cabinet, '2', '3')).toMatchObject({ how: 'gone', after: [] })
    // Over revisions in between, and back again.
    const [was] = (await guide.again(port, '1', '3')).before
    const [is] = (await guide.again('port 8443', '3', '1')).after
    expect([is.text, is.lineage]).toEqual([port, was.lineage])
  })

  test('are given what they lack when an earlier version of the server stored them', async () => {
    const guide = await aGuide()
    await guide.revise('2', said.toReversed().join('\n\n'))
    const database = () => team.maker.server.parts.ledger.database
    const forget = () => database().writer.updateTable('statement').set({ lineage: '' }).execute()
    const before = await team.writer.get(`${guide.path}/comparison`)
    expect(before.status).toBe(200)
    // Whoever is faster than the reaction that goes through all of them loses nothing by it.
    await forget()
    expect((await team.writer.get(`${guide.path}/comparison`)).body).toEqual(before.body)
    await forget()
    await database().writer.deleteFrom('reaction').where('name', '=', 'follow-statements').execute()
    await team.maker.restart()
    await team.maker.settle()
    const left = database().reader.selectFrom('statement').select('idx').where('lineage', '=', '')
    expect(await left.execute()).toEqual([])
    expect((await team.writer.get(`${guide.path}/comparison`)).body).toEqual(before.body)
  })

  test('have their defects beside what they became, which is told to be reworded', async () => {
    const [cabinet = '', port = ''] = said
    const guide = await aGuide()
    for (const quote of [cabinet, port])
      await aDefect(team.writer, guide, {
        statements: [{ document: guide.id, revision: '1', quote }],
      })
    const reworded = cabinet.replace('near', 'close to')
    await guide.revise('2', [port, reworded].join('\n\n'))
    const { marks } = (await team.writer.get(`${guide.path}/margin?revision=2`)).body
    const markOf = (quote: string) =>
      marks.find((one: { readonly quote: string }) => one.quote === quote)
    expect(markOf(cabinet)).toMatchObject({ statement: { text: reworded }, reworded: true })
    expect(markOf(port).statement.text).toBe(port)
    expect(markOf(port).reworded).not.toBe(true)
  })

  test('are all there for who reads a list of thousands', async () => {
    const guide = await aGuide()
    const lines = Array.from({ length: 5_200 }, (_, place) => `- Parameter ${place} is on.`)
    await guide.revise('2', lines.join('\n'))
    const first = (await team.writer.get(`${guide.path}/statements`)).body
    const rest = (await team.writer.get(`${guide.path}/statements?after=${first.next}`)).body
    expect([first.items.length + rest.items.length, rest.next]).toEqual([5_201, null])
  })

  test('belong to the revisions of a product that the document covers', async () => {
    const { product, path } = await aGuide()
    const covers = [{ product: product.id, revisions: ['2.4.1'] }]
    const described = { title: 'Guide', documentKind: 'ifu', covers, language: 'en' }
    await team.writer.does(`${path}/describe`, described)
    expect(await stateOf(team.writer, path)).toMatchObject({ covers, products: [product.id] })
    const missing = [{ product: product.id, revisions: ['9.9'] }]
    expect(
      (await tries(team.writer, `${path}/describe`, { ...described, covers: missing })).body.code,
    ).toBe('document/no-such-revision')
  })
})
