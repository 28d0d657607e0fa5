import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCycloneDx } from '../../src/formats/cyclonedx.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { type Colleague, type Maker, openMaker } from './maker.ts'
import type { TestDatabase } from './postgres.ts'
import { cycloneDxExample, realPath, wholeProfile } from './real-input.ts'
import { updatesRisk } from './work/risk.ts'

const guidePath = 'mattermost__docs/source/security-guide/secure-mattermost.rst'

/** A product with two revisions, a real SBOM, a real guide that was read, and a registered user. */
export const registerGateway = async (
  maker: Maker,
  engineer: Colleague,
  writer: Colleague,
  manager: Colleague,
) => {
  // The product, its revisions, its SBOM, its documents, its users.
  const product = await engineer.does('/api/products/register', {
    name: 'Careline Gateway',
    maker: 'Example Medical',
    description: 'Connects infusion pumps with the hospital network.',
  })
  for (const revision of ['2.4.0', '2.4.1'])
    await engineer.does(`/api/products/${product.id}/add-revision`, { revision })
  const sbomBytes = await readFile(await cycloneDxExample())
  const sbom = orThrow(readCycloneDx(JSON.parse(sbomBytes.toString('utf8'))))
  await engineer.does(`/api/products/${product.id}/record-sbom`, {
    revision: '2.4.1',
    file: await engineer.upload('bom.json', sbomBytes),
    format: `CycloneDX ${sbom.specVersion}`,
    components: sbom.components
      .slice(0, 500)
      .map(({ name, version, purl }) => ({ name, version: version ?? '', purl: purl ?? '' })),
  })
  await engineer.does(`/api/products/${product.id}/set-security-profile`, {
    profile: wholeProfile,
  })
  await manager.does(`/api/products/${product.id}/register-user`, {
    organisation: 'University Hospital Example',
    contactName: 'Jo Operator',
    email: 'operator@hospital.example',
  })
  const guide = await writer.does('/api/documents/register', {
    title: 'Security guide',
    documentKind: 'security-guide',
    products: [product.id],
  })
  const guideBytes = await readFile(join(realPath('corpus', 'documents'), guidePath))
  await writer.does(`/api/documents/${guide.id}/add-revision`, {
    version: '1',
    file: await writer.upload('secure-mattermost.rst', guideBytes),
  })
  await maker.settle()
  return { product, guide, guideBytes }
}

/** What 9.5 asks for beside the fix: the risk record, other products, third parties. */
export const recordTheRest = async (engineer: Colleague, about: string) => {
  await updatesRisk(engineer, about, {
    register: 'R-102',
    category: 'Communication',
    residual: 'acceptable',
    description: 'Old browsers cannot connect.',
    compensatingControl: 'Use a browser that knows TLS 1.2.',
  })
  await engineer.does(`${about}/ask-owners`, {
    none: true,
    reason: 'No other product shares it.',
  })
  await engineer.does(`${about}/tell-third-party`, { none: true, reason: 'Our own code.' })
}

/** The people of a maker that a case needs, a mail server, and a server for them. */
export interface Team {
  readonly maker: Maker
  readonly mail: MailServer
  readonly engineer: Colleague
  readonly second: Colleague
  readonly approver: Colleague
  readonly writer: Colleague
  readonly manager: Colleague
  close(): Promise<void>
}

export const openTeam = async (database: TestDatabase | undefined): Promise<Team> => {
  const mail = await startMailServer()
  const maker = await openMaker({
    environment: { SMTP_URL: mail.url, ...(database && { DATABASE_URL: database.url }) },
  })
  return {
    maker,
    mail,
    engineer: await maker.colleague('erika', ['engineer', 'triager']),
    second: await maker.colleague('simon', ['engineer']),
    approver: await maker.colleague('anna', ['approver']),
    writer: await maker.colleague('wanda', ['writer']),
    manager: await maker.colleague('ralf', ['release-manager']),
    close: async () => {
      await maker.close()
      await mail.close()
      await database?.drop()
    },
  }
}
