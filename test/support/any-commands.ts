/** Commands of a case as a property test drives them, by anybody. */
import fc from 'fast-check'
import { gateway } from './a-case.ts'

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
