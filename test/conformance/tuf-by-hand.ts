import { createHash } from 'node:crypto'
import { canonicalize } from '@tufjs/canonical-json'
import { expect } from 'vitest'
import { isRefusal } from '../../src/kernel/result.ts'
import {
  generateRoleKey,
  type RoleKey,
  signerOf,
  tufKeyOf,
} from '../../src/updates/repository/keys.ts'
import { nodeVerifyCrypto } from '../../src/updates/repository/node-crypto.ts'
import type { TrustInput } from '../../src/updates/verify/client.ts'
import { verifyUpdateFile } from '../../src/updates/verify/verify-update.ts'

/**
 * A TUF 1.0 repository written by hand and not by our publisher, for the attacks that the client
 * workflow (section 5) is there for.
 */
export const time = Date.parse('2026-06-01T00:00:00Z')
const later = '2026-07-01T00:00:00Z'
export const sooner = '2026-05-01T00:00:00Z'
export const key = {
  root: generateRoleKey(),
  root2: generateRoleKey(),
  targets: generateRoleKey(),
  snapshot: generateRoleKey(),
  timestamp: generateRoleKey(),
  other: generateRoleKey(),
}
export const content = Buffer.from('the update')
export const sha256 = (bytes: Uint8Array | string) =>
  createHash('sha256').update(bytes).digest('hex')
export const listed = { length: content.length, hashes: { sha256: sha256(content) } }

export type Signed = Record<string, unknown>
export const signed = (body: Signed, ...keys: readonly RoleKey[]): Buffer => {
  const message = Buffer.from(canonicalize(body))
  const signatures = keys
    .map((one) => signerOf(one)(message))
    .map(({ keyID, sig }) => ({ keyid: keyID, sig }))
  return Buffer.from(JSON.stringify({ signatures, signed: body }, null, 1))
}
const common = (type: string, version = 1) => ({
  _type: type,
  spec_version: '1.0.31',
  version,
  expires: later,
})
export const role = (keys: readonly RoleKey[], threshold = 1) => ({
  keyids: keys.map(({ keyId }) => keyId),
  threshold,
})
export const keysOf = (...keys: readonly RoleKey[]) =>
  Object.fromEntries(keys.map((one) => [one.keyId, tufKeyOf(one).toJSON()]))
export const rootBody = (change: Signed = {}): Signed => ({
  ...common('root'),
  consistent_snapshot: true,
  keys: keysOf(...Object.values(key)),
  roles: {
    root: role([key.root]),
    targets: role([key.targets]),
    snapshot: role([key.snapshot]),
    timestamp: role([key.timestamp]),
  },
  ...change,
})
export const targetsBody = (change: Signed = {}): Signed => ({
  ...common('targets'),
  targets: { 'a/file.bin': listed },
  ...change,
})
export const snapshotBody = (change: Signed = {}): Signed => ({
  ...common('snapshot'),
  meta: { 'targets.json': { version: 1 } },
  ...change,
})
export const timestampBody = (change: Signed = {}): Signed => ({
  ...common('timestamp'),
  meta: { 'snapshot.json': { version: 1 } },
  ...change,
})

export type Files = Record<string, Uint8Array | undefined>
export const whole = (): Files => ({
  'timestamp.json': signed(timestampBody(), key.timestamp),
  '1.snapshot.json': signed(snapshotBody(), key.snapshot),
  '1.targets.json': signed(targetsBody(), key.targets),
})
export const verify = async (
  files: Files,
  change: Partial<TrustInput> = {},
  name = 'a/file.bin',
) => {
  const asked: string[] = []
  const all = { ...whole(), ...files }
  const answer = await verifyUpdateFile({
    trustedRoot: signed(rootBody(), key.root),
    read: async (file) => {
      asked.push(file)
      return all[file]
    },
    now: time,
    crypto: nodeVerifyCrypto,
    file: { name, length: content.length, sha256: sha256(content) },
    ...change,
  })
  return { answer, asked }
}
export const refused = async (
  code: string,
  file: string,
  files: Files,
  change: Partial<TrustInput> = {},
) => {
  const { answer } = await verify(files, change)
  expect(answer).toMatchObject({ refused: true, code, details: { file } })
  if (isRefusal(answer)) expect(answer.message).toContain(file)
  return answer
}
export const rootFile = (change: Signed, ...keys: readonly RoleKey[]) => ({
  trustedRoot: signed(rootBody(change), ...keys),
})
export const trusted = 'root.json (the trusted root)'
