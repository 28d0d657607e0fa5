import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { takeDataLock } from './data-lock.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a folder that another process is taking at this moment is not taken from it', async () => {
  const file = join(folder, 'server.lock')
  await writeFile(file, '')
  const taken = await takeDataLock(folder, '')
  expect(isRefusal(taken) && taken.code).toBe('data/locked')
  // What stays empty was left behind by one that died.
  const before = new Date(Date.now() - 60_000)
  await utimes(file, before, before)
  await orThrow(await takeDataLock(folder, '')).release()
})

test('the file of a process that is dead is taken over', async () => {
  await writeFile(join(folder, 'server.lock'), JSON.stringify({ pid: 2 ** 22 + 1, url: '' }))
  await orThrow(await takeDataLock(folder, '')).release()
})
