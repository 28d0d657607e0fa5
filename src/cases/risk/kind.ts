import { handle, handleWith, type Kind } from '../../ledger/index.ts'
import * as contract from '../contract.ts'
import type { RiskPorts } from '../ports/risks.ts'
import * as risk from './decide.ts'
import { parseRiskEvent, type RiskEvent } from './events.ts'
import { evolveRisk, initialRisk, type RiskState, riskFacets, riskText } from './state.ts'

const casesOf = ({ basis }: RiskState): readonly string[] => basis.map((one) => one.case)

/** 9.5/risk-record: an entry of the security risk register. */
export const riskKind = (ports: RiskPorts): Kind<RiskState, RiskEvent> => ({
  contract: contract.riskContract,
  initial: initialRisk,
  parseEvent: parseRiskEvent,
  evolve: evolveRisk,
  facets: riskFacets,
  text: riskText,
  handlers: [
    handleWith(
      contract.enterRisk,
      (_state, { cases, product }) => ports.riskBasis([...new Set(cases)], product),
      risk.decideEnterRisk,
    ),
    handleWith(
      contract.reviseRisk,
      (state, { product }) => ports.riskBasis(casesOf(state), product),
      risk.decideReviseRisk,
    ),
    handleWith(
      contract.importRisk,
      (_state, { cases, product }) => ports.riskBasis([...new Set(cases)], product),
      risk.decideImportRisk,
    ),
    handleWith(
      contract.reviseByImport,
      (state, { product }) => ports.riskBasis(casesOf(state), product),
      risk.decideReviseByImport,
    ),
    handleWith(
      contract.linkRisk,
      (_state, input) => ports.riskBasis([input.case], undefined),
      risk.decideLinkRisk,
    ),
    handle(contract.proposeAcceptance, risk.decideProposeAcceptance),
    handle(contract.acceptRisk, risk.decideAcceptRisk),
    handleWith(
      contract.renewRisk,
      (state) => ports.riskBasis(casesOf(state), undefined),
      risk.decideRenewRisk,
    ),
    handle(contract.retireRisk, risk.decideRetireRisk),
    handleWith(
      contract.recheckRisk,
      (state) => ports.riskBasis(casesOf(state), undefined),
      risk.decideRecheckRisk,
    ),
  ],
})
