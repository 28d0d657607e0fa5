import { handle, handleWith, type Kind } from '../ledger/index.ts'
import {
  addRevision,
  changeRevision,
  classifyItems,
  dropConfiguration,
  dropItem,
  nameOwners,
  productContract,
  recordSbom,
  registerProduct,
  registerUser,
  removeUser,
  retireProduct,
  setConfiguration,
  setSecurityProfile,
  shareCode,
  unshareCode,
} from './contract.ts'
import {
  decideClassifyItems,
  decideDropConfiguration,
  decideDropItem,
  decideNameOwners,
  decideRemoveUser,
  decideRetire,
  decideSetConfiguration,
  decideShareCode,
  decideUnshareCode,
} from './decide/tree.ts'
import {
  decideAddRevision,
  decideChangeRevision,
  decideRecordSbom,
  decideRegister,
  decideRegisterUser,
  decideSetSecurityProfile,
} from './decide.ts'
import { type ProductEvent, parseProductEvent } from './events.ts'
import type { ProductPorts } from './ports.ts'
import {
  evolveProduct,
  initialProduct,
  type ProductState,
  productFacets,
  productText,
} from './state.ts'

export { classOfItem, revisionId, withoutVersion } from './tree.ts'
export type { ProductPorts, ProductState }

/** Clause 4.3: products, their revisions, software items, security profile and users. */
export const productKind = (ports: ProductPorts): Kind<ProductState, ProductEvent> => ({
  contract: productContract,
  initial: initialProduct,
  parseEvent: parseProductEvent,
  evolve: evolveProduct,
  facets: productFacets,
  text: productText,
  handlers: [
    handle(registerProduct, decideRegister),
    handle(addRevision, decideAddRevision),
    handle(changeRevision, decideChangeRevision),
    handle(recordSbom, decideRecordSbom),
    handle(setSecurityProfile, decideSetSecurityProfile),
    handle(registerUser, decideRegisterUser),
    handle(removeUser, decideRemoveUser),
    handle(nameOwners, decideNameOwners),
    handle(setConfiguration, decideSetConfiguration),
    handle(dropConfiguration, decideDropConfiguration),
    handle(classifyItems, decideClassifyItems),
    handle(dropItem, decideDropItem),
    handleWith(shareCode, (_state, { product }) => ports.otherProduct(product), decideShareCode),
    handle(unshareCode, decideUnshareCode),
    handle(retireProduct, decideRetire),
  ],
})
