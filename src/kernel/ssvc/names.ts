/** The trees that end in a decision. Apart from their tables: contracts name them, browsers load those first. */
export const ssvcTreeNames = [
  'supplier',
  'deployer',
  'coordinator-triage',
  'coordinator-publish',
] as const
export type SsvcTreeName = (typeof ssvcTreeNames)[number]
