/** An update on its way through its states, with ports that answer what a test wants. */
import type { StreamId } from '../../src/kernel/ids.ts'
import { refuse } from '../../src/kernel/result.ts'
import type { Gathered } from '../../src/ledger/index.ts'
import {
  type OfferedUpdate,
  type RegisteredUser,
  type ReleaseGate,
  type UpdatePorts,
  type UpdateState,
  updateKind,
} from '../../src/updates/index.ts'
import { fixedId, type RecordUnderTest, recordUnderTest } from './deciding.ts'

export const release = fixedId(1)
export const product = fixedId(2)
export const passed: ReleaseGate = {
  passed: true,
  missing: [],
  reference: 'REL-2026-0001',
  product,
  revision: '2.4.1',
}
export const north: RegisteredUser = {
  user: fixedId(11),
  organisation: 'North',
  email: 'sealed:north',
}
export const south: RegisteredUser = {
  user: fixedId(12),
  organisation: 'South',
  email: 'sealed:south',
}

export const anUpdate = (
  gate: () => ReleaseGate = () => passed,
  users: () => readonly RegisteredUser[] = () => [north, south],
  others?: (id: string) => Gathered<OfferedUpdate>,
): RecordUnderTest<UpdateState> => {
  const ports: UpdatePorts = {
    releaseGate: async (id) =>
      id === release
        ? { facts: gate(), read: [{ stream: id as StreamId, version: 7 }] }
        : refuse('test/no-release', 'No such release.'),
    registeredUsers: async () => ({ facts: users(), read: [] }),
    offered: async (id) => others?.(id) ?? refuse('test/no-update', 'No such update.'),
    places: (reference) => ({
      update: `https://psirt.example/updates/${reference}`,
      root: 'https://psirt.example/root.json',
    }),
  }
  return recordUnderTest(updateKind(ports), 'UPD-2026-0001')
}

export const file = { hash: 'ab'.repeat(32), name: 'pump-2.4.1.bin', size: 1_024 }
export const prepared = {
  title: 'Pump 2.4.1',
  release,
  product,
  revision: '2.4.1',
  cases: [fixedId(3)],
  files: [file],
  compatibility: 'Fits revisions 2.3 and 2.4 on hardware B.',
  instructions: 'Load it over the service port; it takes five minutes.',
}
export const target = {
  path: 'UPD-2026-0001/pump-2.4.1.bin',
  sha256: 'ab'.repeat(32),
  length: 1_024,
}
export const published = { targets: [target], repositoryVersion: 3 }

export const ada = 'person:ada'
export const ben = 'person:ben'
export const approved = async (update: RecordUnderTest<UpdateState>) => {
  await update.given('prepare', prepared, ada)
  await update.given('approve', {}, ben)
}
export const offered = async (update: RecordUnderTest<UpdateState>) => {
  await approved(update)
  await update.given('publish', {}, ada)
  await update.given('record-publication', published, 'system:publisher')
}
