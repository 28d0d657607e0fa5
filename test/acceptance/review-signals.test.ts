import { beforeAll, describe, expect, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import type { ConstraintAnswer } from '../../src/review/contract.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'
import { type AnExample, filesExamples } from '../support/work/review-examples.ts'
import { aTeam } from '../support/work/team.ts'

// Every signal of the catalogue: the names by which a document gives itself away, and the question
// that its text answers, shown by the catalogue's own passages. One server, on SQLite: which
// database keeps the documents decides nothing here (review-verdicts has both).

const catalogue = orThrow(readCatalogue())
const constraints = [...catalogue.constraints.values()]

/** Passages of each constraint that are filed: those that show it, and traps beside them. */
const filed = { met: 2, traps: 3 }

const examplesOf = (id: string) => {
  const examples = constraints
    .filter((one) => one.id === id)
    .flatMap((one) => catalogue.detection.constraints.get(one.id)?.examples ?? [])
  return {
    shows: examples.filter(({ verdict }) => verdict === 'met').slice(0, filed.met),
    traps: examples.filter(({ verdict }) => verdict === 'absent').slice(0, filed.traps),
  }
}

describe('Signals of the catalogue', () => {
  const team = aTeam(['engineer', 'auditor'])
  /** Texts by the id of their document. */
  const texts = new Map<string, string>()
  const products = new Map<string, string>()
  /** Documents that show a constraint, and those whose name is a signal. */
  const shown = new Map<string, readonly string[]>()
  const named = new Map<string, string>()

  /** A product of which only this signal of this constraint is asked. */
  const productOf = (signal: string): string => products.get(signal) ?? ''

  const file = async (examples: readonly AnExample[], of: readonly string[]) => {
    const ids = await filesExamples(team.engineer, examples, { products: of.map(productOf) })
    for (const [index, id] of ids.entries()) texts.set(id, examples[index]?.text ?? '')
    return ids
  }

  const answerOf = async (id: string, signal: string): Promise<ConstraintAnswer> => {
    const { status, body } = await team.auditor.get(
      `/api/clauses/${id}?product=${productOf(signal)}`,
    )
    expect(status).toBe(200)
    return body.answer
  }

  beforeAll(async () => {
    const { engineer, maker } = team
    for (const { id } of constraints)
      for (const signal of ['says', 'silent', 'named'])
        products.set(
          `${signal} ${id}`,
          (await engineer.does('/api/products/register', { name: `${signal} ${id}`, maker: 'M' }))
            .id,
        )
    for (const { id } of constraints) {
      const { shows, traps } = examplesOf(id)
      shown.set(id, await file(shows, [`says ${id}`]))
      await file(traps, [`says ${id}`, `silent ${id}`])
    }
    for (const name of names) {
      const of = constraints.filter(({ signals }) => signals.fileNames.includes(name))
      const text = 'The case is blue.\n'
      const paths = [name.replaceAll(' ', '-'), `x${name.replaceAll(' ', '')}x`]
      const [id = ''] = await file(
        paths.map((path) => ({ path: `papers/${path}.md`, text })),
        of.map((one) => `named ${one.id}`),
      )
      named.set(name, id)
    }
    await maker.settle()
  }, 240_000)

  test.each(constraints.map(({ id }) => id))('%s', async (id) => {
    const mine = shown.get(id) ?? []
    expect(mine).toHaveLength(filed.met)
    const patterns = catalogue.detection.constraints.get(id)?.patterns.map((one) => one.id)

    const { legs } = await answerOf(id, `says ${id}`)
    expect(legs.says.verdict).toBe('met')
    expect(new Set(legs.says.evidence.map(({ documentId }) => documentId))).toEqual(new Set(mine))
    for (const { documentId, quote, pattern, focus = '' } of legs.says.evidence) {
      expect(patterns).toContain(pattern)
      expect(plain(texts.get(documentId) ?? '')).toContain(plain(quote))
      expect(quote).toContain(focus)
    }
    expect(legs.exists.documents.map((one) => one.id)).toEqual(expect.arrayContaining([...mine]))
    expect(legs.inForce.verdict).toBe('met')

    const traps = await answerOf(id, `silent ${id}`)
    expect(traps.legs.says).toMatchObject({ verdict: 'absent', evidence: [] })
    expect(traps.verdict).not.toBe('met')

    const called = await answerOf(id, `named ${id}`)
    const expected = catalogue.constraints.get(id)?.signals.fileNames.map((one) => named.get(one))
    expect(called.legs.exists.verdict).toBe('met')
    expect(called.legs.exists.documents.map((one) => one.id).sort()).toEqual(expected?.sort())
    expect(called.legs.says).toMatchObject({ verdict: 'absent', evidence: [] })
  })
})

const names = [...new Set(constraints.flatMap(({ signals }) => signals.fileNames))]

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()
