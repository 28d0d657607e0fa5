import { handle, type Kind } from '../../ledger/index.ts'
import {
  dropWitness,
  keepWatch,
  nameWitness,
  nameWitnessAgain,
  witnessContract,
} from './contract.ts'
import { decideDrop, decideKeepWatch, decideName, decideNameAgain } from './decide.ts'
import {
  evolveWitness,
  initialWitness,
  parseWitnessEvent,
  type WitnessEvent,
  type WitnessState,
  witnessFacets,
} from './state.ts'

/** Who watches the ledger from another machine, and since when it stays away. */
export const witnessKind = (): Kind<WitnessState, WitnessEvent> => ({
  contract: witnessContract,
  initial: initialWitness,
  parseEvent: parseWitnessEvent,
  evolve: evolveWitness,
  facets: witnessFacets,
  text: ({ name }) => name,
  handlers: [
    handle(nameWitness, decideName),
    handle(nameWitnessAgain, decideNameAgain),
    handle(keepWatch, decideKeepWatch),
    handle(dropWitness, decideDrop),
  ],
})
