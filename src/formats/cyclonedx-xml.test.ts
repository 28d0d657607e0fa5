import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cycloneDxXmlOf } from '../../test/support/cyclonedx-xml.ts'
import { needsShared, sharedPath } from '../../test/support/shared.ts'
import { jsonOf, suiteFiles } from '../../test/support/suites.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { documentOf } from './advised-document.ts'
import { readCycloneDx } from './cyclonedx.ts'
import { identify } from './identify.ts'

const bom = (inside: string, version = '1.6', attributes = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/${version}" version="1" ${attributes}>${inside}</bom>`

const pump = `<components><component type="library" bom-ref="tls">
  <supplier><name>TLS Ltd</name></supplier><group>org.tls</group><name>tls</name>
  <version>1.2.3</version>
  <hashes><hash alg="SHA-1">9188560f22e0b73070d2efce670c74af2bdf30af</hash></hashes>
  <licenses><license><id>Apache-2.0</id></license></licenses>
  <purl>pkg:generic/tls@1.2.3</purl>
</component></components>`

const report = `${pump}<vulnerabilities><vulnerability bom-ref="v">
  <id>CVE-2026-1234</id>
  <source><name>NVD</name><url>https://nvd.example/CVE-2026-1234</url></source>
  <references><reference><id>GHSA-aaaa-bbbb-cccc</id>
    <source><url>https://github.example/1</url></source></reference></references>
  <ratings><rating><severity>critical</severity><method>CVSSv31</method>
    <vector>AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</vector></rating></ratings>
  <cwes><cwe>319</cwe></cwes>
  <description>Takes &lt;any&gt; <![CDATA[certificate & key]]></description>
  <recommendation>Take 1.2.4.</recommendation>
  <advisories><advisory><title>A</title><url>https://tls.example/a</url></advisory></advisories>
  <analysis><state>exploitable</state><responses><response>update</response></responses>
    <detail>Ours is reachable.</detail></analysis>
  <affects><target><ref>tls</ref><versions>
    <version><range>vers:generic/&lt;1.2.4</range><status>affected</status></version>
    <version><version>1.2.4</version><status>unaffected</status></version>
  </versions></target></affects>
</vulnerability></vulnerabilities>`

const read = (xml: string) => orThrow(identify(xml))
const code = (xml: string | Uint8Array) => {
  const answer = identify(xml)
  return isRefusal(answer) ? answer.code : answer.format
}

describe('CycloneDX in XML', () => {
  it('reads a bill of materials', () => {
    const found = read(
      bom(pump, '1.4', 'serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79"'),
    )
    expect(found).toMatchObject({
      format: 'CycloneDX',
      version: '1.4',
      valid: true,
      summary: {
        serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
        revision: 1,
        components: [
          {
            name: 'tls',
            group: 'org.tls',
            version: '1.2.3',
            purl: 'pkg:generic/tls@1.2.3',
            licenses: ['Apache-2.0'],
            supplier: 'TLS Ltd',
            bomRef: 'tls',
          },
        ],
      },
    })
  })

  it('reads a vulnerability disclosure report into what a report takes', () => {
    const document = orThrow(documentOf(read(bom(report))))
    expect(document.vulnerabilities).toMatchObject([
      {
        id: 'CVE-2026-1234',
        aliases: ['GHSA-aaaa-bbbb-cccc'],
        description: 'Takes <any> certificate & key',
        cwes: ['CWE-319'],
        severities: [{ vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
        products: [
          {
            name: 'tls 1.2.3',
            versions: ['vers:generic/<1.2.4', '1.2.4 (unaffected)'],
            status: 'affected',
            why: 'Ours is reachable.',
          },
        ],
        advice: ['Take 1.2.4.', 'update'],
        references: [
          'https://nvd.example/CVE-2026-1234',
          'https://tls.example/a',
          'https://github.example/1',
        ],
      },
    ])
  })

  it('knows dependencies that stand within each other', () => {
    const two = `<components><component type="library" bom-ref="a"><name>a</name></component>
      <component type="library" bom-ref="b"><name>b</name></component></components>`
    const tree =
      '<dependency ref="a"><dependency ref="b"><dependency ref="c"/></dependency></dependency>'
    const { summary, problems } = read(bom(`${two}<dependencies>${tree}</dependencies>`))
    expect(summary).toMatchObject({ dependencies: 2 })
    expect(problems).toEqual(['A dependency names "c", which is not there.'])
  })

  it('reads with prefixes as without, and passes over elements of others', () => {
    const plain = read(bom(report))
    const prefixed = bom(report)
      .replaceAll(/<(\/?)(\w)/g, '<$1c:$2')
      .replace('xmlns=', 'xmlns:c=')
    expect(read(prefixed)).toEqual(plain)
    const own = '<x:name xmlns:x="https://maker.example/">not a name</x:name>'
    expect(read(bom(report.replace('<group>', `${own}<group>`)))).toEqual(plain)
  })

  it('tells vulnerabilities in an extension, and what stands twice', () => {
    const extended = pump.replace(
      '</component>',
      '<v:vulnerabilities xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0"/></component>',
    )
    expect(read(bom(extended)).problems).toEqual([expect.stringContaining('in an extension')])
    const twice = pump.replace('<version>', '<version>0</version><version>')
    expect(read(bom(twice)).problems).toEqual(['In component, version stands more than once.'])
  })

  it.each([
    ['a document type', bom(pump).replace('<bom', '<!DOCTYPE bom><bom'), 'xml/unreadable'],
    [
      'an entity',
      bom(pump.replace('>tls<', '>&secret;<')).replace(
        '<bom',
        '<!DOCTYPE bom [<!ENTITY secret SYSTEM "file:///etc/passwd">]><bom',
      ),
      'xml/unreadable',
    ],
    ['an entity that nobody declared', bom(pump.replace('>tls<', '>&secret;<')), 'xml/unreadable'],
    [
      'a style sheet',
      bom(pump).replace('<bom', '<?xml-stylesheet href="x"?><bom'),
      'xml/unreadable',
    ],
    ['half a file', bom(pump).slice(0, -20), 'xml/unreadable'],
    ['two files', `${bom(pump)}<bom/>`, 'xml/unreadable'],
    ['an attribute twice', bom(pump, '1.6', 'version="2"'), 'xml/unreadable'],
    ['elements too deep', bom(`${'<x>'.repeat(200)}${'</x>'.repeat(200)}`), 'xml/unreadable'],
    [
      'another encoding',
      bom(pump.replace('TLS Ltd', 'Köln')).replace('UTF-8', 'ISO-8859-1'),
      'xml/unreadable',
    ],
    [
      'bytes that are no UTF-8',
      Buffer.from(bom(pump.replace('TLS Ltd', 'Köln')), 'latin1'),
      'xml/unreadable',
    ],
    ['version 1.0', bom(pump, '1.0'), 'cyclonedx/version'],
    ['a version of the future', bom(pump, '9.0'), 'cyclonedx/version'],
    ['a type that is none', bom(pump.replace('"library"', '"thing"')), 'cyclonedx/unreadable'],
    ['no namespace', '<bom version="1"/>', 'identify/unknown'],
    ['another document', '<rss/>', 'identify/unknown'],
    [
      'CVRF',
      '<cvrfdoc xmlns="http://docs.oasis-open.org/csaf/ns/csaf-cvrf/v1.2/cvrf"/>',
      'identify/not-read',
    ],
  ])('refuses %s', (_what, xml, expected) => {
    expect(code(xml)).toBe(expected)
  })

  describe.runIf(needsShared('suites', 'dependency-track-testdata'))('of others', () => {
    const folder = 'apiserver/src/test/resources/unit'
    it.each(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])('reads a BOM of version %s', (version) => {
      const path = sharedPath('suites', 'dependency-track-testdata', folder, 'cyclonedx') ?? ''
      const found = read(readFileSync(`${path}/valid-bom-${version}.xml`, 'utf8'))
      const json = orThrow(
        readCycloneDx(JSON.parse(readFileSync(`${path}/valid-bom-${version}.json`, 'utf8'))),
      )
      expect(found).toMatchObject({ format: 'CycloneDX', version, problems: [] })
      if (found.format !== 'CycloneDX') throw new Error(found.format)
      expect(found.summary.serialNumber).toBe(json.serialNumber)
      expect(found.summary.components.length).toBeGreaterThan(0)
      expect(found.summary.subject?.name).toBe(json.subject?.name)
    })
  })

  describe.runIf(needsShared('suites', 'cyclonedx-bom-examples'))('as the same in JSON', () => {
    it('says the same of every example', () => {
      let compared = 0
      const trees = [
        suiteFiles('**/*.json', 'cyclonedx-bom-examples'),
        suiteFiles('**/*.json', 'cyclonedx-spec', 'test'),
      ]
      for (const path of trees.flat()) {
        const json = jsonOf(path)
        const summary = readCycloneDx(json)
        if (isRefusal(summary)) continue
        const xml = identify(cycloneDxXmlOf(json))
        expect([path, isRefusal(xml) ? xml : xml.summary]).toEqual([path, summary])
        compared++
      }
      expect(compared).toBeGreaterThan(30)
    })
  })
})
