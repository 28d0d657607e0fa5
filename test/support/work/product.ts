import type { SecurityProfile } from '../../../src/products/contract.ts'
import type { Colleague } from '../maker.ts'

/** A profile that answers every field which the release documents are written from. */
export const fullProfile: SecurityProfile = {
  ports: [
    { port: 8443, protocol: 'tcp', service: 'https', direction: 'in', purpose: 'Web interface' },
  ],
  accounts: [
    { name: 'svc-care', purpose: 'Maintenance', guidance: 'Replace its password at installation.' },
  ],
  ciphers: ['TLS 1.3 AES-256-GCM'],
  secureOperation: 'Keep the gateway in a locked cabinet.',
  network: 'Put the gateway into the device segment of the ward.',
  access: 'Give each technician an account of their own.',
  communications: 'Require TLS 1.3 between gateway and pumps.',
  retention: 'Live therapy data is kept encrypted for 30 days.',
  residualData: 'Settings persist in flash memory; cover them when it is sent in.',
  disposal: 'Run the factory reset before the gateway leaves the house.',
  conformance: 'Clause 4 applies to the gateway and to its service tool.',
  updateNotification: 'Registered users get a mail for each update.',
  updateProcedure: 'Stop the gateway, install, start it, and read the revision on the screen.',
  documentationRequirements: [
    { id: '5.8.2/network', requirement: 'Say how the product is put into the network.' },
    { id: 'QM-12', requirement: 'Write for technicians without security training.' },
  ],
  annexE: [{ item: 'Security guidelines', coverage: 'covered', evidence: 'Quality manual 3' }],
}

export interface AProduct {
  readonly id: string
  readonly name: string
  /** Registered users, in order: their ids. */
  readonly users: readonly string[]
}

interface Wanted {
  readonly name?: string
  readonly revisions?: readonly string[]
  /** Fields left out stay empty; without it the product has no profile at all. */
  readonly profile?: Partial<SecurityProfile>
  /** Mail addresses of registered users. */
  readonly users?: readonly string[]
}

/** The bill of materials of each revision: names with versions. */
export const recordsSboms = async (
  by: Colleague,
  { id }: Pick<AProduct, 'id'>,
  revisions: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<void> => {
  for (const [revision, items] of Object.entries(revisions)) {
    const components = Object.entries(items).map(([name, version]) => ({ name, version }))
    const file = await by.upload('sbom.json', Buffer.from(JSON.stringify({ revision, components })))
    const input = { revision, file, format: 'CycloneDX 1.5', components }
    await by.does(`/api/products/${id}/record-sbom`, input)
  }
}

/** A product with its revisions, registered by an engineer or a release manager. */
export const aProduct = async (
  by: Pick<Colleague, 'get' | 'does'>,
  { name = 'Careline Gateway', revisions = ['2.4.0', '2.4.1'], profile, users = [] }: Wanted = {},
): Promise<AProduct> => {
  const { id } = await by.does('/api/products/register', { name, maker: 'Example Medical' })
  for (const revision of revisions) await by.does(`/api/products/${id}/add-revision`, { revision })
  if (profile !== undefined) await by.does(`/api/products/${id}/set-security-profile`, { profile })
  for (const email of users)
    await by.does(`/api/products/${id}/register-user`, {
      organisation: `Hospital of ${email}`,
      email,
    })
  const { body } = await by.get(`/api/products/${id}`)
  return { id, name, users: body.state.users.map(({ user }: { user: string }) => user) }
}
