import { expect, test } from 'vitest'
import { onEachDatabase } from './on-each-database.ts'
import { emptyStream, lossesOf, streamAndKill } from './report-stream.ts'
import { startServerProcess } from './server-process.ts'

const rounds = 5

onEachDatabase('a server killed at any moment of a stream of reports', (openPlace) => {
  test('has every report that it acknowledged, once and whole', async () => {
    const { folder, environment, remove } = await openPlace()
    try {
      const seen = emptyStream()
      let server = await startServerProcess({ folder, environment })
      for (let round = 1; round <= rounds; round++) {
        const milliseconds = 30 + Math.random() * 700
        await streamAndKill(server, seen, milliseconds)
        server = await startServerProcess({ folder, environment })
        const losses = await lossesOf(server, seen)
        expect(losses, `round ${round}, killed after ${milliseconds} ms`).toEqual([])
      }
      expect(await server.stop()).toBe(0)
      expect(seen.acknowledged.length).toBeGreaterThan(rounds)
    } finally {
      await remove()
    }
  }, 180_000)
})
