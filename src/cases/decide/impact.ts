import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { setImpact } from '../contract.ts'
import type { CaseState } from '../state.ts'
import { whileOpen } from './while-open.ts'

export const decideSetImpact = whileOpen((state, { rows }: InputOf<typeof setImpact>) => {
  const seen = new Set<string>()
  for (const row of rows) {
    const name = `${row.product} ${row.revision}`
    if (seen.has(name))
      return refuse(
        'case/impact-twice',
        `Revision ${row.revision} stands twice. Keep one row for it.`,
      )
    seen.add(name)
    if (row.status === 'not-affected' && row.justification === undefined)
      return refuse(
        'case/justification-missing',
        `Say why revision ${row.revision} is not affected: choose a justification.`,
      )
    if (row.status !== 'not-affected' && row.justification !== undefined)
      return refuse(
        'case/justification-misplaced',
        `A justification belongs to "not affected" only; revision ${row.revision} is ${row.status}.`,
      )
    if (row.status !== 'fixed' && isVerifiedIn(state, row))
      return refuse(
        'case/impact-contradicts',
        `The fix was verified in revision ${row.revision}, so it is fixed. If it is not, record the test that failed first.`,
      )
  }
  return [{ type: 'case.impact-set', rows }]
})

const isVerifiedIn = (
  { verifications }: CaseState,
  { product, revision }: { readonly product: string; readonly revision: string },
): boolean =>
  verifications.findLast((one) => one.product === product && one.fixedIn === revision)?.passed ===
  true
