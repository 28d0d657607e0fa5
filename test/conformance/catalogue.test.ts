import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type CatalogueFile, parseCatalogue } from '../../src/catalogue/catalogue.ts'
import {
  clauseIds,
  constraintIds,
  neighbourConstraintIds,
} from '../../src/catalogue/constraint-ids.ts'
import { notInSource } from '../../src/catalogue/schema.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { namesTheKind, wholeWords } from '../../src/review/library/of-the-kind.ts'
import { catalogueFiles, readCatalogue } from '../../src/review/read-catalogue.ts'
import { describeWith } from '../support/needs.ts'
import { sharedPath } from '../support/shared.ts'

const files = orThrow(catalogueFiles())
const catalogue = orThrow(readCatalogue())

const replaced = (name: string, change: (text: string) => string): CatalogueFile[] =>
  files.map((file) => (file.name === name ? { name, text: change(file.text) } : file))
const refusalOf = (changed: readonly CatalogueFile[]) => {
  const result = parseCatalogue(changed)
  return isRefusal(result) ? result : undefined
}

describeWith('shared', 'the ids of the clauses page', () => {
  it('are ours, in its order', () => {
    const page = readFileSync(sharedPath('design', 'clauses.md') ?? '', 'utf8')
    const found = page.match(/`\d(?:\.\d+)*\/[a-z-]+`/g) ?? []
    const ids = [...new Set(found.map((id) => id.slice(1, -1)))]
    expect(ids).toEqual([...constraintIds, ...neighbourConstraintIds])
  })
})

describeWith('shared', 'the list of numbers and titles of the clauses page', () => {
  const list = (): string => {
    const page = readFileSync(sharedPath('design', 'clauses.md') ?? '', 'utf8')
    return page.slice(page.indexOf('## The standard')).replaceAll(/\s+/g, ' ')
  }
  const shown = new Map<string, string>([
    ...catalogue.neighbours.clauses.map(({ id, title }) => [id, title] as const),
    ...catalogue.clauses.map(({ id, title }) => [id, title] as const),
  ])

  it('is whole here: each number in full or at depth 2, and no other', () => {
    const numbers = list()
      .replaceAll(/IEC [\d-]+/g, '')
      .match(/(?<![\w.-])\d(?:\.\d){0,2}(?= [a-z]|[,)])|Annex [A-Z]/g)
    const found = new Set(numbers?.filter((number) => number !== '2'))
    expect([...found].sort()).toEqual([...shown.keys()].sort())
  })

  it('has the titles that it has there', () => {
    // "4.1 quality management (4.1.1 system": a title there may be the end of ours.
    for (const { id, title } of catalogue.neighbours.clauses) {
      if (title === notInSource) continue
      const listed = list()
        .slice(list().search(new RegExp(`(?<![\\w.-])${id.replaceAll('.', '\\.')} [a-z]`)))
        .slice(id.length + 1)
        .match(/^(?:IEC [\d-]+|[^,;.():])+/)
      expect(title.toLowerCase(), id).toContain(listed?.[0].trim().toLowerCase())
    }
  })
})

