import { beforeAll, describe, expect, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import type { ConstraintAnswer } from '../../src/review/contract.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'
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
  const documents = new Map<string, string>()

  /** A product of which only this signal of this constraint is asked. */
  const productOf = (signal: string): string => products.get(signal) ?? ''

  const file = async (
    name: string,
    { title, of, text }: { readonly title: string; readonly of: readonly string[]; text: string },
  ): Promise<string> => {
    const { engineer } = team
    const { id } = await engineer.does('/api/documents/register', {
      title,
      documentKind: 'other',
      products: of.map(productOf),
    })
    const bytes = await engineer.upload(name, new TextEncoder().encode(text))
    const path = `/api/documents/${id}`
    await engineer.does(`${path}/add-revision`, { version: '1', file: bytes })
    await engineer.does(`${path}/record-approval`, {
      version: '1',
      approvedBy: 'Petra Example',
      approvedOn: '2026-01-05',
    })
    texts.set(id, text)
    return id
  }

  /** As the example has it: its folder is the document's title, its file the file. */
  const fileExample = ({ path = 'docs/example.md', text }: AnExample, of: readonly string[]) => {
    const [name = '', folder = 'Papers'] = path.split('/').reverse()
    return file(name, { title: folder, of, text })
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
      for (const [index, example] of shows.entries())
        documents.set(`${id} ${index}`, await fileExample(example, [`says ${id}`]))
      for (const example of traps) await fileExample(example, [`says ${id}`, `silent ${id}`])
    }
    const silent = 'The case is blue.\n'
    for (const name of names) {
      const of = constraints.filter(({ signals }) => signals.fileNames.includes(name))
      const about = { title: 'Paper', of: of.map(({ id }) => `named ${id}`), text: silent }
      documents.set(name, await file(`${name.replaceAll(' ', '-')}.md`, about))
      await file(`x${name.replaceAll(' ', '')}x.md`, about)
    }
    await maker.settle()
  }, 240_000)

  test.each(constraints.map(({ id }) => id))('%s', async (id) => {
    const { shows } = examplesOf(id)
    const mine = shows.map((_, index) => documents.get(`${id} ${index}`))
    const patterns = catalogue.detection.constraints.get(id)?.patterns.map((one) => one.id)

    const { legs } = await answerOf(id, `says ${id}`)
    expect(legs.says.verdict).toBe('met')
    expect(new Set(legs.says.evidence.map(({ documentId }) => documentId))).toEqual(new Set(mine))
    for (const { documentId, quote, pattern, focus = '' } of legs.says.evidence) {
      expect(patterns).toContain(pattern)
      expect(plain(texts.get(documentId) ?? '')).toContain(plain(quote))
      expect(quote).toContain(focus)
    }
    expect(legs.exists.documents.map((one) => one.id)).toEqual(expect.arrayContaining(mine))
    expect(legs.inForce.verdict).toBe('met')

    const traps = await answerOf(id, `silent ${id}`)
    expect(traps.legs.says).toMatchObject({ verdict: 'absent', evidence: [] })
    expect(traps.verdict).not.toBe('met')

    const named = await answerOf(id, `named ${id}`)
    const expected = catalogue.constraints
      .get(id)
      ?.signals.fileNames.map((one) => documents.get(one))
    expect(named.legs.exists.verdict).toBe('met')
    expect(named.legs.exists.documents.map((one) => one.id).sort()).toEqual(expected?.sort())
    expect(named.legs.says).toMatchObject({ verdict: 'absent', evidence: [] })
  })
})

interface AnExample {
  readonly path?: string | undefined
  readonly text: string
}

const names = [...new Set(constraints.flatMap(({ signals }) => signals.fileNames))]

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()
