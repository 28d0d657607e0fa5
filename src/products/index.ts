import { handle, type Kind } from '../ledger/index.ts'
import {
  addRevision,
  changeRevision,
  productContract,
  recordSbom,
  registerProduct,
  registerUser,
  setSecurityProfile,
} from './contract.ts'
import {
  decideAddRevision,
  decideChangeRevision,
  decideRecordSbom,
  decideRegister,
  decideRegisterUser,
  decideSetSecurityProfile,
} from './decide.ts'
import { type ProductEvent, parseProductEvent } from './events.ts'
import {
  evolveProduct,
  initialProduct,
  type ProductState,
  productFacets,
  productText,
} from './state.ts'

export type { ProductState }

/** Clause 4.3: products, their revisions, software items, security profile and users. */
export const productKind = (): Kind<ProductState, ProductEvent> => ({
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
  ],
})
