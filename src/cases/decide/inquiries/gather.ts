import { isRefusal, type Refusal } from '../../../kernel/result.ts'
import type { Gathered } from '../../../ledger/index.ts'
import type { InquiryPorts } from '../../ports/inquiries.ts'
import type { ToAsk } from '../owners.ts'

/** The products and owners that a question may go to. */
export const toAsk = async (
  ports: InquiryPorts,
  ids: readonly string[],
  humanId: string,
): Promise<Gathered<ToAsk>> => {
  const active = await ports.ownedProducts(undefined)
  const named = await ports.ownedProducts(ids)
  const owners = [...active.facts, ...named.facts].flatMap((product) => product.owners)
  return {
    facts: {
      active: active.facts,
      named: named.facts,
      ...(await ports.reached([...new Set(owners)], humanId)),
    },
    // A list of all products is no basis that another command could make wrong: those named are.
    read: named.read,
  }
}

/** The key of a third party with its fingerprint; nothing where they have none. */
export const theirKey = async (
  { publicKey }: InquiryPorts,
  key: string,
): Promise<
  Gathered<{ readonly key: string; readonly fingerprint: string } | undefined> | Refusal
> => {
  if (key === '') return { facts: undefined, read: [] }
  const read = await publicKey(key)
  return isRefusal(read) ? read : { facts: { key, fingerprint: read.fingerprint }, read: [] }
}
