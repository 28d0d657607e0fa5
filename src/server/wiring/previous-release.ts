import type { Ledger } from '../../ledger/index.ts'
import type { ReleaseState } from '../../releases/index.ts'
import { having } from './records.ts'

/**
 * When the product was last released before this release, or '' where it never was. What happened
 * to documents until then went out with that release and answers nothing for this one.
 */
export const previousReleaseAt = async (
  ledger: Ledger,
  id: string,
  { product }: ReleaseState,
): Promise<string> => {
  const releases = await having<ReleaseState>(ledger, 'release', 'product', product)
  const signed = releases
    .filter(({ stream, state }) => stream !== id && state.status === 'released')
    .map(({ state }) => state.signatures.at(-1)?.at ?? '')
  return signed.sort().at(-1) ?? ''
}
