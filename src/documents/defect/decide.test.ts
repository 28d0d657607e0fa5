import { describe, expect, it } from 'vitest'
import {
  aDefect,
  aDefectIn,
  anOpen,
  aVerified,
  ben,
  corrected,
  guide,
  harmful,
  harmless,
  hashOf,
  opened,
  release,
  right,
  toldLater,
  usual,
  wanda,
} from '../../../test/support/a-defect.ts'
import { fixedId } from '../../../test/support/deciding.ts'
import { refuse } from '../../kernel/result.ts'

describe('opening a documentation defect', () => {
  it('cites what is wrong; an omission says where it is missing', async () => {
    const wordless = { ...opened, statements: [] }
    expect(await aDefect().when('open', wordless)).toMatchObject({ code: 'defect/no-statement' })
    const omission = { ...wordless, defectKind: 'omission' }
    expect(await aDefect().when('open', omission)).toMatchObject({ code: 'defect/no-place' })
    expect(await aDefect().when('open', { ...omission, missingAt: '4 Network' })).toMatchObject({
      events: [{ type: 'defect.opened', reference: 'DEF-2026-0001', missingAt: '4 Network' }],
    })
  })

  it('cites the document it is about, by a version or a file that is there', async () => {
    const citing = (more: object) =>
      aDefect().when('open', {
        ...opened,
        statements: [{ document: guide, revision: '2', quote: 'x', ...more }],
      })
    expect(await citing({ revision: hashOf('2') })).toMatchObject({
      events: [{ revisions: ['2'], languages: ['en'] }],
    })
    expect(await citing({ revision: '9' })).toMatchObject({ code: 'defect/not-there' })
    expect(await citing({ document: fixedId(5) })).toMatchObject({ code: 'defect/not-there' })
    expect(await aDefect().when('open', { ...opened, revisions: ['1', '9'] })).toMatchObject({
      code: 'defect/no-such-revision',
    })
  })

  it('is refused for a document that is not in the library', async () => {
    const missing = aDefectIn(usual(), {
      documentOf: async () => refuse('defect/no-document', 'Not in the library.'),
    })
    expect(await missing.when('open', opened)).toMatchObject({ code: 'defect/no-document' })
  })

  it('names the case or the report that it came from', async () => {
    for (const cause of ['case', 'report'])
      expect(await aDefect().when('open', { ...opened, cause })).toMatchObject({
        code: 'defect/cause-not-linked',
      })
  })

  it('is found by what it is about', async () => {
    const defect = await anOpen({ case: fixedId(2), look: fixedId(3), cause: 'case' })
    expect(defect.facets()).toMatchObject({
      severity: 'medium',
      dueAt: undefined,
      hangsOn: [fixedId(2), fixedId(3)],
      values: {
        document: [guide],
        case: [fixedId(2)],
        look: [fixedId(3)],
        cause: ['case'],
        language: ['en'],
        'defect-kind': ['outdated'],
        attention: ['unscheduled'],
      },
    })
  })
})

describe('the safety of a documentation defect', () => {
  it('is judged by the risk matrix of cases, with an argument for less than certain', async () => {
    const defect = await anOpen()
    expect(await defect.when('assess', { ...harmful, harm: '' })).toMatchObject({
      code: 'defect/harm-incomplete',
    })
    expect(await defect.when('assess', { ...harmful, harmSeverity: 'bad' })).toMatchObject({
      code: 'risk/no-such-level',
    })
    expect(await defect.when('assess', { ...harmful, p1: '0.1' })).toMatchObject({
      code: 'defect/p1-not-argued',
    })
    expect(await defect.when('assess', { ...harmless, harm: 'x' })).toMatchObject({
      code: 'defect/safety-contradicts',
    })
    await defect.given('assess', harmful)
    expect(defect.state().assessment).toMatchObject({
      endangers: true,
      result: {
        p1: 1,
        p1Unknown: true,
        probability: 'occasional',
        acceptability: 'not-acceptable',
      },
    })
    expect(defect.facets().values).toMatchObject({ attention: ['unscheduled', 'endangers'] })
  })
})

