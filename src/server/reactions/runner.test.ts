import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Colleague, type Maker, openMaker } from '../../../test/support/maker.ts'
import { sendsForm } from '../../../test/support/work/report.ts'
import { createReactionRunner, type Reaction } from './runner.ts'

describe('a reaction', () => {
  let maker: Maker
  let triager: Colleague
  beforeAll(async () => {
    maker = await openMaker()
    triager = await maker.colleague('tom', ['triager'])
  })
  afterAll(() => maker?.close())

  const seen: string[] = []
  const broken = { now: true }
  const onReports: Reaction = {
    name: 'count-reports',
    on: ['report.received'],
    run: async ({ payload }) => {
      if (broken.now) throw new Error('The abacus is out of order.')
      seen.push(String(payload['title']))
    },
  }
  const held = async () => (await triager.get('/api/deliveries')).body.held
  const react = async () => {
    const runner = createReactionRunner(maker.server.parts, [onReports])
    await runner.settle()
    await runner.stop()
  }

  test('that fails is seen on the screen of deliveries, with the reason', async () => {
    for (const title of ['Weak TLS', 'Open port'])
      await sendsForm(maker, { title, description: title })
    await maker.settle()
    expect(await held()).toEqual([])
    await react()
    expect(await held()).toMatchObject([
      { step: 'count-reports', error: 'The abacus is out of order.', attempts: 1 },
    ])
    const [{ since }] = await held()
    maker.time.now += 60_000
    await react()
    expect(await held()).toMatchObject([{ since, attempts: 2 }])
  })

  test('goes on where it stopped once the reason has passed, and skips nothing', async () => {
    broken.now = false
    await react()
    expect(seen).toEqual(['Weak TLS', 'Open port'])
    expect(await held()).toEqual([])
    await react()
    expect(seen).toHaveLength(2)
  })

  test('of several at once takes different records together, and each event once', async () => {
    const most = { now: 0, ever: 0 }
    const titles: string[] = []
    const several: Reaction = {
      name: 'count-at-once',
      on: ['report.received'],
      atOnce: 2,
      run: async ({ payload }) => {
        most.ever = Math.max(most.ever, ++most.now)
        await new Promise((wait) => setTimeout(wait, 20))
        most.now--
        titles.push(String(payload['title']))
      },
    }
    const runner = createReactionRunner(maker.server.parts, [several])
    await runner.settle()
    await runner.stop()
    expect(titles.sort()).toEqual(['Open port', 'Weak TLS'])
    expect(most.ever).toBe(2)
  })
})
