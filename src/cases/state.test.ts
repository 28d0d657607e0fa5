import { describe, expect, it } from 'vitest'
import { aCaseWith, caseWork, portsThat } from '../../test/support/a-case.ts'
import { fixedId } from '../../test/support/deciding.ts'
import { caseKind } from './index.ts'

describe('where a case stands', () => {
  it.each([
    [[], 'open'],
    [['impact'], 'open'],
    [['impact', 'score'], 'analysed'],
    [['impact', 'score', 'proposed'], 'analysed'],
    [['impact', 'score', 'proposed', 'disposition'], 'decided'],
    [['impact', 'proposed', 'disposition', 'change'], 'in-remediation'],
    [['impact', 'proposed', 'disposition', 'change', 'review', 'verified'], 'fix-verified'],
  ] as const)('after %j it is %s', async (steps, status) => {
    expect((await aCaseWith(steps)).state().status).toBe(status)
  })

  it('is found by its report, its path and its words', async () => {
    const answers = { reportedOn: () => '2026-02-20' }
    const about = await aCaseWith(['impact', 'proposed'], answers)
    expect(about.facets().values).toMatchObject({ report: [], disposition: ['code-fix'] })
    await about.given('set-impact', {
      rows: [{ ...caseWork.impact[1].rows[0], statement: 'Reachable from the ward network.' }],
    })
    expect(caseKind(portsThat()).text(about.state())).toContain('Reachable from the ward network.')
    expect(about.facets().values?.['product']).toEqual([fixedId(1)])
  })
})
