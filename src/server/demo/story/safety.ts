import type { Player } from '../cast.ts'
import type { RecordName, Stage } from '../stage.ts'

interface Assessed {
  readonly product: RecordName
  readonly hazardousSituation: string
  readonly sequence: string
  readonly harm: string
  readonly severity: string
  readonly p2: string
  readonly exploitability: string
  readonly exploitabilityReason: string
  readonly [more: string]: unknown
}

/** One person assesses the safety of a product, another signs it. */
export const assessesSafety = async (
  stage: Stage,
  about: RecordName,
  [author, signer]: readonly [Player, Player],
  { product, ...assessed }: Assessed,
): Promise<void> => {
  const id = stage.id(product)
  await stage.does(author, about, 'assess-safety', { ...assessed, product: id })
  await stage.does(signer, about, 'sign-safety', { product: id })
}
