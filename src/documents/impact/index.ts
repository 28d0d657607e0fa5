export { type ImpactFacts, impactFactsSchema } from './facts.ts'
export { findImpact, lookThrough, type SearchedDocument } from './find-impact.ts'
export type { Omission } from './omissions.ts'
export type { ImpactCandidate } from './shortlist.ts'
