import { expect, test } from 'vitest'
import { instantOf } from '../../src/kernel/time.ts'
import { parseSealed } from '../../src/server/vault/sealed-text.ts'
import { aCase } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { receives } from '../support/work/report.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'manager', 'triager'])

const reportBy = (reporterEmail: string, credit: string) =>
  receives(team.triager, {
    source: 'f',
    reporterName: `Name behind ${reporterEmail}`,
    reporterEmail,
    ...(credit === '' ? {} : { credit }),
  })

test('who wants to be named stands in the advisory, and nobody else', async () => {
  const { engineer, approver, manager, triager, maker } = team
  const product = await aProduct(engineer)
  const first = await reportBy('rita@university.example', 'Rita of Finder Collective')
  const about = await aCase(team, product, { report: first.id, disclose: true })
  await maker.settle()
  let last = ''
  for (const [email, credit] of [
    ['rita@university.example', 'Rita of Finder Collective'],
    ['shy@hospital.example', ''],
    ['gone@university.example', 'Gone Soon'],
  ] as const) {
    const { id } = await reportBy(email, credit)
    await triager.does(`/api/reports/${id}/link-case`, { case: about.id })
    last = id
  }
  await about.takeAllBut()
  const { id, humanId } = await engineer.does('/api/advisories/draft', {
    case: about.id,
    title: 'Careline Gateway accepts plain HTTP',
    summary: 'The web interface accepted plain HTTP.',
  })
  await approver.does(`/api/advisories/${id}/approve`, {}, true)

  // The ledger keeps the names sealed: erasing a person reaches the advisory, too.
  const rows = await maker.server.parts.ledger.database.reader
    .selectFrom('event')
    .select('payload')
    .where('stream', '=', id)
    .execute()
  expect(JSON.stringify(rows)).not.toMatch(/Finder Collective|Gone Soon/)
  const { sealing } = maker.server.parts
  const gone = (await maker.server.parts.ledger.load(last))?.state as { credit: string }
  const person = parseSealed(gone.credit)?.person ?? ''
  await sealing.erase(person, 'asked for it', instantOf(maker.time.now + 1))

  await manager.does(`/api/advisories/${id}/publish`, {}, true)
  await maker.settle()
  const file = await maker.fetch(`/advisories/files/${humanId.toLowerCase()}.json`)
  const text = await file.text()
  expect(JSON.parse(text).document.acknowledgments).toEqual([
    { names: ['Rita of Finder Collective'] },
  ])
  expect(text).not.toMatch(/Gone Soon|shy@|Name behind|rita@/)
})
