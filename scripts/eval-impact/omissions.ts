import type { Omission } from '../../src/documents/impact/index.ts'
import type { EvalCase } from './cases.ts'
import { share } from './measure.ts'

interface Answered {
  readonly of: EvalCase
  readonly omissions: readonly Omission[]
}

/** How often the search says rightly whether guidance stands, and names the right document for it. */
export const printOmissions = (name: string, answered: readonly Answered[]): void => {
  const rows = answered.flatMap(({ of, omissions }) =>
    (of.omissions ?? []).map((wanted) => {
      const said = omissions.find(({ guidance }) => guidance === wanted.guidance.trim())
      return {
        right: (said === undefined) === wanted.stands,
        stands: wanted.stands,
        place:
          said === undefined || wanted.near === null || wanted.near === undefined
            ? undefined
            : said.where === wanted.near.path,
      }
    }),
  )
  const right = rows.filter((row) => row.right).length
  const missing = rows.filter(({ stands }) => !stands)
  const placed = rows.filter(({ place }) => place !== undefined)
  console.log(
    `Omissions, ${name}: ${right} of ${rows.length} right; missing guidance noticed ${missing.filter((row) => row.right).length} of ${missing.length}; in the right document ${placed.filter(({ place }) => place === true).length} of ${placed.length} (${share(right, rows.length)})`,
  )
}
