/** Commands of a case as a property test drives them, by anybody. */
import fc from 'fast-check'
import { shippedCaseClocks } from '../../src/server/case-clocks.ts'
import { gateway, pump } from './a-case.ts'
import { fixedId } from './deciding.ts'

/** The shipped rules and authorities. */
export const clocks = shippedCaseClocks()

export const command = (name: string, input: fc.Arbitrary<object>) =>
  fc.tuple(fc.constant(name), input, fc.constantFrom('person:ada', 'person:ben', 'person:cyd'))
export const always = (name: string, input: object) => command(name, fc.constant(input))

/** Together as likely as one of the others: at random alone too few cases would come to their end. */
export const inquiries = fc.oneof(
  always('ask-owners', { none: true, reason: 'a' }),
  always('ask-owners', { products: [gateway] }),
  command(
    'answer-for-product',
    fc
      .constantFrom(
        { answer: 'affected', revisions: ['2.4.0'] },
        { answer: 'not-affected', justification: 'component-not-present' },
        { answer: 'looking', until: '2026-03-20' },
      )
      .map((answer) => ({ product: gateway, statement: 's', ...answer })),
  ),
  always('name-third-party', { owner: 'Zlib', contact: 'zlib@example.org' }),
  always('drop-third-party', { party: 'Zlib', reason: 'r' }),
  always('send-notice', { party: 'Zlib' }),
  command(
    'record-answer',
    fc.constantFrom('acknowledged', 'no-reply').map((answer) => ({
      party: 'Zlib',
      answer,
      on: '2026-03-02',
    })),
  ),
  always('keep-inquiries', {}),
)

/** Together as likely as one of the others, for the same reason. */
export const leaks = fc.oneof(
  always('report-leak', { where: 'w', seen: { at: '2026-03-01T10:00', zone: 'UTC' }, what: 'w' }),
  command(
    'take-leak-step',
    fc
      .constantFrom('coordinator', 'reporter', 'customers', 'advisory', 'regulators', 'embargo')
      .map((step) => ({ step, outcome: 'done', note: 'n' })),
  ),
  always('settle-leak', { conclusion: 'c' }),
)

const authority = fc.constantFrom('mdr-87', 'fda-806', 'cra-14')
const happened = { at: '2026-03-01T10:00', zone: 'Europe/Berlin' }
export const reportabilities = fc.oneof(
  command(
    'record-incident',
    fc
      .constantFrom('public-health-threat', 'other-serious')
      .map((kind) => ({ kind, aware: happened, description: 'd' })),
  ),
  command(
    'decide-reportability',
    fc.record({ authority, reportable: fc.boolean(), reason: fc.constant('r') }),
  ),
  command('approve-reportability', fc.record({ authority })),
  command(
    'record-submission',
    authority.map((to) => ({ authority: to, what: 'w', sent: happened, reference: 'r' })),
  ),
  always('reference-action', { action: 'capa', number: 'CAPA-1' }),
)

/** Tasks are told apart by an id that nobody can know beforehand: `firstOpen` stands for it. */
export const firstOpen = fixedId(99)
export const tasks = fc.oneof(
  always('plan-task', { title: 't', what: 'w' }),
  command(
    'close-task',
    fc
      .constantFrom('done', 'dropped')
      .map((outcome) => ({ task: firstOpen, outcome, reason: 'r' })),
  ),
)

const ending = fc.constantFrom(
  'duplicate',
  'not-a-vulnerability',
  'not-reproducible',
  'not-ours',
  'obsolete',
)
export const endings = fc.oneof(
  command(
    'propose-ending',
    ending.map((is) => ({
      ending: is,
      reason: 'r',
      ...(is === 'duplicate' ? { duplicateOf: fixedId(9) } : {}),
    })),
  ),
  always('approve-ending', {}),
)

/** Proposed, and approved by whoever it is; then the case is closed, if it can be. */
export const anEnding = fc
  .tuple(
    ending,
    fc.constantFrom('person:ada', 'person:ben'),
    fc.option(fc.constantFrom('reproduced', 'not-reproduced', 'cannot-be-tried'), {
      nil: undefined,
    }),
  )
  .map(([is, approver, outcome]) => [
    ...(outcome === undefined
      ? []
      : ([
          ['verify-report', { outcome, product: pump, revision: '2.4.0', how: 'h' }, approver],
        ] as const)),
    [
      'propose-ending',
      {
        ending: is,
        reason: 'r',
        ...(is === 'duplicate' ? { duplicateOf: fixedId(9) } : {}),
      },
      'person:ada',
    ] as const,
    ['approve-ending', {}, approver] as const,
    ['close', { conclusion: 'c' }, 'person:cyd'] as const,
  ])

/** Beside the way to the end, and none of it may open that way. */
export const besides = fc.oneof(
  always('record-awareness', { aware: happened, who: 'w', how: 'h', reason: 'r' }),
  always('pause-clock', { clock: 'assessment', reason: 'r' }),
  always('resume-clock', { clock: 'assessment', reason: 'r' }),
  always('meet-clock', { clock: 'disclosure', what: 'w' }),
  always('keep-clocks', {}),
  command(
    'record-outward',
    fc
      .constantFrom('update-published', 'advisory-published', 'users-notified')
      .map((fact) => ({ fact, record: 'r' })),
  ),
  command(
    'set-embargo',
    fc
      .constantFrom([], ['person:ada', 'person:ben', 'person:cyd'])
      .map((named) => ({ named, reason: 'r' })),
  ),
  always('propose-embargo-move', {
    to: { at: '2026-10-25T02:30', zone: 'Europe/Berlin', which: 'second' },
    reason: 'r',
  }),
  command(
    'answer-embargo-move',
    fc.boolean().map((accepted) => ({ accepted, reason: 'r' })),
  ),
  always('end-embargo', {}),
  always('record-context', { location: 'l', reachableBy: 'r' }),
  always('add-cve', { cve: 'CVE-2026-0001', assigner: 'a', state: 'reserved' }),
  command(
    'describe',
    fc.constantFrom('<2.4.1', '<2.5').map((range) => ({
      facts: { components: [{ name: 'zlib', affected: range }] },
    })),
  ),
  always('note', { text: 'n' }),
)
