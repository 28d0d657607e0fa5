import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readCycloneDx } from '../../../src/formats/cyclonedx.ts'
import { orThrow } from '../../../src/kernel/result.ts'
import type { ServerProcess } from '../../faults/server-process.ts'
import { cycloneDxExample, realPath, wholeProfile } from '../../support/real-input.ts'

/** Real documents, as the accompanying documents of an invented gateway: RST, Markdown, Word, PDF. */
const library = [
  [
    'Security guide',
    'security-guide',
    'mattermost__docs/source/security-guide/secure-mattermost.rst',
  ],
  ['Installation guide', 'installation', 'LibreHealthIO__lh-ehr/INSTALL.md'],
  [
    'Configuration guide',
    'administration',
    'I-TECH-UW__OpenELIS-Global-2/install/installerTemplate/linux/Post installation configuration for OpenELIS.docx',
  ],
  [
    'Database guide',
    'administration',
    'LibreHealthIO__lh-ehr/Documentation/1_Installing/Setup-SQL-Database-Admin.pdf',
  ],
] as const

export const installationGuide = (): Promise<Buffer> =>
  readFile(join(realPath('corpus', 'documents'), library[1][2]))

/**
 * What a maker has before the first report: a product with two revisions, a real SBOM, the security
 * profile, a registered user, and a library of real documents. By the local operator over HTTP.
 */
export const recordGateway = async ({ url, authorization }: ServerProcess): Promise<void> => {
  const post = async (path: string, type: string, body: BodyInit) => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body,
    })
    // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
    const json = (await answer.json()) as any
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(json)}`)
    return json
  }
  const does = (path: string, input: unknown) =>
    post(`/api/${path}`, 'application/json', JSON.stringify({ input }))
  const keep = async (path: string) =>
    post(
      `/api/files?${new URLSearchParams({ name: basename(path) })}`,
      'application/octet-stream',
      new Uint8Array(await readFile(path)),
    )

  const product = await does('products/register', {
    name: 'Careline Gateway',
    maker: 'Example Medical',
    description: 'Connects infusion pumps with the hospital network.',
  })
  const about = `products/${product.id}`
  for (const revision of ['2.4.0', '2.4.1']) await does(`${about}/add-revision`, { revision })
  const sbom = await cycloneDxExample()
  const { specVersion, components } = orThrow(
    readCycloneDx(JSON.parse(await readFile(sbom, 'utf8'))),
  )
  await does(`${about}/record-sbom`, {
    revision: '2.4.1',
    file: await keep(sbom),
    format: `CycloneDX ${specVersion}`,
    components: components
      .slice(0, 500)
      .map(({ name, version, purl }) => ({ name, version: version ?? '', purl: purl ?? '' })),
  })
  await does(`${about}/set-security-profile`, { profile: wholeProfile })
  await does(`${about}/register-user`, {
    organisation: 'University Hospital Example',
    contactName: 'Jo Operator',
    email: 'operator@hospital.example',
  })
  for (const [title, documentKind, path] of library) {
    const document = await does('documents/register', {
      title,
      documentKind,
      products: [product.id],
    })
    await does(`documents/${document.id}/add-revision`, {
      version: '1.0',
      file: await keep(join(realPath('corpus', 'documents'), path)),
    })
  }
}
