import { canonicalJson } from '../../kernel/canonical-json.ts'

/** Name, version and package URL of a software item. */
export type Item = readonly [name: string, version: string, purl: string]

const deb = (name: string, version: string): Item => [
  name,
  version,
  `pkg:deb/debian/${name}@${version}?arch=arm64&distro=debian-12`,
]

/** What the gateway of the pump is made of; three items change between revisions. */
const gateway = (openssl: string, openssh: string, own: string): readonly Item[] => [
  ['careline-gateway', own, `pkg:generic/lindenau/careline-gateway@${own}`],
  deb('openssl', openssl),
  deb('openssh-server', openssh),
  deb('busybox', '1.35.0'),
  deb('nginx-light', '1.22.1'),
  deb('zlib1g', '1.2.13'),
  deb('sqlite3', '3.40.1'),
  deb('libexpat1', '2.5.0'),
  deb('linux-image-arm64', '6.1.94'),
  ['mbedtls', '2.28.8', 'pkg:github/mbed-tls/mbedtls@v2.28.8'],
  ['freertos-kernel', '10.6.2', 'pkg:github/freertos/freertos-kernel@V10.6.2'],
]

const viewer = (dcmtk: string, zlib: string, own: string): readonly Item[] => [
  ['lucent-server', own, `pkg:generic/lindenau/lucent-server@${own}`],
  ['dcmtk', dcmtk, `pkg:github/dcmtk/dcmtk@DCMTK-${dcmtk}`],
  ['zlib', zlib, `pkg:github/madler/zlib@v${zlib}`],
  ['libjpeg-turbo', '2.1.5', 'pkg:github/libjpeg-turbo/libjpeg-turbo@2.1.5'],
  ['openjpeg', '2.5.0', 'pkg:github/uclouvain/openjpeg@v2.5.0'],
  ['log4j-core', '2.20.0', 'pkg:maven/org.apache.logging.log4j/log4j-core@2.20.0'],
  ['jackson-databind', '2.15.2', 'pkg:maven/com.fasterxml.jackson.core/jackson-databind@2.15.2'],
  ['postgresql', '42.7.2', 'pkg:maven/org.postgresql/postgresql@42.7.2'],
  ['react', '18.2.0', 'pkg:npm/react@18.2.0'],
  ['dompurify', '3.0.6', 'pkg:npm/dompurify@3.0.6'],
]

export const gatewaySboms: Readonly<Record<string, readonly Item[]>> = {
  '2.2.0': gateway('3.0.9', '9.2p1', '2.2.0'),
  '2.3.0': gateway('3.0.13', '9.2p1', '2.3.0'),
  '2.4.0': gateway('3.0.14', '9.2p1', '2.4.0'),
}

export const viewerSboms: Readonly<Record<string, readonly Item[]>> = {
  '5.0.2': viewer('3.6.5', '1.2.12', '5.0.2'),
  '5.1.0': viewer('3.6.6', '1.2.13', '5.1.0'),
  // The build of the next revision lost its list: the gate has to see that.
  '5.2.0': [],
}

/** CycloneDX 1.5 in JSON (ECMA-424). */
export const cycloneDxOf = (product: string, revision: string, items: readonly Item[]): string =>
  canonicalJson({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: { type: 'firmware', name: product, version: revision, 'bom-ref': 'product' },
    },
    components: items.map(([name, version, purl]) => ({
      type: 'library',
      name,
      version,
      purl,
      'bom-ref': purl,
    })),
    dependencies: [{ ref: 'product', dependsOn: items.map(([, , purl]) => purl) }],
  })

/** SPDX 2.3 in JSON. */
export const spdxOf = (
  product: string,
  revision: string,
  items: readonly Item[],
  created: string,
): string =>
  canonicalJson({
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    dataLicense: 'CC0-1.0',
    name: `${product} ${revision}`,
    documentNamespace: `https://lindenau-medical.example/spdx/${encodeURIComponent(product)}-${revision}`,
    creationInfo: { created, creators: ['Organization: Lindenau Medical Systems'] },
    packages: items.map(([name, version, purl]) => ({
      SPDXID: `SPDXRef-${name}`,
      name,
      versionInfo: version,
      downloadLocation: 'NOASSERTION',
      externalRefs: [
        { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl },
      ],
    })),
  })
