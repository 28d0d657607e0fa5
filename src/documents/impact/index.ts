export { type ImpactFacts, impactFactsSchema } from './facts.ts'
export {
  findImpact,
  type ImpactCandidate,
  type SearchedDocument,
} from './find-impact.ts'
export type { Omission } from './omissions.ts'