describe('the crosswalk', () => {
  it('says of every mapping what bears it, and reaches every neighbouring standard', () => {
    const { standards, mappings } = catalogue.crosswalk
    expect(standards.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'IEC 62304',
        'ISO 14971',
        'ISO 13485',
        'IEC 62443-4-1',
        'FDA premarket guidance',
        'FDA 524B',
        'AAMI SW96',
        'MDCG 2019-16',
        'NIST SSDF',
        'ISO/IEC 29147',
        'ISO/IEC 30111',
      ]),
    )
    for (const { name } of standards)
      expect(mappings.filter(({ to }) => to === name).length, name).toBeGreaterThan(0)
    for (const { reason } of mappings) expect(reason).toMatch(/\w.{10,}\.$/s)
  })

  it('is refused for an unknown clause, an unknown standard, and a mapping that is there twice', () => {
    const line = '  - { ours: 5.1.2, to: NIST SSDF, clause: PO.5'
    const changed = (to: string) =>
      refusalOf(replaced('crosswalk.yaml', (text) => text.replace(line, to)))
    expect(changed('  - { ours: 5.1.9, to: NIST SSDF, clause: PO.5')).toMatchObject({
      code: 'catalogue/not-valid',
      details: { file: 'crosswalk.yaml' },
    })
    expect(changed('  - { ours: 5.1.2, to: NIST SSDG, clause: PO.5')?.code).toBe(
      'catalogue/unknown-standard',
    )
    const twice = replaced(
      'crosswalk.yaml',
      (text) => `${text}${text.split('\n').find((one) => one.startsWith(line)) ?? ''}\n`,
    )
    expect(refusalOf(twice)?.code).toBe('catalogue/duplicate-mapping')
  })

  it('is refused for two standards that are called the same, and when it is missing', () => {
    const twice = replaced('crosswalk.yaml', (text) => text.replace("['62304',", "['14971',"))
    expect(refusalOf(twice)?.code).toBe('catalogue/duplicate-name')
    expect(refusalOf(files.filter(({ name }) => name !== 'crosswalk.yaml'))?.code).toBe(
      'catalogue/missing-file',
    )
  })
})

describe('the catalogue', () => {
  it('holds the five clauses with every constraint once', () => {
    expect(catalogue.clauses.map(({ id }) => id)).toEqual([...clauseIds])
    expect([...catalogue.constraints.keys()].sort()).toEqual([...constraintIds].sort())
  })

  it('lists the neighbours by number and title, without a duty', () => {
    expect(catalogue.neighbours.clauses.length).toBeGreaterThan(50)
    for (const { id, title, coveredBy, ...more } of catalogue.neighbours.clauses) {
      expect([id, title, more]).toEqual([id, expect.any(String), {}])
      expect(coveredBy).toBe(id.startsWith('6.3.') ? '6.3' : undefined)
    }
    for (const id of clauseIds)
      expect(catalogue.neighbours.clauses.map((clause) => clause.id)).not.toContain(id)
  })

  it('names gaps and related clauses that exist', () => {
    const numbers = new Set([...catalogue.neighbours.clauses.map(({ id }) => id), ...clauseIds])
    for (const clause of catalogue.clauses) {
      if (clause.relatedClauses !== notInSource)
        for (const { id } of clause.relatedClauses) expect(numbers).toContain(id)
      if (clause.commonGaps !== notInSource)
        for (const gap of clause.commonGaps)
          for (const id of gap.constraints) expect(id.startsWith(`${clause.id}/`)).toBe(true)
    }
  })

  it('asks for every kind of document that a clause names at one of its constraints', () => {
    for (const { id, signals, constraints } of catalogue.clauses)
      for (const name of signals.fileNames)
        expect(
          constraints.some((one) => namesTheKind(one)(wholeWords(name))),
          `${id}: ${name}`,
        ).toBe(true)
  })

  it('says "not in source" where the sources say nothing', () => {
    for (const clause of catalogue.clauses) {
      expect(clause.whatChanged).toBe(notInSource)
      expect(clause.furtherReading).toBe(notInSource)
    }
  })
})

describe('the words of the catalogue', () => {
  it('are ours: no sentence speaks as a standard does', () => {
    const said = (value: unknown): readonly string[] =>
      typeof value === 'string'
        ? [value]
        : typeof value === 'object' && value !== null
          ? Object.values(value).flatMap(said)
          : []
    const { clauses, neighbours, background, crosswalk } = catalogue
    for (const text of said([clauses, neighbours, background, crosswalk])) {
      expect(text).not.toMatch(/\b(?:shall|MANUFACTURER|including but not limited to)\b/)
      // A title is a fact; a reason of that length would be somebody's paragraph.
      expect(text.length).toBeLessThan(600)
    }
    for (const { title, reason } of crosswalk.mappings) {
      expect(title.split(' ').length, title).toBeLessThanOrEqual(16)
      expect(reason.split(' ').length, reason).toBeLessThanOrEqual(40)
    }
  })
})

