import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseFileHash } from '../../src/kernel/ids.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { backup } from '../../src/server/backup/backup.ts'
import { restore } from '../../src/server/backup/restore.ts'
import { erasureList } from '../../src/server/erasure/list.ts'
import { openServer } from '../support/recorded-case.ts'
import { sendsForm, sha256 } from '../support/work/report.ts'
import { aTeam, listOf, stateOf, tries } from '../support/work/team.ts'

const team = aTeam(['triager', 'writer', 'auditor'])

const raw = 'Patient: Maria Huber, born 1950'
const reason = 'It showed data of a patient.'

test('a file with data of patients gives way to a redacted copy, signed', async () => {
  const { maker, triager, writer, auditor } = team
  const folder = await mkdtemp(join(tmpdir(), 'redaction-'))
  await sendsForm(maker, { description: 'See the log.' }, [{ name: 'log.txt', text: raw }])
  await maker.settle()
  const [{ id }] = await listOf(triager, '/api/reports')
  const { parts } = maker.server
  const before = join(folder, 'before.tar')
  const options = { environment: {}, clock: Date.now }
  orThrow(await backup(parts.settings, before, { ...options, withKey: true }))

  const file = sha256(raw)
  const replacement = await triager.upload('log-redacted.txt', Buffer.from('Patient: (redacted)'))
  const input = { file, replacement, reason }
  expect((await tries(triager, '/api/erasures/redact-file', input)).status).toBe(401)
  expect((await tries(writer, '/api/erasures/redact-file', input, true)).status).toBe(403)
  const erasure = await triager.does('/api/erasures/redact-file', input, true)
  await maker.settle()

  // The hash stays, and says what stands in its place; the bytes are gone.
  expect(await stateOf(auditor, `/api/reports/${id}`)).toMatchObject({
    files: [{ hash: file, replaced: { by: replacement.hash, because: reason } }],
  })
  const { events } = (await auditor.get(`/api/reports/${id}/history`)).body
  expect(events[0].payload.files).toMatchObject([{ hash: file, replaced: { because: reason } }])
  const gone = await triager.get(`/api/files/${file}`)
  expect(gone).toMatchObject({ status: 410, body: { details: { replacedBy: replacement.hash } } })
  expect((await triager.get(`/api/files/${replacement.hash}`)).body).toBe('Patient: (redacted)')
  const hash = orThrow(parseFileHash(file))
  expect(await parts.files.has(hash)).toBe(false)
  const [ordered] = (await auditor.get(`/api/erasures/${erasure.id}/history`)).body.events
  expect(ordered.signature.meaning).toBe('replacement of a file by a redacted copy')
  expect((await auditor.post('/api/ledger/check')).body.problems).toEqual([])

  // No way in brings it back.
  await triager.upload('log.txt', Buffer.from(raw))
  expect(await parts.files.has(hash)).toBe(false)

  // Neither does a backup from before, restored with the list.
  const list = join(folder, 'erasures.json')
  expect(await erasureList(parts.settings, list, options)).toEqual({ persons: 0, files: 1 })
  const restored = { ...parts.settings, dataDir: join(folder, 'restored') }
  const done = await restore(restored, before, { environment: {}, list })
  if (isRefusal(done)) throw new Error(done.message)
  const again = await openServer({}, restored.dataDir)
  expect(await again.server.parts.files.has(hash)).toBe(false)
  expect((await again.server.parts.ledger.load(id))?.humanId).toMatch(/^RPT-/)
  await again.close()

  // A list that somebody changed is refused, and nothing is restored.
  const elsewhere = { ...restored, dataDir: join(folder, 'elsewhere') }
  const forged = await restore(elsewhere, before, { environment: {}, list: before })
  expect(forged).toMatchObject({ code: 'restore/erasures' })
  await rm(folder, { recursive: true, force: true })
})

test('a file of the maker’s own records is not replaced behind their back', async () => {
  const { triager } = team
  const unknown = { file: 'a'.repeat(64), replacement: await triager.upload('x', Buffer.from('x')) }
  const answer = await tries(triager, '/api/erasures/redact-file', { ...unknown, reason }, true)
  expect(answer.status).toBe(404)
})
