export {
  type AccountFact,
  type ComponentFact,
  type ImpactFacts,
  impactFactsSchema,
  type PortFact,
  type ProductFact,
} from '../contract/impact-facts.ts'
