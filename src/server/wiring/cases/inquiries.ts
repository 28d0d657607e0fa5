import type { CaseClocks, CasePorts, InquiryRules } from '../../../cases/index.ts'
import type { IntakeClocks } from '../../../intake/index.ts'
import type { Ledger } from '../../../ledger/index.ts'
import type { ProductState } from '../../../products/index.ts'
import { shippedCaseClocks } from '../../case-clocks.ts'
import { shippedInquiries } from '../../case-inquiries.ts'
import { shippedClocks } from '../../intake-clocks.ts'
import { readPublicKey } from '../../openpgp/public-key.ts'
import { addressesOf } from '../intake.ts'
import { ofKind, readOf, type Typed } from '../records.ts'

/** The rules and words of the maker that cases need; folding facts needs none of its own. */
export interface CaseSurroundings {
  readonly inquiries: InquiryRules
  readonly clocks: IntakeClocks
  readonly caseClocks: CaseClocks
  readonly maker: { readonly name: string; readonly contact: string }
  readonly publicUrl: string
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

export const shippedSurroundings = (): CaseSurroundings => ({
  inquiries: shippedInquiries(),
  clocks: shippedClocks(),
  caseClocks: shippedCaseClocks(),
  maker: { name: '', contact: '' },
  publicUrl: '',
  clock: Date.now,
})

/** What questions to owners and notices to third parties need (9.5/other-products, third-party). */
export const inquiryPorts = (
  ledger: () => Ledger,
  { inquiries, clocks, maker, publicUrl, clock }: CaseSurroundings,
): Pick<
  CasePorts,
  'inquiries' | 'calendar' | 'maker' | 'ownedProducts' | 'reached' | 'publicKey'
> => ({
  inquiries,
  calendar: clocks.calendar,
  maker,
  ownedProducts: async (ids) => {
    const found = ofKind<ProductState>(
      await ledger().loadAll(ids ?? (await activeIds(ledger()))),
      'product',
    )
    return { facts: found.map(owned), read: readOf(found) }
  },
  reached: async (recipients, humanId) => {
    const addresses = new Map<string, readonly string[]>()
    for (const name of new Set(recipients))
      addresses.set(name, await addressesOf(ledger(), clocks, name))
    return { addresses, link: `${publicUrl}/workbench/cases/${encodeURIComponent(humanId)}` }
  },
  publicKey: (armored) => readPublicKey(armored, clock()),
})

const owned = ({ stream, state }: Typed<ProductState>) => ({
  id: stream,
  name: state.name,
  active: state.status === 'active',
  owners: state.owners,
  revisions: state.revisions.map(({ revision }) => revision),
})

/** More products than any maker has; the oldest first, so that the list does not change by chance. */
const productsAtMost = 2_000

const activeIds = async (ledger: Ledger): Promise<readonly string[]> =>
  (await activeProducts(ledger)).map(({ id }) => id)

/** Active products with their names, without loading what they are made of. */
export const activeProducts = async ({
  database,
}: Ledger): Promise<readonly { readonly id: string; readonly name: string }[]> => {
  const rows = await database.reader
    .selectFrom('stream')
    .select(['stream', 'title'])
    .where('kind', '=', 'product')
    .where('status', '=', 'active')
    .orderBy('stream')
    .limit(productsAtMost)
    .execute()
  return rows.map(({ stream, title }) => ({ id: stream, name: title }))
}
