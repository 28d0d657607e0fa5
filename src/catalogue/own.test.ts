import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { parseOwnCatalogue } from './own.ts'

const duties = (text: string) => ({ name: 'duties.yaml', text })
const procedures = (text: string) => ({ name: 'procedures.yaml', text })
const training = duties(
  'duties:\n  - { clause: 4.1.4, id: 4.1.4/training, title: Training, duty: We train every year. }\n',
)
const covering = (id: string) =>
  procedures(
    `procedures:\n  - number: SOP-12\n    title: Handling\n    covers:\n      - { id: ${id}, reason: Chapter 4. }\n`,
  )
const refusalOf = (...files: Parameters<typeof parseOwnCatalogue>[0]) => {
  const read = parseOwnCatalogue(files)
  return isRefusal(read) ? read : undefined
}

describe('the catalogue of a maker', () => {
  it('adds duties to clauses of depth 2, and procedures to any clause, constraint and own duty', () => {
    const own = orThrow(parseOwnCatalogue([training, covering('4.1.4/training')]))
    expect(own.duties).toMatchObject([{ id: '4.1.4/training' }])
    expect(own.procedures).toMatchObject([{ number: 'SOP-12' }])
    for (const id of ['9.2', '9.2/channel', '4.1.4', '6.1/policy', 'Annex E'])
      expect(refusalOf(covering(`'${id}'`))).toBeUndefined()
  })

  it('may be missing, empty, or all comments', () => {
    expect(orThrow(parseOwnCatalogue([]))).toEqual({ duties: [], procedures: [] })
    expect(orThrow(parseOwnCatalogue([duties('# duties:\n'), procedures('')]))).toEqual({
      duties: [],
      procedures: [],
    })
  })
})

describe('the catalogue of a maker is refused, with file and key', () => {
  it('for an unknown id', () => {
    expect(refusalOf(covering('9.2/chanel'))).toMatchObject({
      code: 'catalogue/not-valid',
      details: { file: 'procedures.yaml', path: 'procedures › 0 › covers › 0 › id' },
      message: expect.stringContaining('9.2/chanel'),
    })
    expect(refusalOf(covering('4.1.4/training'))?.message).toContain('4.1.4/training')
  })

  it('for a duty under a clause that is covered in full, or that does not exist', () => {
    for (const clause of ["'9.2'", "'6.3'", "'4.9'", 'Annex Z'])
      expect(
        refusalOf(duties(`duties:\n  - { clause: ${clause}, id: 9.2/mine, title: T, duty: D }\n`)),
      ).toMatchObject({ details: { file: 'duties.yaml', path: 'duties › 0 › clause' } })
  })

  it('for an id under another clause, one of ours, and one that is there twice', () => {
    const one = (clause: string, id: string) =>
      `  - { clause: '${clause}', id: ${id}, title: T, duty: D }\n`
    expect(refusalOf(duties(`duties:\n${one('4.1.4', '4.1.5/mine')}`))?.message).toContain(
      'does not stand under',
    )
    expect(refusalOf(duties(`duties:\n${one('6.1', '6.1/policy')}`))?.message).toContain('of ours')
    expect(
      refusalOf(duties(`duties:\n${one('4.1.4', '4.1.4/a')}${one('4.1.4', '4.1.4/a')}`))?.message,
    ).toContain('duties › 1 › id: 4.1.4/a is there twice')
  })

  it('for a procedure, or a thing it covers, that is there twice', () => {
    const one =
      '  - { number: SOP-1, title: T, covers: [{ id: 9.2/channel, reason: R }, { id: 9.2/channel, reason: R }] }\n'
    expect(refusalOf(procedures(`procedures:\n${one}`))?.message).toContain('covers › 1 › id')
    const other = '  - { number: SOP-1, title: T, covers: [{ id: 9.2/channel, reason: R }] }\n'
    expect(refusalOf(procedures(`procedures:\n${other}${other}`))?.message).toContain(
      'procedures › 1 › number',
    )
  })

  it('for an unknown key, an unknown file, an alias bomb, a key twice and what is too large', () => {
    expect(refusalOf(duties('duties: []\npattern: (a+)+$\n'))?.code).toBe('catalogue/not-valid')
    expect(refusalOf({ name: 'detection.yaml', text: '' })?.code).toBe('catalogue/unknown-file')
    expect(refusalOf({ name: '../duties.yaml', text: '' })?.code).toBe('catalogue/unknown-file')
    expect(refusalOf(duties('a: &a [1]\nb: [*a]'))?.code).toBe('catalogue/not-yaml')
    expect(refusalOf(duties('duties: []\nduties: []\n'))?.code).toBe('catalogue/not-yaml')
    const many = Array.from({ length: 20_000 }, (_, at) => `k${at}: 1\n`).join('')
    expect(refusalOf(duties(`${many}k7: 1\n`))?.message).toContain('k7 is there twice')
    expect(refusalOf(duties('duties: !!js/function x'))?.code).toBe('catalogue/not-yaml')
    expect(refusalOf(duties('duties: []\n---\nduties: []'))?.code).toBe('catalogue/not-yaml')
    expect(refusalOf(duties('? [a]\n: b'))?.code).toBe('catalogue/not-yaml')
    expect(refusalOf(duties('['.repeat(50_000)))?.code).toBe('catalogue/not-yaml')
    expect(refusalOf(duties(`# ${'x'.repeat(1_100_000)}`))?.code).toBe('catalogue/too-large')
  })

  it('or read, whatever stands in it: nothing is thrown', () => {
    const whole = [training.text, covering('4.1.4/training').text].join('\n')
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '__proto__: 1',
        '&a',
        '*a',
        '<<: {}',
        '!!set',
        '- ',
        ': ',
        '[',
        '{',
        '\t',
        "'",
      ),
    )
    const place = fc.nat(whole.length)
    fc.assert(
      fc.property(part, place, place, fc.boolean(), (text, from, to, first) => {
        const changed = whole.slice(0, from) + text + whole.slice(to)
        const read = parseOwnCatalogue([first ? duties(changed) : procedures(changed)])
        if (isRefusal(read)) expect(read.code).toMatch(/^catalogue\//)
        else expect(Object.keys(read)).toEqual(['duties', 'procedures'])
      }),
      { numRuns: 500 },
    )
  })
})
