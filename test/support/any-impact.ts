import fc from 'fast-check'
import type { ImpactFacts, SearchedDocument } from '../../src/documents/index.ts'
import type { Passage, PassageKind } from '../../src/kernel/passage.ts'

/** Words that facts and passages share, so that random ones meet: names, numbers, traps. */
const words = [
  ...'OpenSSL log4j PumpLink Windows Server gateway service admin Pump#2020 letmein allowAnonymous'.split(
    ' ',
  ),
  ...'TLS TLSv1.0 TLS1 SHA-1 sha1 SHA-512 3DES triple DES plain text RC4 arcfour SMBv1 http://'.split(
    ' ',
  ),
  ...'80 8080 8,080 443 22 8000-8100 8000 to 8100 port ports Port tcp udp firewall 10.0.0.1:8080'.split(
    ' ',
  ),
  ...'2.3 2.4 3.0.5 1.x version Version release firmware or later before < >= 12.3 7'.split(' '),
  ...'password Passwords default factory login log in account user change disabled no longer the'.split(
    ' ',
  ),
  ...'/etc/pump/gateway.conf \\Software\\Pump HKEY_LOCAL_MACHINE\\Software\\Pump HKLM'.split(' '),
  ...'updates.pump.example www.updates.pump.example allow_anonymous_access anonymous access'.split(
    ' ',
  ),
  ...'remote services Remote Service screen nurse telnet web interface restrict network only'.split(
    ' ',
  ),
  ...['İstanbul', 'straße', '𝐀bc', 'é', '_', '。', '"', "'", 'ﬁrewall', '日本', 'Konfiguration'],
]

const text = (most: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...words) },
        { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
      ),
      { minLength: 1, maxLength: most },
    )
    .chain((parts) =>
      fc
        .array(fc.constantFrom(' ', ' ', ' ', ' ', ', ', '. ', '-', '/', ': ', ''), {
          minLength: parts.length,
          maxLength: parts.length,
        })
        .map((joints) => parts.map((part, at) => `${part}${joints[at] ?? ''}`).join('')),
    )

const line = (most: number): fc.Arbitrary<string> =>
  text(most).map((each) => each.trim() || 'admin')

const kinds: readonly PassageKind[] = ['heading', 'paragraph', 'list-item', 'table-row', 'code']

export const anyPassages: fc.Arbitrary<readonly Passage[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds, 'table-row' as const, 'paragraph' as const),
      text: line(14),
      headings: fc.array(line(3), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((passages) =>
    passages.map(({ headings, ...passage }, index) => ({
      index,
      ...passage,
      location: { headings },
    })),
  )

export const anyDocuments: fc.Arbitrary<readonly SearchedDocument[]> = fc
  .array(fc.record({ title: line(3), passages: anyPassages }), { minLength: 1, maxLength: 6 })
  .map((documents) => documents.map((document, at) => ({ ...document, path: `d${at}` })))

const some = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 2 })
const version = fc.constantFrom('< 2.4', '2.3', '3.0.5', '>= 2 < 3', '1.x', '*', '2.3 or later')

/** Facts of all kinds, whose words stand in `anyDocuments`. */
export const anyFacts: fc.Arbitrary<ImpactFacts> = fc.record(
  {
    summary: line(12),
    product: fc.record({ name: line(2), affected: version }),
    components: some(
      fc.record(
        { name: line(2), affected: version, purl: fc.constant('pkg:maven/apache/log4j@2.3') },
        { requiredKeys: ['name'] },
      ),
    ),
    ports: some(
      fc.record(
        {
          port: fc.constantFrom(80, 8080, 8050, 443, 22, 1, 10),
          protocol: fc.constantFrom('tcp', 'udp'),
          service: line(2),
        },
        { requiredKeys: ['port'] },
      ),
    ),
    accounts: some(
      fc.record({ name: line(1), defaultCredential: line(1) }, { requiredKeys: ['name'] }),
    ),
    algorithms: some(line(2)),
    settings: some(line(1)),
    paths: some(line(1)),
    hosts: some(line(1)),
    features: some(line(3)),
    terms: some(line(5)),
    guidance: some(line(7)),
  },
  { requiredKeys: [] },
)
