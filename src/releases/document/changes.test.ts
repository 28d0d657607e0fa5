import { describe, expect, test } from 'vitest'
import { gatewayRecords } from '../../../test/support/gateway-records.ts'
import { changesSince } from './changes.ts'
import type { ReleaseRecords } from './records.ts'
import { recordChange } from './records.ts'

const ports = (
  entries: NonNullable<NonNullable<ReleaseRecords['securityProfile']>['ports']>['entries'],
): ReleaseRecords => ({
  ...gatewayRecords,
  securityProfile: { ...gatewayRecords.securityProfile, ports: { entries } },
})

describe('changes between two revisions', () => {
  test('are none between equal records', () => {
    expect(changesSince(gatewayRecords, gatewayRecords)).toEqual([])
  })

  test('name what was added, removed and changed', () => {
    const before = ports([
      { port: '1883/tcp', direction: 'in', purpose: 'Pumps' },
      { port: '443/tcp', direction: 'in', purpose: 'Workstations', protection: 'TLS 1.1' },
    ])
    const after = ports([
      { port: '443/tcp', direction: 'in', purpose: 'Workstations', protection: 'TLS 1.3' },
      { port: '8883/tcp', direction: 'in', purpose: 'Pumps' },
    ])
    expect(changesSince(before, after)).toEqual([
      { area: 'Network ports', kind: 'removed', subject: '1883/tcp', before: 'in; Pumps' },
      {
        area: 'Network ports',
        kind: 'changed',
        subject: '443/tcp',
        before: 'in; Workstations; TLS 1.1',
        after: 'in; Workstations; TLS 1.3',
      },
      { area: 'Network ports', kind: 'added', subject: '8883/tcp', after: 'in; Pumps' },
    ])
  })

  test('do not depend on the order of entries', () => {
    const entries = gatewayRecords.securityProfile?.ports?.entries ?? []
    expect(changesSince(ports(entries), ports(entries.toReversed()))).toEqual([])
  })

  test('keep a case under embargo out', () => {
    const secret = {
      caseId: 'CASE-2026-0099',
      title: 'SECRET',
      conclusion: 'SECRET',
      disclosure: 'undecided',
    } as const
    const after = { ...gatewayRecords, openIssues: { entries: [secret] } }
    expect(JSON.stringify(changesSince(gatewayRecords, after))).not.toMatch(/SECRET|0099/)
  })

  test('notice a new residual risk and changed guidance', () => {
    const after: ReleaseRecords = {
      ...gatewayRecords,
      guidance: { ...gatewayRecords.guidance, network: { paragraphs: ['Now otherwise.'] } },
      residualRisks: {
        entries: [
          ...(gatewayRecords.residualRisks?.entries ?? []),
          { id: 'RSK-2026-0099', category: 'New', description: 'Something', state: 'accepted' },
        ],
      },
    }
    expect(
      changesSince(gatewayRecords, after).map((one) => [one.area, one.kind, one.subject]),
    ).toEqual([
      ['Residual risks', 'added', 'RSK-2026-0099'],
      ['Guidance', 'changed', 'Network configuration'],
    ])
  })

  test('fit the records of the release, however long the texts', () => {
    const long = 'x'.repeat(4_000)
    const before = ports([{ port: '1', direction: 'in', purpose: long, protection: long }])
    for (const change of changesSince(before, ports([])))
      expect(recordChange.safeParse(change).success).toBe(true)
  })
})
