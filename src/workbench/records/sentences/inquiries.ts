import { valueInWords } from '../../kinds/words.ts'
import { dayOf, filesOf, type Payload, type Telling, text, told } from './told.ts'

/** The products of a question, by the names they had then. */
const asked = (payload: Payload): string => {
  const { products } = payload
  return Array.isArray(products)
    ? products
        .map((one: unknown) =>
          typeof one === 'object' && one !== null && 'name' in one ? String(one.name) : '',
        )
        .join(', ')
    : ''
}

/** Facts of questions to owners of products, and of notices to third parties. */
export const inquirySentences: Readonly<Record<string, Telling>> = {
  'case.owners-asked': (p) =>
    told(`asked the owners of ${asked(p)}, due ${dayOf(p, 'dueAt')}`, text(p, 'reason')),
  'case.nobody-asked': (p) =>
    told('recorded that nobody has to be asked about other products', text(p, 'reason')),
  'case.owner-answered': (p) => ({
    ...told(
      `answered for a product: ${valueInWords('answer', text(p, 'answer')).toLowerCase()}`,
      text(p, 'statement'),
    ),
    record: { collection: 'products', id: text(p, 'product') },
  }),
  'case.owners-reminded': (p) => ({
    words:
      p['kind'] === 'remind'
        ? `reminded of an answer that is due ${dayOf(p, 'dueAt')}`
        : `told of an answer that was due ${dayOf(p, 'dueAt')}`,
    record: { collection: 'products', id: text(p, 'product') },
  }),
  'case.third-party-named': (p) => ({
    words: `named ${text(p, 'owner')} as ${valueInWords('partyKind', text(p, 'partyKind')).toLowerCase()}`,
  }),
  'case.third-party-dropped': (p) => told('dropped a third party', text(p, 'reason')),
  'case.notice-sent': (p) => ({
    ...told(
      text(p, 'how') === ''
        ? `sent a third party the notice by mail${p['encrypted'] === true ? ', encrypted' : ''}`
        : `recorded the notice to a third party: ${text(p, 'how')}`,
      text(p, 'text'),
    ),
    files: filesOf(p, 'proof'),
  }),
  'case.notice-followed-up': (p) => told('asked a silent third party again', text(p, 'how')),
  'case.notice-follow-up-due': () => ({ words: 'reminded to ask a silent third party again' }),
  'case.third-party-answered': (p) => ({
    ...told(
      `recorded the answer of a third party: ${valueInWords('answer', text(p, 'answer')).toLowerCase()}`,
      text(p, 'text'),
    ),
    files: filesOf(p, 'files'),
  }),
  'case.cve-entered': (p) => ({
    words: `entered ${text(p, 'cve')}, ${text(p, 'state')} by ${text(p, 'assigner')}`,
  }),
}
