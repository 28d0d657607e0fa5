import { deadlineAfter, endOfDayIn } from '../../kernel/calendar.ts'
import { momentsOf } from '../../kernel/clock-rules.ts'
import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Decision, DecisionContext } from '../../ledger/index.ts'
import type { answerForProduct, askOwners } from '../contract.ts'
import type { CaseEvent } from '../events.ts'
import type { InquiryPorts, OwnedProduct, Reached } from '../ports/inquiries.ts'
import { concernedProducts, hasAnswered } from '../state/owners.ts'
import type { CaseState } from '../state.ts'
import { mailsTo } from './inquiries/mails.ts'
import { closed } from './while-open.ts'

export type Inquiry = readonly CaseEvent[] | Decision<CaseEvent> | Refusal

type Rules = Pick<InquiryPorts, 'inquiries' | 'calendar'>

/** Active products that may have the flaw besides the one that the case is about. */
export const proposedToAsk = (
  state: CaseState,
  active: readonly { readonly id: string }[],
  all: boolean,
): readonly string[] => {
  const concerned = concernedProducts(state)
  const known = new Set(state.impact.map(({ product }) => product))
  return active
    .filter(({ id }) => concerned.includes(id) || (all && !known.has(id)))
    .map(({ id }) => id)
}

export interface ToAsk extends Reached {
  readonly active: readonly OwnedProduct[]
  readonly named: readonly OwnedProduct[]
}

/** Asks the owners of the products named, or of all that may be concerned, by mail and by a fact. */
export const decideAskOwners =
  (rules: Rules) =>
  (
    state: CaseState,
    input: InputOf<typeof askOwners>,
    context: DecisionContext,
    found: ToAsk,
  ): Inquiry => {
    if (state.closed !== null) return closed
    if (input.none) return nobody(rules, state, input, found)
    const products = toAsk(rules, state, input, found)
    if (isRefusal(products)) return products
    const { at } = deadlineAfter(rules.calendar, context.now, rules.inquiries.owners.within)
    const owners = [...new Set(products.flatMap((product) => product.owners))]
    const mails = mailsTo(owners, found, context, {
      what: 'asked',
      subject: 'A question about a product that you answer for',
      body: `A security case may touch a product that you answer for. Please say until ${at} (UTC) whether it does.`,
    })
    return {
      events: [
        ...namedUnderEmbargo(state, owners),
        {
          type: 'case.owners-asked',
          products: products.map(({ id, name, owners: asked }) => ({
            product: id,
            name,
            owners: [...asked],
            because: whyAsked(state, id),
          })),
          reason: input.reason,
          dueAt: at,
          moments: momentsBefore(rules, at),
          mails: mails.length,
        },
      ],
      deliveries: mails,
    }
  }

const nobody = (
  { inquiries }: Rules,
  state: CaseState,
  { products, everyProduct, reason }: InputOf<typeof askOwners>,
  { active }: ToAsk,
): Inquiry => {
  if (products.length > 0 || everyProduct)
    return refuse(
      'case/products-contradict',
      'Either name products whose owners are asked, or say that nobody is: not both.',
    )
  if (reason === '')
    return refuse('case/no-reason', 'Say why no other product can have the flaw, for the record.')
  const concerned = proposedToAsk(state, active, inquiries.owners.ask === 'all').filter(
    (id) => !state.asks.some(({ product }) => product === id),
  )
  const names = active.filter(({ id }) => concerned.includes(id)).map(({ name }) => name)
  if (names.length > 0)
    return refuse(
      'case/owners-to-ask',
      `These products may have the flaw: ${names.join(', ')}. Ask their owners.`,
    )
  if (state.asks.length > 0)
    return refuse(
      'case/owners-asked',
      'Owners were asked in this case: their answers are the record. Wait for them.',
    )
  return [{ type: 'case.nobody-asked', reason, alone: false }]
}

const toAsk = (
  { inquiries }: Rules,
  state: CaseState,
  { products, everyProduct }: InputOf<typeof askOwners>,
  { active, named }: ToAsk,
): readonly OwnedProduct[] | Refusal => {
  const missing = products.filter((id) => !named.some((one) => one.id === id && one.active))
  if (missing.length > 0)
    return refuse(
      'case/no-such-product',
      `There is no active product ${missing.join(', ')}. Choose among the maker's own.`,
    )
  const proposed = proposedToAsk(state, active, everyProduct || inquiries.owners.ask === 'all')
  const wanted = products.length > 0 ? named : active.filter(({ id }) => proposed.includes(id))
  if (wanted.length === 0)
    return refuse(
      'case/no-products',
      'No other product is known to be concerned. Name products, or say why nobody is to be asked.',
    )
  const waiting = (id: string) =>
    state.asks.some((ask) => ask.product === id && !hasAnswered(ask)) ||
    // Without a list only what is new is asked; who is named is asked again.
    (products.length === 0 && state.asks.some((ask) => ask.product === id))
  const fresh = wanted.filter(({ id }) => !waiting(id))
  if (fresh.length === 0)
    return refuse(
      'case/asked-already',
      'The owners of all these products were asked already. Wait for their answers.',
    )
  const ownerless = fresh.filter(({ owners }) => owners.length === 0).map(({ name }) => name)
  return ownerless.length > 0
    ? refuse(
        'case/product-without-owner',
        `Nobody owns ${ownerless.join(', ')}. Name its owners with the product, then ask them.`,
      )
    : fresh
}

