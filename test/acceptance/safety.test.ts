import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRuleFiles } from '../../src/server/rules.ts'
import { safetyOf } from '../support/a-case.ts'
import { onDatabases } from '../support/on-databases.ts'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, listOf, tries } from '../support/work/team.ts'

onDatabases('Safety of a case', (openDatabase) => {
  const team = aTeam(['engineer', 'approver'], openDatabase)

  test('a case closes only once the safety of every affected product is signed', async () => {
    const product = await aProduct(team.engineer)
    const about = await aCase(team, product)
    await about.takeAllBut('safety')
    expect(missingIn(await about.close())).toEqual(['9.5/risk-record'])
    await about.does('assess-safety', safetyOf(product.id, { exploitability: 'low' }))
    const sign = `${about.path}/sign-safety`
    const own = await tries(team.engineer, sign, { product: product.id }, true)
    expect(own.body.code).toBe('case/second-person')
    const unsigned = await tries(team.approver, sign, { product: product.id })
    expect(unsigned.body.code).toBe('access/signature-needed')
    expect(missingIn(await about.close())).toEqual(['9.5/risk-record'])
    await team.approver.does(sign, { product: product.id }, true)
    expect((await about.close()).status).toBe(200)
  })

  test('what was signed is frozen with its matrix, and found by what FDA calls it', async () => {
    const product = await aProduct(team.engineer)
    const about = await aCase(team, product)
    await about.take('impact', 'score')
    await about.does('assess-safety', safetyOf(product.id))
    const sign = `${about.path}/sign-safety`
    await team.approver.does(sign, { product: product.id }, true)
    const { safety } = await about.state()
    expect(safety).toMatchObject([
      {
        product: product.id,
        signed: { by: `person:${team.approver.person}`, signedBy: team.approver.name },
        result: { p1: 1, p1Unknown: true, probability: 'occasional', fda: 'uncontrolled' },
        matrix: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ])
    const found = await listOf(team.engineer, '/api/cases?facet=fda-risk:uncontrolled')
    expect(found.map(({ id }: { id: string }) => id)).toContain(about.id)
  })

  test('a later score makes the assessment stale, and the case says so', async () => {
    const product = await aProduct(team.engineer)
    const about = await aCase(team, product)
    await about.takeAllBut()
    await about.does('score', { vector: 'CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N' })
    await about.does('score', {
      vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
    })
    expect((await about.state()).stale.map(({ part }: { part: string }) => part)).toContain(
      'safety',
    )
    expect((await about.close()).body.title).toContain('the safety')
  })
})

test('the matrix is a file of the maker; a wrong one is refused with file and key', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'matrix-'))
  try {
    const shipped = await readRuleFiles(folder)
    const file = join(folder, 'risk-matrix.yaml')
    const own = readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.replace(/^# /, ''))
      .slice(3)
      .join('\n')
    writeFileSync(file, own)
    expect(await readRuleFiles(folder)).toEqual(shipped)
    writeFileSync(file, own.replace('  low: [controlled,', '  low: [uncertain,'))
    expect(await readRuleFiles(folder)).toMatchObject({
      code: 'settings/bad-value',
      message: expect.stringMatching(/risk-matrix\.yaml cannot be used: fda\.low\.0: /),
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
