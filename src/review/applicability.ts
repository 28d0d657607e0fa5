import type { Constraint } from '../catalogue/schema.ts'
import type { Applicability } from './contract.ts'
import type { Viewed } from './records/views.ts'

type Product = Viewed<'product'>
type Rule = Constraint['applicability']
type Limits = Exclude<Rule, 'always'>
type ItemClass = Product['state']['itemClass']
type Condition = NonNullable<Limits['conditions']>[number]

/**
 * Whether a constraint asks anything of these products, by what is recorded of them. Not applicable
 * only where a fact says so for every product: what nobody recorded leaves the duty where it is.
 */
export const applicabilityOf = (rule: Rule, products: readonly Product[]): Applicability => {
  if (rule === 'always') return { applies: true, reason: 'It applies to every product.' }
  if (products.length === 0)
    return { applies: true, reason: 'No product is registered that says otherwise.' }
  const left = products.map((product) => reasonWhyNot(rule, product))
  const applying = left.filter((reason) => reason === undefined).length
  if (applying > 0)
    return {
      applies: true,
      reason: `${applying === products.length ? 'It applies' : `It applies to ${applying} of ${products.length} products`}: ${wordsOf(rule)}.`,
    }
  const [first] = left
  return {
    applies: false,
    reason:
      products.length === 1 || left.every((reason) => reason === first)
        ? `Not asked of ${products.length === 1 ? 'this product' : 'any product under review'}: ${first}.`
        : `Not asked of any product under review: ${[...new Set(left)].join('; ')}.`,
  }
}

/** The products that a constraint asks something of. */
export const concernedBy = (rule: Rule, products: readonly Product[]): readonly Product[] =>
  rule === 'always' ? products : products.filter((one) => reasonWhyNot(rule, one) === undefined)

const reasonWhyNot = (
  { softwareClasses, conditions = [] }: Limits,
  product: Product,
): string | undefined => {
  if (softwareClasses !== undefined && !hasClass(product, softwareClasses))
    return `neither the product nor an item of it is ${softwareClasses.join(' or ')} software (4.3)`
  for (const condition of conditions)
    if (facts[condition].isRuledOut(product)) return facts[condition].reason
  return undefined
}

/** An item of another class than its product brings the duties of its class with it. */
const hasClass = ({ state }: Product, classes: readonly ItemClass[]): boolean =>
  [state.itemClass, ...state.items.map((item) => item.itemClass)].some((one) =>
    classes.includes(one),
  )

/** Each revision has a bill of materials, all are empty, and no item is classed by itself. */
const holdsNothingOfOthers = ({ state }: Product): boolean =>
  state.items.length === 0 &&
  state.revisions.length > 0 &&
  state.revisions.every(({ components }) => components === 0)

const facts: Readonly<
  Record<
    Condition,
    {
      readonly isRuledOut: (product: Product) => boolean
      readonly reason: string
      readonly words: string
    }
  >
> = {
  'health-information': {
    isRuledOut: ({ state }) => !state.healthInformation,
    reason: 'it neither makes nor keeps health information',
    words: 'it makes or keeps health information',
  },
  'user-accounts': {
    isRuledOut: ({ state }) =>
      state.profile !== null && state.profile.accounts === 0 && state.profile.noAccounts !== '',
    reason: 'its security profile says why it has no accounts',
    words: 'nothing says that it has no accounts',
  },
  'third-party-source': {
    isRuledOut: holdsNothingOfOthers,
    reason: 'its bills of materials hold nothing of others',
    words: 'nothing says that it holds no source code of others',
  },
  'patches-of-others': {
    // No bill of materials lists the operating system of the operator: nothing here rules it out.
    isRuledOut: () => false,
    reason: '',
    words: 'others patch what it runs on',
  },
}

const wordsOf = ({ softwareClasses, conditions = [] }: Limits): string =>
  [
    ...(softwareClasses === undefined ? [] : [`it holds ${softwareClasses.join(' or ')} software`]),
    ...conditions.map((condition) => facts[condition].words),
  ].join(', and ')
