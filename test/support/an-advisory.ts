/** An advisory on its way through its states, with ports that answer what a test wants. */
import type { AdvisoryState, CaseForAdvisory, Validation } from '../../src/advisories/index.ts'
import { advisoryKind } from '../../src/advisories/index.ts'
import type { AdvisoryContent } from '../../src/formats/csaf-write.ts'
import type { StreamId } from '../../src/kernel/ids.ts'
import { fixedId, type RecordUnderTest, recordUnderTest } from './deciding.ts'

const content: AdvisoryContent = {
  profile: 'csaf_security_advisory',
  title: 'replaced',
  publisher: { name: 'Example', namespace: 'https://psirt.example' },
  tracking: {
    id: 'replaced',
    status: 'draft',
    revisions: [{ date: '2020-01-01T00:00:00.000Z', summary: 'replaced' }],
  },
  distribution: { tlp: { label: 'WHITE' } },
  summary: 'replaced',
  products: [
    {
      vendor: 'Example',
      name: 'Pump',
      revisions: [
        { id: 'P-1', version: '2.4.0' },
        { id: 'P-2', version: '2.4.1' },
      ],
    },
  ],
  vulnerabilities: [
    {
      cve: 'CVE-2026-12345',
      description: 'The service port accepts any password.',
      assessments: [
        { product: 'P-1', status: 'known_affected' },
        { product: 'P-2', status: 'fixed' },
      ],
      remediations: [{ category: 'vendor_fix', details: 'Install 2.4.1.' }],
    },
  ],
}
export const about: CaseForAdvisory = {
  content,
  disclosure: { disclose: true, approved: true, on: '2026-03-02', tlp: 'CLEAR' },
}
export const good: Validation = { valid: true, errors: [] }

export const anAdvisory = (
  parts: {
    readonly about?: () => CaseForAdvisory
    readonly validate?: (content: AdvisoryContent) => Validation
  } = {},
): RecordUnderTest<AdvisoryState> =>
  recordUnderTest(
    advisoryKind({
      caseForAdvisory: async (id) => ({
        facts: parts.about?.() ?? about,
        read: [{ stream: id as StreamId, version: 4 }],
      }),
      validate: async (whole) => ({ facts: parts.validate?.(whole) ?? good, read: [] }),
    }),
    'ADV-2026-0001',
  )

export const drafted = {
  case: fixedId(3),
  title: 'Any password opens the service port',
  summary: 'Somebody at the service port can change the rate.',
  mitigation: 'Lock the service port.',
}
export const ada = 'person:ada'
export const ben = 'person:ben'

export const publish = async (
  advisory: RecordUnderTest<AdvisoryState>,
  trackingVersion: number,
) => {
  await advisory.given('approve', {}, ben)
  await advisory.given('publish', {}, ada)
  await advisory.given('record-publication', {
    path: '/csaf/white/2026/adv-2026-0001.json',
    sha256: 'cd'.repeat(32),
    trackingVersion,
  })
}
export const orderedContent = (advisory: RecordUnderTest<AdvisoryState>) =>
  advisory.state().order?.content