const whyAsked = ({ impact }: CaseState, id: string): string[] => [
  ...new Set(
    impact
      .filter(({ product }) => product === id)
      .flatMap(({ because }) => because.map(({ reason, what }) => `${reason}: ${what}`)),
  ),
]

const momentsBefore = ({ calendar, inquiries }: Rules, dueAt: Instant) =>
  momentsOf(calendar, inquiries.owners, 'owner', dueAt).map(({ kind, at, to }) => ({
    kind,
    at,
    to: [...to],
  }))

/** Who is asked must see the case: under embargo they are named on it, as a fact. */
const namedUnderEmbargo = (
  { embargo }: CaseState,
  owners: readonly string[],
): readonly CaseEvent[] => {
  const more = owners.filter((owner) => embargo !== null && !embargo.named.includes(owner))
  return embargo === null || more.length === 0
    ? []
    : [
        {
          type: 'case.embargo-set',
          named: [...embargo.named, ...more],
          ...(embargo.until === undefined ? {} : { until: embargo.until }),
          reason: `${embargo.reason} (Owners of other products were asked.)`,
        },
      ]
}

/** Only an owner speaks for a product; an administrator may for them, and says why. */
export const decideAnswerForProduct =
  (rules: Rules) =>
  (
    state: CaseState,
    input: InputOf<typeof answerForProduct>,
    { actor, now }: DecisionContext,
    [product]: readonly OwnedProduct[],
  ): Inquiry => {
    if (state.closed !== null) return closed
    const ask = state.asks.find((one) => one.product === input.product)
    if (ask === undefined || product === undefined)
      return refuse('case/not-asked', 'Nobody was asked about this product. Ask its owners first.')
    const owns = product.owners.includes(actor.id)
    if (!owns && !actor.roles.includes('administrator'))
      return refuse(
        'case/not-an-owner',
        'Only an owner of the product answers for it. Ask them, or have an administrator name you.',
      )
    if (!owns && input.onBehalf === '')
      return refuse('case/no-reason', 'Say why you answer for the owners of this product.')
    const wrong = wrongAnswer(input, product, now)
    if (wrong !== null) return wrong
    const looks = input.answer === 'looking' && input.until !== undefined
    const dueAt = looks ? endOfDayIn(rules.calendar, input.until ?? '') : undefined
    const { onBehalf, until, justification, ...said } = input
    return [
      {
        type: 'case.owner-answered',
        ...said,
        ...(justification === undefined ? {} : { justification }),
        ...(until === undefined ? {} : { until }),
        ...(dueAt === undefined ? {} : { dueAt }),
        moments: dueAt === undefined ? [] : momentsBefore(rules, dueAt),
        onBehalf: owns ? '' : onBehalf,
      },
      ...underInvestigation(state, input),
    ]
  }

const wrongAnswer = (
  { answer, revisions, justification, until }: InputOf<typeof answerForProduct>,
  product: OwnedProduct,
  now: string,
): Refusal | null => {
  const unknown = revisions.filter((revision) => !product.revisions.includes(revision))
  if (unknown.length > 0)
    return refuse(
      'case/no-such-revision',
      `${product.name} has no revision ${unknown.join(', ')}. Add it to the product, or choose another.`,
    )
  if ((answer === 'affected') !== revisions.length > 0)
    return refuse(
      'case/answer-contradicts',
      'Name the affected revisions where the product is affected, and only there.',
    )
  if ((answer === 'not-affected') !== (justification !== undefined))
    return refuse(
      'case/justification-missing',
      'Give a justification where the product is not affected, and only there.',
    )
  if ((answer === 'looking') !== (until !== undefined))
    return refuse('case/no-until', 'Say until when you look into it, and only then.')
  return until !== undefined && until < now.slice(0, 10)
    ? refuse('case/date-passed', 'This day has passed. Choose today or a later day.')
    : null
}

/** What its owner calls affected is looked at here, whatever was decided of it before. */
const underInvestigation = (
  { impact }: CaseState,
  { product, revisions, statement }: InputOf<typeof answerForProduct>,
): readonly CaseEvent[] => {
  const rows = revisions
    .filter(
      (revision) =>
        !impact.some(
          (row) =>
            row.product === product && row.revision === revision && row.status !== 'not-affected',
        ),
    )
    .map((revision) => ({
      product,
      revision,
      status: 'under-investigation' as const,
      statement: `Its owner: ${statement}`,
    }))
  return rows.length === 0 ? [] : [{ type: 'case.impact-set', rows }]
}
