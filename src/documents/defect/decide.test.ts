import { describe, expect, it } from 'vitest'
import { fixedId, recordUnderTest } from '../../../test/support/deciding.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { defectKind } from '../index.ts'

const guide = fixedId(1)
const [wanda, erika, ben] = ['person:wanda', 'person:erika', 'person:ben']
const hashOf = (version: string) => version.repeat(64)

const opened = {
  title: 'The guide names the old port',
  defectKind: 'outdated',
  severity: 'medium',
  misleads: 'Operators leave port 80 open.',
  document: guide,
  statements: [{ document: guide, revision: '2', quote: 'Open port 80.' }],
}
const corrected = { revision: '3', before: 'Open port 80.', after: 'Close port 80.' }
const right = { right: true, reason: 'Read and right.' }
const told = { told: 'next-release', reason: 'Goes out with 2.4.1.' }

const aDefect = (versions: () => readonly string[] | Refusal = () => ['1', '2', '3']) =>
  recordUnderTest(
    defectKind({
      revisionsOf: async () => {
        const known = versions()
        return 'refused' in known
          ? known
          : { facts: known.map((version) => ({ version, hash: hashOf(version) })), read: [] }
      },
    }),
    'DEF-2026-0001',
  )
const anOpen = async (more: object = {}) => {
  const defect = aDefect()
  await defect.given('open', { ...opened, ...more }, erika)
  return defect
}

describe('opening a documentation defect', () => {
  it('cites what is wrong; an omission has nothing to cite', async () => {
    const wordless = { ...opened, statements: [] }
    expect(await aDefect().when('open', wordless)).toMatchObject({ code: 'defect/no-statement' })
    expect(await aDefect().when('open', { ...wordless, defectKind: 'omission' })).toMatchObject({
      events: [{ type: 'defect.opened', reference: 'DEF-2026-0001' }],
    })
  })

  it('cites the document it is about, by a version or a file that is there', async () => {
    const citing = (more: object) =>
      aDefect().when('open', {
        ...opened,
        statements: [{ document: guide, revision: '2', quote: 'x', ...more }],
      })
    expect(await citing({ revision: hashOf('2') })).toMatchObject({ events: [{}] })
    expect(await citing({ revision: '9' })).toMatchObject({ code: 'defect/not-there' })
    expect(await citing({ document: fixedId(5) })).toMatchObject({ code: 'defect/not-there' })
  })

  it('is refused for a document that is not in the library', async () => {
    const missing = aDefect(() => refuse('defect/no-document', 'Not in the library.'))
    expect(await missing.when('open', opened)).toMatchObject({ code: 'defect/no-document' })
  })

  it('is found by document, case, look and cause, and by its words', async () => {
    const defect = await anOpen({ case: fixedId(2), look: fixedId(3), cause: 'case' })
    expect(defect.facets()).toMatchObject({
      severity: 'medium',
      dueAt: undefined,
      values: { document: [guide], case: [fixedId(2)], look: [fixedId(3)], cause: ['case'] },
    })
  })
})

describe('correcting a documentation defect', () => {
  it('is somebody’s work until a day', async () => {
    const defect = await anOpen()
    expect(await defect.when('assign', { to: 'Wanda', until: '2026-03-01' })).toMatchObject({
      code: 'defect/date-passed',
    })
    await defect.given('assign', { to: 'Wanda', until: '2026-03-12' })
    expect(defect.facets()).toMatchObject({
      status: 'assigned',
      owner: 'Wanda',
      dueAt: '2026-03-12T23:59:59.999Z',
    })
  })

  it.each([
    ['2', 'defect/same-revision'],
    [hashOf('2'), 'defect/same-revision'],
    ['4', 'defect/no-such-revision'],
    ['1', 'defect/older-revision'],
  ])('is not done in revision %s: %s', async (revision, code) => {
    expect(await (await anOpen()).when('correct', { ...corrected, revision })).toMatchObject({
      code,
    })
  })

  it('is verified by somebody else, or sent back with the reason', async () => {
    const defect = await anOpen()
    expect(await defect.when('verify', right, ben)).toMatchObject({ code: 'defect/not-corrected' })
    await defect.given('correct', corrected, wanda)
    expect(await defect.when('verify', right, wanda)).toMatchObject({
      code: 'defect/second-person',
    })
    await defect.given('verify', { right: false, reason: 'Page 3 still says 80.' }, ben)
    expect(defect.state()).toMatchObject({
      status: 'assigned',
      correction: null,
      sentBack: [{ by: ben, reason: 'Page 3 still says 80.' }],
    })
    expect(await defect.when('verify', right, ben)).toMatchObject({ code: 'defect/not-corrected' })
    await defect.given('correct', corrected, wanda)
    await defect.given('verify', right, ben)
    expect(defect.state().status).toBe('verified')
    expect(await defect.when('correct', corrected, wanda)).toMatchObject({
      code: 'defect/verified',
    })
  })
})

describe('closing a documentation defect', () => {
  const verified = async (severity: string) => {
    const defect = await anOpen({ severity })
    await defect.given('assign', { to: 'Wanda', until: '2026-03-12' })
    await defect.given('correct', corrected, wanda)
    await defect.given('verify', right, ben)
    return defect
  }

  it('needs the verification, and says how the field is told', async () => {
    const defect = await anOpen()
    expect(await defect.when('close', told)).toMatchObject({ code: 'defect/not-verified' })
    await defect.given('correct', corrected, wanda)
    expect(await defect.when('close', told)).toMatchObject({ code: 'defect/not-verified' })
    await defect.given('verify', right, ben)
    await defect.given('close', told)
    expect(defect.state()).toMatchObject({ status: 'closed', closed: { told: 'next-release' } })
  })

  it.each(['high', 'critical'])('never keeps the field untold at severity %s', async (severity) => {
    const defect = await verified(severity)
    const untold = { ...told, told: 'not-needed' }
    expect(await defect.when('close', untold)).toMatchObject({ code: 'defect/tell-the-field' })
    await defect.given('close', { ...told, told: 'notice-now' })
  })

  it('ends it: nothing changes any more, and nothing is due', async () => {
    const defect = await verified('low')
    await defect.given('close', { ...told, told: 'not-needed' })
    expect(defect.facets().dueAt).toBeUndefined()
    for (const [command, input] of [
      ['assign', { to: 'Wanda', until: '2026-03-12' }],
      ['correct', corrected],
      ['close', told],
    ] as const)
      expect(await defect.when(command, input)).toMatchObject({ code: 'defect/closed' })
    expect(await defect.when('verify', right, ben)).toMatchObject({ code: 'defect/not-corrected' })
  })
})