describe('correcting a documentation defect', () => {
  it('is somebody’s work until a day, with a release', async () => {
    const defect = await anOpen()
    expect(await defect.when('assign', { to: 'Wanda', until: '2026-03-01' })).toMatchObject({
      code: 'defect/date-passed',
    })
    await defect.given('assess', harmless)
    await defect.given('assign', { to: 'person:wanda', until: '2026-03-12', release })
    expect(defect.facets()).toMatchObject({
      status: 'assigned',
      owner: 'wanda',
      dueAt: '2026-03-12T23:59:59.999Z',
      values: { release: [release], attention: [], watch: ['2026-03-09T23:59:59.999Z'] },
    })
  })

  it('is reminded of three days before, and told when it was missed, once', async () => {
    const defect = await anOpen()
    await defect.given('assign', { to: 'person:wanda', until: '2026-03-12' })
    expect(await defect.when('keep-dates', {})).toMatchObject({ events: [] })
    defect.at('2026-03-10T08:00:00.000Z')
    expect(await defect.when('keep-dates', {})).toMatchObject({
      deliveries: [{ recipient: 'person.wanda@maker.example' }],
    })
    expect(await defect.when('keep-dates', {})).toMatchObject({ events: [] })
    defect.at('2026-03-13T08:00:00.000Z')
    expect(await defect.when('keep-dates', {})).toMatchObject({
      events: [{ what: 'missed', to: ['person:wanda', 'writer', 'engineer'] }],
    })
    expect(defect.facets().values?.['watch']).toBeUndefined()
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

  it.each([
    ['whole', 'read', 'defect/statement-stands', 'defect/statement-stands'],
    ['words', 'read', 'defect/words-stay', undefined],
    ['unknown', 'could-not-read', 'defect/cannot-compare', undefined],
    ['gone', null, 'defect/not-read-yet', 'defect/not-read-yet'],
  ] as const)(
    'where the statement stands %s in a file that is %s: %s',
    async (stands, reading, code, seen) => {
      const world = {
        stands: { 2: 'whole', 3: stands },
        readings: { 2: 'read', 3: reading },
      } as const
      const defect = await anOpen({}, world)
      expect(await defect.when('correct', corrected)).toMatchObject({ code })
      const byEye = await defect.when('correct', { ...corrected, byEye: 'Page 3 is right now.' })
      expect('code' in byEye ? byEye.code : undefined).toBe(seen)
    },
  )

  it('of an omission says the words that were missing', async () => {
    const missing = { defectKind: 'omission', missingAt: '4 Network' }
    const defect = await anOpen(missing, { says: false })
    expect(await defect.when('correct', corrected)).toMatchObject({ code: 'defect/still-missing' })
    await (await anOpen(missing)).given('correct', corrected)
  })

  it('is verified by somebody else, or sent back with the reason', async () => {
    const defect = await anOpen()
    expect(await defect.when('verify', right, ben)).toMatchObject({ code: 'defect/not-corrected' })
    await defect.given('correct', corrected, wanda)
    expect(await defect.when('verify', right, wanda)).toMatchObject({
      code: 'defect/second-person',
    })
    expect(await defect.when('describe', { statements: [] })).toMatchObject({
      code: 'defect/corrected-already',
    })
    await defect.given('verify', { right: false, reason: 'Page 3 still says 80.' }, ben)
    expect(defect.state()).toMatchObject({
      status: 'assigned',
      correction: null,
      earlierCorrections: [{ revision: '3', by: wanda }],
      sentBack: [{ by: ben, reason: 'Page 3 still says 80.' }],
    })
    await defect.given('correct', corrected, wanda)
    await defect.given('verify', right, ben)
    expect(defect.state().status).toBe('verified')
    expect(await defect.when('correct', corrected, wanda)).toMatchObject({
      code: 'defect/verified',
    })
  })

  it('comes to nothing when a later revision says it again', async () => {
    const defect = await aVerified()
    await defect.given('assess', harmless)
    await defect.given('close', toldLater)
    await defect.given('statement-returned', { revision: '4', quote: 'Open port 80.' })
    expect(defect.state()).toMatchObject({
      status: 'assigned',
      closed: null,
      returned: [{ revision: '4', was: 'closed' }],
    })
    expect(defect.facets().values).toMatchObject({ attention: ['unscheduled', 'returned'] })
    // It is open: there is nothing that could come back once more.
    expect(await defect.when('statement-returned', { revision: '5', quote: 'x' })).toEqual({
      events: [],
    })
  })
})
