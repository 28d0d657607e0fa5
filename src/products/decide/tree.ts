import { parsePurl } from '../../formats/purl.ts'
import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  classifyItems,
  dropConfiguration,
  dropItem,
  nameOwners,
  removeUser,
  retireProduct,
  SoftwareItem,
  setConfiguration,
  shareCode,
  unshareCode,
} from '../contract.ts'
import type { ProductEvent } from '../events.ts'
import type { OtherProduct } from '../ports.ts'
import { sameItem } from '../state/tree.ts'
import type { ProductState } from '../state.ts'

type Decided = readonly ProductEvent[] | Refusal

export const decideNameOwners = (
  _state: ProductState,
  { owners }: InputOf<typeof nameOwners>,
): Decided => [{ type: 'product.owners-named', owners: [...new Set(owners)] }]

export const decideSetConfiguration = (
  state: ProductState,
  input: InputOf<typeof setConfiguration>,
): Decided => {
  const unknown = input.revisions.find(
    (name) => !state.revisions.some(({ revision }) => revision === name),
  )
  return unknown === undefined
    ? [{ type: 'product.configuration-set', ...input }]
    : refuse(
        'product/no-such-revision',
        `${state.name} has no revision ${unknown}. Add the revision first, or leave it out.`,
      )
}

export const decideDropConfiguration = (
  state: ProductState,
  input: InputOf<typeof dropConfiguration>,
): Decided =>
  state.configurations.some(({ configuration }) => configuration === input.configuration)
    ? [{ type: 'product.configuration-dropped', ...input }]
    : refuse('product/no-configuration', `${state.name} has no configuration of that name.`)

export const decideClassifyItems = (
  _state: ProductState,
  { items }: InputOf<typeof classifyItems>,
): Decided => {
  for (const [index, item] of items.entries()) {
    const wrong = wrongIn(item)
    if (wrong !== null) return wrong
    if (items.slice(0, index).some((before) => sameItem(before, item)))
      return refuse('product/item-twice', `${item.name} stands twice. Keep one line for it.`)
  }
  return [{ type: 'product.items-classified', items }]
}

const wrongIn = ({ name, purl, riskTransferredTo, told }: SoftwareItem): Refusal | null => {
  if (purl !== '') {
    const read = parsePurl(purl)
    if (isRefusal(read)) return read
    if (read.version !== undefined)
      return refuse(
        'product/item-version',
        `Leave the version out of the purl of ${name}: the class holds for every revision.`,
      )
  }
  if (riskTransferredTo !== '' && told === '')
    return refuse(
      'product/transfer-not-told',
      `Say how ${riskTransferredTo} was told to carry the risk of ${name}: a transfer nobody heard of is none (4.3).`,
    )
  return told !== '' && riskTransferredTo === ''
    ? refuse('product/transfer-to-nobody', `Say who was told to carry the risk of ${name}.`)
    : null
}

export const decideDropItem = (state: ProductState, input: InputOf<typeof dropItem>): Decided =>
  state.items.some(({ name }) => name === input.name)
    ? [{ type: 'product.item-dropped', ...input }]
    : refuse('product/no-item', `Nothing is recorded of an item ${input.name}.`)

export const decideShareCode = (
  _state: ProductState,
  input: InputOf<typeof shareCode>,
  { stream }: DecisionContext,
  other: OtherProduct,
): Decided =>
  other.id === stream
    ? refuse(
        'product/shares-with-itself',
        'Name another product: every product shares its own code.',
      )
    : [{ type: 'product.code-shared', ...input }]

export const decideUnshareCode = (
  state: ProductState,
  input: InputOf<typeof unshareCode>,
): Decided =>
  state.sharedCode.some(({ product }) => product === input.product)
    ? [{ type: 'product.code-unshared', ...input }]
    : refuse(
        'product/no-shared-code',
        'This product declares no code shared with that one. Look at the other one: it may.',
      )

export const decideRetire = (
  state: ProductState,
  input: InputOf<typeof retireProduct>,
): Decided => {
  if (state.status === 'retired')
    return refuse('product/retired', 'This product is retired already.')
  const alive = state.revisions.find(({ status }) => status !== 'end-of-support')
  return alive === undefined
    ? [{ type: 'product.retired', ...input }]
    : refuse(
        'product/still-supported',
        `Revision ${alive.revision} is not at its end of support. Change it first.`,
      )
}

export const decideRemoveUser = (
  state: ProductState,
  input: InputOf<typeof removeUser>,
): Decided =>
  state.users.some(({ user }) => user === input.user)
    ? [{ type: 'product.user-removed', ...input }]
    : refuse('product/no-such-user', 'No user of that id is registered for this product.')
