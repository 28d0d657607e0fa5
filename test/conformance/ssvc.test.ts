import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { orThrow } from '../../src/kernel/result.ts'
import { decideSsvc, type SsvcTreeName, ssvcPoints } from '../../src/kernel/ssvc.ts'
import { needsShared, sharedPath } from '../support/shared.ts'

const data = sharedPath('suites', 'ssvc', 'data') ?? ''

const publishedTable = z.object({
  namespace: z.string(),
  key: z.string(),
  version: z.string(),
  decision_points: z.record(
    z.string(),
    z.object({
      key: z.string(),
      version: z.string(),
      name: z.string(),
      values: z.array(z.object({ key: z.string(), name: z.string() })),
    }),
  ),
  outcome: z.string(),
  mapping: z.array(z.record(z.string(), z.string())),
})

const tableOf = (name: string) =>
  publishedTable.parse(
    JSON.parse(readFileSync(join(data, 'json', 'decision_tables', 'ssvc', `${name}.json`), 'utf8')),
  )

/** Rows of the CSV form, which names points and values by name, in lower case. */
const csvOf = (name: string): readonly string[][] =>
  readFileSync(join(data, 'csv', 'ssvc', `${name}.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(1))

const trees: readonly (readonly [SsvcTreeName, string, number])[] = [
  ['supplier', 'supplier_patch_development_priority_1_0_0', 36],
  ['deployer', 'deployer_patch_application_priority_1_0_0', 72],
  ['coordinator-triage', 'coordinator_triage_1_0_0', 192],
  ['coordinator-publish', 'coordinator_publish_decision_table_1_0_0', 27],
]

/** A tree that asks the derived point, with answers for its other points. */
const derivations: readonly (readonly [string, string, number, SsvcTreeName, object])[] = [
  ['U', 'utility_1_0_0', 4, 'supplier', { E: 'N', TI: 'P', PSI: 'M' }],
  ['PSI', 'public_safety_impact_1_0_0', 4, 'supplier', { E: 'N', U: 'L', TI: 'P' }],
  ['HI', 'human_impact_1_0_0', 16, 'deployer', { E: 'N', EXP: 'S', A: 'N' }],
]

const keyOf = (id: string): string => id.split(':')[1] ?? ''

describe.runIf(needsShared('suites', 'ssvc'))('the published tables of SSVC', () => {
  it.each(trees)('decide as our %s tree does, row by row', (tree, name, rows) => {
    const { mapping, outcome, namespace, key, version } = tableOf(name)
    expect(mapping).toHaveLength(rows)
    for (const row of mapping) {
      const answers = Object.entries(row).filter(([id]) => id !== outcome)
      const decision = orThrow(
        decideSsvc(Object.fromEntries(answers.map(([id, value]) => [keyOf(id), value])), tree),
      )
      expect(decision.outcome.key, JSON.stringify(row)).toBe(row[outcome])
      expect(decision.table).toBe(`${namespace}:${key}:${version}`)
    }
  })

  it.each(trees)('say the same in CSV as our %s tree, by name', (tree, name, rows) => {
    const lines = csvOf(name)
    expect(lines).toHaveLength(rows)
    const points = Object.keys(tableOf(name).mapping[0] ?? {}).map(keyOf)
    const keyNamed = (place: number, named: string | undefined): string =>
      ssvcPoints
        .find((point) => point.key === points[place])
        ?.values.find((value) => value.name.toLowerCase() === named)?.key ?? `no ${named}`
    for (const line of lines) {
      const keys = line.map((named, place) => keyNamed(place, named.trim()))
      const answers = Object.fromEntries(
        points.slice(0, -1).map((point, place) => [point, keys[place] ?? '']),
      )
      expect(orThrow(decideSsvc(answers, tree)).outcome.key, line.join()).toBe(keys.at(-1))
    }
  })

  it.each(derivations)('derive %s as we do, row by row', (point, name, rows, tree, rest) => {
    const { mapping, outcome } = tableOf(name)
    expect(mapping).toHaveLength(rows)
    for (const row of mapping) {
      const from = Object.entries(row).filter(([id]) => id !== outcome)
      const answers = Object.fromEntries(from.map(([id, value]) => [keyOf(id), value]))
      // Some points have the same key in a tree: the row goes before the rest.
      const { points, path } = orThrow(decideSsvc({ ...rest, ...answers }, tree))
      expect(points[point], JSON.stringify(row)).toBe(row[outcome])
      expect(path.find((step) => step.point === point)?.derived).toBe(true)
    }
  })

  it('have the points and values that we have, with their versions and names', () => {
    const published = [...trees.map(([, name]) => name), ...derivations.map(([, name]) => name)]
      .map(tableOf)
      .flatMap((table) => Object.values(table.decision_points))
    const keys = new Set(published.map(({ key }) => key))
    expect([...keys].sort()).toEqual(ssvcPoints.map(({ key }) => key).sort())
    for (const point of published) {
      const ours = ssvcPoints.find(({ key }) => key === point.key)
      expect([ours?.version, ours?.name]).toEqual([point.version, point.name])
      expect(ours?.values.map(({ key, name }) => [key, name])).toEqual(
        point.values.map(({ key, name }) => [key, name]),
      )
    }
  })
})
