import { expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aCase } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { riskOf } from '../support/work/risk.ts'
import { cellsOf, csvOf, fetches, imports, workbookOf } from '../support/work/table.ts'
import { aTeam, dayAfter, listOf, stateOf } from '../support/work/team.ts'

onDatabases('The risk register as files', (openDatabase) => {
  const team = aTeam(['engineer', 'approver', 'auditor', 'writer'], openDatabase)

  const header = [
    'Number',
    'Risk',
    'Product',
    'Hazard',
    'Category',
    'Severity before controls',
    'Probability before controls',
    'Controls',
    'Severity that remains',
    'Probability that remains',
    'What remains',
  ]
  const rowOf = (number: string, product = '', more: Readonly<Record<string, string>> = {}) =>
    header.map(
      (title) =>
        more[title] ??
        {
          Number: number,
          Risk: `Risk ${number}`,
          Product: product,
          Hazard: 'Orders are changed on their way.',
          Category: 'Network',
          'Severity before controls': 'Catastrophic',
          'Probability before controls': 'frequent',
          Controls: 'TLS is required | TR-12\nA firewall \\| a filter',
          'Severity that remains': 'minor',
          'Probability that remains': 'Improbable',
          'What remains': '=A delay of minutes.',
        }[title] ??
        '',
    )
  const take = (bytes: Uint8Array, query = '') =>
    imports(team.maker, team.engineer, `/api/risks/import?name=register.csv${query}`, bytes)
  const entriesOf = async (number: string) =>
    listOf(team.engineer, `/api/risks?facet=number:${number}`)

  test('a register of before comes in whole, marked, and the same file again changes nothing', async () => {
    const { engineer } = team
    const product = await aProduct(engineer)
    const file = csvOf([header, rowOf('SR-1', product.name), rowOf('SR-2')], ';')
    const dry = await take(file, '&dry-run=yes')
    expect(dry.body).toMatchObject({
      ...{ dryRun: true, imported: false, counts: { new: 2, changed: 0, same: 0 }, problems: [] },
      rows: [{ row: 2, outcome: 'new', record: '', title: 'Risk SR-1' }, { row: 4 }],
    })
    expect(await entriesOf('SR-1')).toEqual([])
    const done = await take(file)
    expect(done.status).toBe(200)
    expect(done.body).toMatchObject({ imported: true, counts: { new: 2 } })
    const [entry] = await entriesOf('SR-1')
    const state = await stateOf(engineer, `/api/risks/${entry.id}`)
    expect(state).toMatchObject({
      product: product.id,
      initial: {
        severity: 'catastrophic',
        probability: 'frequent',
        acceptability: 'not-acceptable',
      },
      residual: { severity: 'minor', probability: 'improbable', acceptability: 'acceptable' },
      controls: [
        { control: 'TLS is required', verification: 'TR-12' },
        { control: 'A firewall | a filter', verification: '' },
      ],
      judged: { by: `person:${engineer.person}` },
      imported: {
        row: 2,
        file: { name: 'register.csv', sha256: done.body.sha256 },
        by: `person:${engineer.person}`,
      },
    })
    expect(state.imported.cells).toContainEqual({
      column: 'What remains',
      value: '=A delay of minutes.',
    })
    expect((await listOf(engineer, '/api/risks?facet=imported:yes')).length).toBe(2)
    const again = await take(file)
    expect(again.body).toMatchObject({ imported: true, counts: { new: 0, changed: 0, same: 2 } })
    expect((await entriesOf('SR-1')).length).toBe(1)
    expect((await stateOf(engineer, `/api/risks/${entry.id}`)).judged).toEqual(state.judged)
  })

  test('one bad row and nothing is imported; each problem names row, column and what to do', async () => {
    const bad = [
      header,
      rowOf('SR-10'),
      rowOf('SR-11', 'No such product', { 'Severity before controls': 'awful' }),
      rowOf('', '', {}),
      rowOf('SR-13', '', { Controls: 'Nothing verified' }),
      rowOf('SR-14', '', {
        'Severity before controls': 'minor',
        'Severity that remains': 'serious',
      }),
      rowOf('SR-15', '', { Hazard: '' }),
      rowOf('SR-10'),
    ]
    const { body } = await take(csvOf(bad))
    expect(body).toMatchObject({ imported: false })
    expect(
      body.problems.map(({ row, column }: { row: number; column: string }) => [row, column]),
    ).toEqual([
      [4, 'Product'],
      [4, 'Severity before controls'],
      [6, 'Number'],
      [8, 'Controls'],
      [9, 'Severity that remains'],
      [11, 'Hazard'],
      [13, 'Number'],
    ])
    expect(body.problems[1].message).toContain('Negligible, Minor, Serious')
    expect(await entriesOf('SR-10')).toEqual([])
    const missing = await take(
      csvOf([
        ['Number', 'Risk', 'Notes'],
        ['1', 'x', 'y'],
      ]),
    )
    expect(missing.body.problems[0]).toMatchObject({ row: 1, column: 'Hazard' })
    expect(missing.body.notRead).toEqual(['Notes'])
    const none = await take(csvOf([['A'], ['1']]))
    expect(none.body.problems).toMatchObject([
      { row: 1, message: expect.stringContaining('Number') },
    ])
  })

  test('a workbook is read as well; a formula in it is refused by its cell', async () => {
    const { engineer } = team
    const rows: (string | Date | number)[][] = [header, rowOf('SR-20')]
    const good = await take(await workbookOf(rows))
    expect(good.body).toMatchObject({ imported: true, format: 'xlsx', counts: { new: 1 } })
    const [entry] = await entriesOf('SR-20')
    expect((await stateOf(engineer, `/api/risks/${entry.id}`)).description).toBe(
      '=A delay of minutes.',
    )
    // A cell with a formula, as a spreadsheet program stores it.
    const formula = { formula: '1+1', result: 2 } as unknown as string
    const bad = await take(await workbookOf([header, rowOf('SR-21').with(1, formula)]))
    expect(bad.body).toMatchObject({
      imported: false,
      problems: [{ row: 2, column: 'Risk', message: expect.stringContaining('formula') }],
    })
    expect((await take(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2]))).body.code).toMatch(
      /^(zip|table)\//,
    )
  })

  test('the export comes back in: what changed in it is revised, what changed here since is refused', async () => {
    const { engineer, approver, auditor, maker } = team
    const about = await aCase(team, await aProduct(engineer, { name: 'Exported' }))
    const { id, humanId } = await engineer.does('/api/risks/enter', {
      ...riskOf({ register: 'SR-30', residual: 'not-acceptable', description: '@Two\nlines' }),
      cases: [about.id],
    })
    const path = `/api/risks/${id}`
    const until = dayAfter(maker, 30)
    await engineer.does(`${path}/propose-acceptance`, { reason: 'r', condition: 'c', until })
    await approver.does(`${path}/accept`, {}, true)
    const query = 'facet=number:SR-30'
    const csv = await fetches(maker, auditor, `/api/risks/export.csv?${query}`)
    const text = new TextDecoder().decode(csv)
    expect(text).toContain(`"${humanId}"`)
    expect(text).toContain(`"'@Two\nlines"`)
    expect(text).toContain(`"${until}","c","${approver.name}"`)
    expect((await take(csv)).body).toMatchObject({
      imported: true,
      counts: { same: 1, changed: 0 },
    })
    const cells = await cellsOf(await fetches(maker, auditor, `/api/risks/export.xlsx?${query}`))
    const column = cells[0]?.indexOf('Hazard') ?? -1
    const edited = await workbookOf([cells[0] ?? [], (cells[1] ?? []).with(column, 'Edited.')])
    const dry = await take(edited, '&dry-run=yes')
    expect(dry.body.rows).toMatchObject([
      { record: humanId, outcome: 'changed', note: expect.stringContaining('acceptance ends') },
    ])
    expect((await take(edited)).body).toMatchObject({ imported: true, counts: { changed: 1 } })
    expect(await stateOf(engineer, path)).toMatchObject({
      ...{ hazard: 'Edited.', status: 'open', acceptance: null },
      basis: [{ case: about.id }],
    })
    // The old file would undo what was done since.
    expect((await take(csv)).body).toMatchObject({
      imported: false,
      problems: [
        { column: 'Version', message: expect.stringContaining('Export the register again') },
      ],
    })
  })

  test('who may not enter a risk imports none, and whoever reads exports only what they may see', async () => {
    const { engineer, writer, auditor, maker } = team
    const file = csvOf([header, rowOf('SR-40')])
    const refused = await imports(maker, writer, '/api/risks/import?name=a.csv', file)
    expect(refused.status).toBe(403)
    const about = await aCase(team, await aProduct(engineer, { name: 'Secret' }))
    const { humanId } = await engineer.does('/api/risks/enter', {
      ...riskOf({ register: 'SR-41' }),
      cases: [about.id],
    })
    await about.does('set-embargo', {
      named: [`person:${engineer.person}`],
      reason: 'Not public yet.',
    })
    const shown = async (who: typeof engineer) =>
      new TextDecoder().decode(await fetches(maker, who, '/api/risks/export.csv'))
    expect(await shown(engineer)).toContain(humanId)
    expect(await shown(auditor)).not.toContain(humanId)
    // Nor does an import tell of what stands behind a number.
    const taken = csvOf([header, rowOf('SR-41')])
    const told = await imports(maker, maker.administrator, '/api/risks/import?name=a.csv', taken)
    expect(told.body).toMatchObject({ imported: false, problems: [{ column: 'Number' }] })
    expect(JSON.stringify(told.body)).not.toContain(humanId)
  })
})
