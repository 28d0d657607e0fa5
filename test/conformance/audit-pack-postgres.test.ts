import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import {
  verifyAuditPackFile,
  type WrittenPack,
  writeAuditPack,
} from '../../src/server/audit-pack/index.ts'
import { writeFolderPack } from '../../src/server/audit-pack/pack-of-folder.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { type OpenServer, openServer, recordCase } from '../support/recorded-case.ts'

describeWith('postgres', 'an audit pack from PostgreSQL', () => {
  const actor = { id: 'local:operator', roles: ['administrator'] } as const
  let database: TestDatabase
  let open: OpenServer
  let folder: string
  let humanId: string
  let written: WrittenPack
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'packs-'))
    database = await createDatabase()
    open = await openServer({ DATABASE_URL: database.url })
    humanId = (await recordCase(open)).humanId
    const { parts } = open.server
    const asked = { case: humanId, actor, withFiles: false }
    written = orThrow(await writeAuditPack(parts, asked, join(folder, 'server.zip')))
  })
  afterAll(async () => {
    await open?.close()
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  it('is proven offline', async () => {
    const path = join(folder, 'server.zip')
    const good = orThrow(await verifyAuditPackFile(path, { key: written.key }))
    expect(good).toMatchObject({ good: true, keyTrusted: true, facts: written.facts })
    expect(written.facts).toBeGreaterThan(5)
  })

  it('written beside the running server says the same, and changes nothing there', async () => {
    const path = join(folder, 'beside.zip')
    const { settings, clock } = open.server.parts
    const before = await open.server.parts.sequencer.size()
    const options = { about: { case: humanId }, withFiles: false, environment: {}, clock }
    const beside = orThrow(await writeFolderPack(settings, options, path))
    expect(beside).toMatchObject({ facts: written.facts, key: written.key })
    expect(orThrow(await verifyAuditPackFile(path, { key: written.key })).good).toBe(true)
    expect(await open.server.parts.sequencer.size()).toBe(before)
  })

  it('of clauses is written beside the running server, too, and proves its verdicts', async () => {
    const path = join(folder, 'clauses.zip')
    const { settings, clock } = open.server.parts
    const review = { clauses: ['9.5', '9.2'], since: '2020-01-01' }
    const packed = await writeFolderPack(
      settings,
      { about: { review }, environment: {}, clock },
      path,
    )
    const { key, verdicts } = orThrow(packed)
    expect(orThrow(await verifyAuditPackFile(path, { key }))).toMatchObject({
      scope: { clauses: ['9.2', '9.5'], product: null, since: '2020-01-01' },
      verdicts,
      records: expect.arrayContaining([expect.objectContaining({ kind: 'case' })]),
    })
  })

  it('holds no longer with one byte changed', async () => {
    const bytes = await readFile(join(folder, 'server.zip'))
    for (const place of [0.3, 0.6, 0.9]) {
      const changed = Buffer.from(bytes)
      const at = Math.floor(changed.length * place)
      changed[at] = (changed[at] ?? 0) ^ 1
      const path = join(folder, `changed-${place}.zip`)
      await writeFile(path, changed)
      const result = await verifyAuditPackFile(path, { key: written.key })
      expect(isRefusal(result) || !result.good).toBe(true)
    }
  })
})
