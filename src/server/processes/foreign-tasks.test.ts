import { afterAll, describe, expect, test } from 'vitest'
import { isRefusal } from '../../kernel/result.ts'
import { createForeignTasks, foreignProgram } from './foreign-tasks.ts'
import { createPool } from './pool.ts'

const options = {
  program: foreignProgram(),
  workers: 1,
  milliseconds: 60_000,
  memoryMegabytes: 512,
  waiting: 1,
}

describe('Work outside the server’s process', () => {
  const foreign = createForeignTasks()
  afterAll(() => foreign.close())

  test('validates CSAF while this process stays free', { timeout: 90_000 }, async () => {
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 10)
    const answer = await foreign.validateCsaf({ document: {} })
    clearInterval(beat)
    expect(isRefusal(answer)).toBe(false)
    expect(answer).toMatchObject({ valid: false })
    // Loading the library alone takes this process seconds.
    expect(longest).toBeLessThan(1_500)
  })

  test('ends what takes too long, and goes on with the next', { timeout: 90_000 }, async () => {
    const pool = createPool({ ...options, milliseconds: 50 })
    expect(await pool.run({ task: 'csaf', document: {} })).toMatchObject({
      code: 'process/too-slow',
    })
    expect(await pool.run({ task: 'csaf', document: {} })).toMatchObject({
      code: 'process/too-slow',
    })
    await pool.close()
  })

  test('reads a mail, and one that takes too long keeps no advisory waiting', async () => {
    const slow = createForeignTasks({ mailPool: createPool({ ...options, milliseconds: 1 }) })
    const bytes = Buffer.from('From: rita@university.example\r\nSubject: Hello\r\n\r\nText.')
    const keys = { secret: [], known: [], now: 0 }
    try {
      const [late, advisory, read] = await Promise.all([
        slow.readMail(bytes, keys),
        slow.validateCsaf({ document: {} }),
        foreign.readMail(bytes, keys),
      ])
      expect(late).toMatchObject({ code: 'process/too-slow' })
      expect(advisory).toMatchObject({ valid: false })
      expect(read).toMatchObject({ subject: 'Hello', text: 'Text.' })
    } finally {
      await slow.close()
    }
  }, 90_000)

  test('refuses what would wait behind too much, and what comes after its end', async () => {
    const pool = createPool(options)
    const first = pool.run({ task: 'csaf', document: {} })
    const second = pool.run({ task: 'csaf', document: {} })
    expect(await pool.run({ task: 'csaf', document: {} })).toMatchObject({ code: 'process/busy' })
    await pool.close()
    expect(await first).toMatchObject({ code: 'process/closed' })
    expect(await second).toMatchObject({ code: 'process/closed' })
    expect(await pool.run({ task: 'csaf', document: {} })).toMatchObject({ code: 'process/closed' })
  })

  test('says that a worker died of its message', async () => {
    const pool = createPool(options)
    expect(await pool.run({ task: 'unknown' })).toMatchObject({ code: 'process/ended' })
    await pool.close()
  })
})
