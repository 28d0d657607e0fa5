import { expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aProduct } from '../support/work/product.ts'
import { csvOf, fetches, imports, workbookOf } from '../support/work/table.ts'
import { aTeam, listOf, stateOf, tries } from '../support/work/team.ts'

onDatabases('Cases of an earlier system', (openDatabase) => {
  const team = aTeam(['engineer', 'approver', 'auditor'], openDatabase)

  const header = [
    'Number',
    'Title',
    'Product',
    'CVE',
    'CVSS vector',
    'Opened on',
    'Aware on',
    'Closed on',
    'Conclusion',
    'Reporter',
  ]
  const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N'
  const take = (bytes: Uint8Array, system = 'Old PSIRT', query = '') =>
    imports(
      team.maker,
      team.engineer,
      `/api/cases/import?name=old.csv&system=${encodeURIComponent(system)}${query}`,
      bytes,
    )
  const rows = (product: string) => [
    header,
    [
      'P-1',
      'Telnet is open',
      product,
      'CVE-2021-44228',
      vector,
      '2021-02-03',
      '',
      '2021-05-06',
      'Fixed in 1.2.',
      'Rita',
    ],
    ['P-2', 'Keys are weak', '', '', '', '2024-02-29', '2024-02-20', '', '', 'Rita'],
  ]

  test('cases of an earlier system come in with their dates, marked, and once', async () => {
    const { engineer, auditor, maker } = team
    const product = await aProduct(engineer)
    const file = csvOf(rows(product.name))
    const dry = await take(file, 'Old PSIRT', '&dry-run=yes')
    expect(dry.body).toMatchObject({ counts: { new: 2 }, problems: [], notRead: ['Reporter'] })
    expect(await listOf(engineer, '/api/cases')).toEqual([])
    expect((await take(file)).body).toMatchObject({ imported: true, counts: { new: 2 } })
    const [closed] = await listOf(engineer, '/api/cases?facet=earlier-number:Old PSIRT P-1')
    const state = await stateOf(auditor, `/api/cases/${closed.id}`)
    expect(state).toMatchObject({
      status: 'closed',
      openedAt: '2021-02-03T00:00:00.000Z',
      awareOn: '2021-02-03',
      cve: 'CVE-2021-44228',
      closed: {
        ...{ conclusion: 'Fixed in 1.2.', at: '2021-05-06T00:00:00.000Z', elsewhere: 'Old PSIRT' },
      },
      imported: { system: 'Old PSIRT', number: 'P-1', row: 2, product: product.id },
      scores: [{ vector, source: 'Old PSIRT', kind: 'other' }],
    })
    // In lists, too, it has its own age.
    expect(closed).toMatchObject({
      openedAt: '2021-02-03T00:00:00.000Z',
      facets: { imported: ['Old PSIRT'] },
    })
    // Who reported it there is nobody's business here.
    expect(JSON.stringify(state)).not.toContain('Rita')
    expect(closed.severity).toBe('critical')
    const ofProduct = await listOf(engineer, `/api/cases?facet=product:${product.id}`)
    expect(ofProduct.map(({ id }: { id: string }) => id)).toEqual([closed.id])
    const again = await take(file)
    expect(again.body).toMatchObject({ imported: true, counts: { new: 0, same: 2 } })
    expect((await listOf(engineer, '/api/cases')).length).toBe(2)
    // The same number of another system is another case.
    const other = await take(file, 'Spreadsheet', '&dry-run=yes')
    expect(other.body.counts).toMatchObject({ new: 2 })
    const changed = csvOf([header, ['P-2', 'Renamed', '', '', '', '2024-02-29', '', '', '', '']])
    expect((await take(changed)).body.rows).toMatchObject([
      { outcome: 'same', note: expect.stringContaining('differs') },
    ])
    await maker.settle()
  })

  test('what was due before the import is the earlier system’s; nobody is mailed about it', async () => {
    const { engineer, mail, maker } = team
    const [open] = await listOf(engineer, '/api/cases?facet=earlier-number:Old PSIRT P-2')
    await maker.settle()
    const { body } = await engineer.get(`/api/cases/${open.id}/clocks`)
    const late = body.clocks.filter(({ outcome }: { outcome: string }) => outcome === 'missed')
    expect(late).toEqual([])
    expect(mail.mails).toEqual([])
  })

  test('closed there is not closed by 9.5: opened again, everything is asked for', async () => {
    const { engineer } = team
    const [closed] = await listOf(engineer, '/api/cases?facet=earlier-number:Old PSIRT P-1')
    const path = `/api/cases/${closed.id}`
    const clause = await engineer.get('/api/clauses')
    expect(clause.status).toBe(200)
    await engineer.does(`${path}/reopen`, { reason: 'Seen again.' })
    const refused = await tries(engineer, `${path}/close`, { conclusion: 'As before.' })
    expect(refused.body.code).toBe('case/not-complete')
  })

  test('one bad row and no case is imported; problems name row, column and what to do', async () => {
    const { engineer } = team
    const before = (await listOf(engineer, '/api/cases')).length
    const bad = [
      header,
      ['Q-1', 'Good', '', '', '', '2024-01-01', '', '', '', ''],
      ['Q-2', 'x', 'Nothing', '', '', '01.02.2024', '', '', '', ''],
      ['Q-3', '', '', 'CVE-1', '', '2024-01-01', '', '', '', ''],
      ['Q-4', 'x', '', '', 'CVSS:3.1/AV:X', '2024-01-01', '', '', '', ''],
      ['Q-5', 'x', '', '', '', '2024-01-01', '', '2023-01-01', 'y', ''],
      ['Q-6', 'x', '', '', '', '2024-01-01', '', '2024-02-01', '', ''],
      ['Q-1', 'Twice', '', '', '', '2024-01-01', '', '', '', ''],
    ]
    const { body } = await take(csvOf(bad))
    expect(body.imported).toBe(false)
    expect(
      body.problems.map(({ row, column }: { row: number; column: string }) => [row, column]),
    ).toEqual([
      [3, 'Opened on'],
      [3, 'Product'],
      [4, 'Title'],
      [4, 'CVE'],
      [5, 'CVSS vector'],
      [6, 'Closed on'],
      [7, 'Conclusion'],
      [8, 'Number'],
    ])
    expect((await listOf(engineer, '/api/cases')).length).toBe(before)
    const nameless = await imports(team.maker, engineer, '/api/cases/import', csvOf(bad))
    expect(nameless.body.code).toBe('case/import-no-system')
  })

  test('a workbook with real dates is read, and there is a template to fill', async () => {
    const { engineer, maker } = team
    const template = await fetches(maker, engineer, '/api/cases/import-template.csv')
    expect(new TextDecoder().decode(template)).toContain('"Number","Title"')
    const book = await workbookOf([
      ['Number', 'Title', 'Opened on'],
      ['W-1', 'From a workbook', new Date('2020-12-24T00:00:00.000Z')],
    ])
    expect((await take(book)).body).toMatchObject({ imported: true, format: 'xlsx' })
    const [made] = await listOf(engineer, '/api/cases?facet=earlier-number:Old PSIRT W-1')
    expect((await stateOf(engineer, `/api/cases/${made.id}`)).imported).toMatchObject({
      openedOn: '2020-12-24',
      closedOn: null,
    })
  })
})
