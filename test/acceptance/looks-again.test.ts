import { expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aCase, dismissRest, missingIn, theLook } from '../support/work/case.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, stateOf, tries } from '../support/work/team.ts'

const facts = { ports: [{ port: 80, protocol: 'tcp', service: 'http' }] }
const telling = 'Open port 80 on the firewall of the ward. '
const untouched = 'Keep the rack dry and clean.'

// 4.1.9/after-fix: a look goes on with its case, and nobody is asked the same thing twice.
onDatabases('A look at the documents', (openDatabase) => {
  const team = aTeam(['engineer', 'approver', 'writer'], openDatabase)
  const quotes = ({ state }: Awaited<ReturnType<typeof theLook>>) =>
    state.candidates.map(({ quote }: { quote: string }) => quote)
  const decided = async (more = {}) => {
    const product = await aProduct(team.engineer)
    const guide = await aDocument(team, product, `# Guide\n\n${telling}\n\n${untouched}\n`, more)
    const about = await aCase(team, product, { facts, guidance: [] })
    return { product, guide, about }
  }

  test('is made when the disposition is approved, and goes on when the fix is verified', async () => {
    const { about } = await decided()
    await about.take('impact', 'score', 'safety', 'disposition')
    await team.maker.settle()
    expect((await theLook(team.engineer, about)).state.rounds).toHaveLength(1)
    await about.take('disclosure', 'change-request', 'change-review', 'verified')
    const look = await theLook(team.engineer, about)
    expect(look.state.rounds).toHaveLength(2)
    expect(quotes(look)).toEqual([telling.trim()])
    // What was searched for is frozen in it, completed by what the case knows.
    expect(look.state.facts).toMatchObject({
      ...facts,
      product: { name: 'Careline Gateway', affected: '2.4.0', fixed: '2.4.1' },
    })
  })

  test('searches the documents of affected revisions, and of no others', async () => {
    const { product, about } = await decided()
    const only = async (revision: string) =>
      (
        await aDocument(team, product, telling, {
          title: `Guide for ${revision}`,
          products: [],
          covers: [{ product: product.id, revisions: [revision] }],
        })
      ).id
    const [affected, other] = [await only('2.4.0'), await only('2.4.1')]
    await about.take('impact', 'score', 'safety', 'disposition')
    await team.maker.settle()
    const before = (await theLook(team.engineer, about)).state.searched
    const documents = before.map(({ document }: { document: string }) => document)
    expect(documents).toContain(affected)
    expect(documents).not.toContain(other)
  })

  test('asks again about a statement that changed after it was decided, and about no other', async () => {
    const { guide, about } = await decided()
    await about.takeAllBut()
    const { path } = await theLook(team.engineer, about)
    await team.writer.does(`${path}/dismiss`, { candidate: '1', reason: 'Behind the gateway.' })
    await guide.revise('2', `A new preface.\n\n${telling}\n\n${untouched}`)
    // Moved, and the same: nobody is asked.
    expect((await stateOf(team.writer, path)).status).toBe('decided')
    await guide.revise('3', `Open port 80 on the firewall of the ward and of the hospital.`)
    const { state } = await theLook(team.engineer, about)
    expect(
      state.candidates.map(({ decision }: { decision: { is: string } }) => decision.is),
    ).toEqual(['dismissed', 'undecided'])
    expect(missingIn(await about.close())).toEqual(['4.1.9/after-fix'])
    await dismissRest(team.writer, path.split('/').at(-1) ?? '', 'Still behind the gateway.')
    expect((await about.close()).status).toBe(200)
  })

  test('finds more when the facts of the case say more, and when somebody asks for other facts', async () => {
    const { about, product } = await decided()
    await aDocument(
      team,
      product,
      'Sign in as svc-care with the default password.\n\nMount the cabinet at eye level.',
      {
        title: 'Service',
      },
    )
    await about.takeAllBut()
    await about.does('describe', { facts: { accounts: [{ name: 'svc-care' }] } })
    await team.maker.settle()
    expect(quotes(await theLook(team.engineer, about))).toContain(
      'Sign in as svc-care with the default password.',
    )
    await about.does('look-at-documents', { facts: { terms: ['cabinet'] } })
    await team.maker.settle()
    const look = await theLook(team.engineer, about)
    expect(quotes(look)).toContain('Mount the cabinet at eye level.')
    expect(look.state.rounds.at(-1).cause).toBe('case.look-asked')
    expect(look.state.facts).not.toHaveProperty('accounts')
  })

  test('offers what was said of the same statement for another case, and decides nothing by it', async () => {
    const { product, about } = await decided()
    await about.takeAllBut()
    const first = await theLook(team.engineer, about)
    await team.writer.does(`${first.path}/dismiss`, {
      candidate: '1',
      reason: 'The port is closed by the firewall of every hospital.',
      holds: 'always',
    })
    const later = await aCase(team, product, { facts, guidance: [] })
    await later.takeAllBut()
    const [candidate] = (await theLook(team.engineer, later)).state.candidates
    expect(candidate).toMatchObject({
      decision: { is: 'undecided' },
      earlier: [{ reference: about.humanId, reason: expect.stringContaining('every hospital') }],
    })
  })

  test('says nothing of a case that is for those named on it alone', async () => {
    const { product, about } = await decided()
    await about.takeAllBut()
    const { path } = await theLook(team.engineer, about)
    await team.engineer.does(`${path}/dismiss`, {
      candidate: '1',
      reason: 'Secret.',
      holds: 'always',
    })
    await about.does('set-embargo', {
      named: [`person:${team.engineer.person}`],
      reason: 'Named only.',
    })
    const later = await aCase(team, product, { facts, guidance: [] })
    await later.takeAllBut()
    const { state } = await theLook(team.engineer, later)
    expect(JSON.stringify(state)).not.toContain('Secret.')
  })

  test('dismisses repeats together for one reason, and takes it back', async () => {
    const { product, about } = await decided()
    await aDocument(team, product, telling, { title: 'Leaflet' })
    await about.takeAllBut()
    const { path } = await theLook(team.engineer, about)
    const several = { candidates: ['1', '2'], reason: 'One reason for both.' }
    expect((await tries(team.writer, `${path}/dismiss-several`, several)).status).toBe(200)
    expect((await stateOf(team.writer, path)).status).toBe('decided')
    await team.writer.does(`${path}/take-back`, { candidate: '2', reason: 'Read again.' })
    expect(missingIn(await about.close())).toEqual(['4.1.9/after-fix'])
  })

  test('cannot be asked for before anybody knows which revisions are affected', async () => {
    const { about } = await decided()
    const refused = await tries(team.engineer, `${about.path}/look-at-documents`, {})
    expect(refused.body.code).toBe('case/nothing-to-search')
  })
})
