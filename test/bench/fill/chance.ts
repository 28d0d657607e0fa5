/** Numbers that look random and are the same in every run, so that two runs measure the same. */
export interface Chance {
  /** A whole number from 0 up to but without `end`. */
  below(end: number): number
  oneOf<Item>(items: readonly [Item, ...Item[]]): Item
  bytes(count: number): Uint8Array
  words(count: number): string
}

/** Mulberry32: 32 bits of state, more than enough to choose titles with. */
export const chanceFrom = (seed: number): Chance => {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  const oneOf = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[below(items.length)] ?? items[0]
  return {
    below,
    oneOf,
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
    words: (count) => Array.from({ length: count }, () => oneOf(vocabulary)).join(' '),
  }
}

const vocabulary = [
  'pump',
  'gateway',
  'viewer',
  'service',
  'port',
  'password',
  'certificate',
  'session',
  'firmware',
  'parser',
  'image',
  'dose',
  'alarm',
  'network',
  'update',
  'library',
  'buffer',
  'injection',
  'token',
  'operator',
  'hospital',
  'without',
  'before',
  'reads',
  'writes',
  'accepts',
  'checks',
  'sends',
  'keeps',
  'the',
  'a',
  'of',
  'in',
  'from',
  'every',
  'old',
  'remote',
  'local',
  'default',
] as const
