import { handle, handleWith, type Kind } from '../../../ledger/index.ts'
import * as contract from './contract.ts'
import * as decide from './decide.ts'
import { type PersonEvent, parsePersonEvent } from './events.ts'
import type { PersonPorts } from './ports.ts'
import { evolvePerson, initialPerson, type PersonState, personFacets, personText } from './state.ts'

export type { PersonPorts } from './ports.ts'
export { mailAddressOf, type PersonState, productsOf } from './state.ts'

/** Clause 4.1.2: the people of the maker, what each may do, and who decided that. */
export const personKind = (ports: PersonPorts): Kind<PersonState, PersonEvent> => ({
  contract: contract.personContract,
  initial: initialPerson,
  parseEvent: parsePersonEvent,
  evolve: evolvePerson,
  facets: personFacets,
  text: personText,
  handlers: [
    handleWith(contract.invite, (_state, { login }) => ports.named(login), decide.decideInvite),
    handleWith(
      contract.registerFirst,
      async (_state, { login }) => {
        const administrators = await ports.administrators()
        const named = await ports.named(login)
        return {
          facts: { administrators: administrators.facts, named: named.facts },
          read: [...administrators.read, ...named.read],
        }
      },
      decide.decideRegisterFirst,
    ),
    handle(contract.accept, decide.decideAccept),
    handleWith(contract.changeRoles, ports.administrators, decide.decideChangeRoles),
    handleWith(
      contract.setScope,
      async (_state, { products }) => {
        const administrators = await ports.administrators()
        const unknown = await ports.unknownProducts(products)
        return {
          facts: { administrators: administrators.facts, unknown },
          read: administrators.read,
        }
      },
      decide.decideSetScope,
    ),
    handleWith(contract.takeRoles, ports.administrators, decide.decideTakeRoles),
    handleWith(contract.disable, ports.administrators, decide.decideDisable),
    handle(contract.setAddress, decide.decideSetAddress),
    handle(contract.enable, decide.decideEnable),
    handle(contract.recover, decide.decideRecover),
    handle(contract.recoverOnMachine, decide.decideRecoverOnMachine),
    handle(contract.recordToken, decide.decideToken),
    handle(contract.recordTokenRevoked, decide.decideTokenRevoked),
    handle(contract.recordCredentialChange, decide.decideCredentialChange),
  ],
})