describe('a catalogue that is not whole', () => {
  it('is refused for a constraint with an unknown id', () => {
    const refusal = refusalOf(
      replaced('clauses/6.3.yaml', (text) => text.replace('id: 6.3/integrity', 'id: 6.3/honesty')),
    )
    expect(refusal).toMatchObject({
      code: 'catalogue/not-valid',
      details: { file: 'clauses/6.3.yaml' },
    })
  })

  it('is refused for a constraint that is there twice', () => {
    const refusal = refusalOf(
      replaced('clauses/6.3.yaml', (text) =>
        text.replace('id: 6.3/integrity', 'id: 6.3/available'),
      ),
    )
    expect(refusal?.code).toBe('catalogue/duplicate-id')
  })

  it('is refused for a constraint under another clause', () => {
    const refusal = refusalOf(
      replaced('clauses/6.3.yaml', (text) => text.replace('id: 6.3/integrity', 'id: 9.2/channel')),
    )
    expect(refusal?.code).toBe('catalogue/wrong-clause')
  })

  it('is refused for missing constraints, which it names', () => {
    const refusal = refusalOf(files.filter((file) => file.name !== 'clauses/6.3.yaml'))
    expect(refusal).toMatchObject({ code: 'catalogue/missing-constraint' })
    expect(refusal?.details?.['absent']).toContain('6.3/inform')
  })

  it('is refused for a clause of depth 2 that is missing, unknown or there twice', () => {
    const changed = (from: string, to: string) =>
      refusalOf(replaced('neighbours.yaml', (text) => text.replace(from, to)))
    expect(changed("  - { id: '8', title: Configuration management }\n", '')).toMatchObject({
      code: 'catalogue/missing-clause',
      details: { absent: ['8'] },
    })
    expect(changed("{ id: '8',", "{ id: '10',")?.code).toBe('catalogue/not-valid')
    expect(changed("{ id: '8',", "{ id: '7',")?.code).toBe('catalogue/duplicate-id')
  })

  it('is refused for a duty asserted of a clause of depth 2', () => {
    const asserted = replaced('neighbours.yaml', (text) =>
      text.replace('title: Configuration management', 'title: T, duty: D'),
    )
    expect(refusalOf(asserted)?.code).toBe('catalogue/not-valid')
  })

  it('is refused for a constraint without detection', () => {
    const refusal = refusalOf(files.filter((file) => file.name !== 'detection/4.1.9.yaml'))
    expect(refusal?.code).toBe('catalogue/missing-detection')
  })

  it('is refused for a pattern that names an unknown word', () => {
    const refusal = refusalOf(
      replaced('detection/6.3.yaml', (text) =>
        text.replace('all: [signed-package]', 'all: [sealed-package]'),
      ),
    )
    expect(refusal?.code).toBe('catalogue/unknown-word')
  })

  it('is refused for a regular expression in place of a phrase', () => {
    const refusal = refusalOf(
      replaced('detection/words.yaml', (text) =>
        text.replace('    - signature|signatures\n', '    - (a+)+$|<nothing>\n'),
      ),
    )
    expect(refusal?.code).toBe('catalogue/phrase')
  })

  it('is refused for a file that is not YAML, has an alias bomb, or is unknown', () => {
    expect(refusalOf(replaced('neighbours.yaml', () => 'depth: [2'))?.code).toBe(
      'catalogue/not-yaml',
    )
    expect(refusalOf(replaced('neighbours.yaml', () => 'a: &a [1,1]\nb: [*a,*a,*a]'))?.code).toBe(
      'catalogue/not-yaml',
    )
    expect(refusalOf(replaced('neighbours.yaml', () => 'depth: 2\ndepth: 2\n'))?.code).toBe(
      'catalogue/not-yaml',
    )
    expect(refusalOf([...files, { name: 'notes.txt', text: '' }])?.code).toBe(
      'catalogue/unknown-file',
    )
    expect(refusalOf([...files, ...files.slice(0, 1)])?.code).toBe('catalogue/duplicate-file')
  })

  it('is refused for a placeholder of an unknown kind', () => {
    const refusal = refusalOf(
      replaced('clauses/9.2.yaml', (text) => text.replace('{{product}}', '{{secret:key}}')),
    )
    expect(refusal).toMatchObject({
      code: 'catalogue/not-valid',
      details: { path: 'auditDefence' },
    })
  })
})
