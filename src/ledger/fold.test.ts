import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkAfter } from '../../test/support/ledger/altered.ts'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'
import { limits } from '../kernel/limits.ts'
import { orThrow } from '../kernel/result.ts'

onEachEngine('the title of a record', (engine) => {
  let world: LedgerWorld
  beforeAll(async () => {
    world = await openLedgerWorld(engine)
  })
  afterAll(() => world.close())

  const longest = limits.text.line
  const titles = {
    'that fits': ['x'.repeat(longest), 'x'.repeat(longest)],
    'cut within a character': [`${'x'.repeat(longest - 1)}😀😀`, 'x'.repeat(longest - 1)],
    'cut after a character': [`${'x'.repeat(longest - 2)}😀😀`, `${'x'.repeat(longest - 2)}😀`],
    'of nothing but pairs': ['😀'.repeat(longest), '😀'.repeat(longest / 2)],
  } as const

  test.each(Object.entries(titles))('%s is listed as it is kept', async (_what, [given, kept]) => {
    const { stream } = await world.open({ title: given })
    const { items } = orThrow(
      await world.ledger.list({ kind: 'note', person: undefined, limit: 500 }),
    )
    expect(items.find(({ id }) => id === stream)?.title).toBe(kept)
  })

  test('is rebuilt as it is stored, whatever was cut', async () => {
    const { problems } = await checkAfter(world, async () => undefined)
    expect(problems).toEqual([])
  })
})
