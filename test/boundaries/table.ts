/** The dependency table of the architecture (docs/explanation/architecture.md), as data. */

/** The nine slices: each a part of the chain, each behind its own doors. */
export const slices = [
  'products',
  'intake',
  'cases',
  'documents',
  'releases',
  'updates',
  'advisories',
  'monitoring',
  'review',
] as const

export type Area =
  | (typeof slices)[number]
  | 'kernel'
  | 'ledger'
  | 'catalogue'
  | 'formats'
  | 'connections'
  | 'portal'
  | 'workbench'
  | 'server'
  | 'cli'

/** What of an area somebody may import: everything, or the files that these doors name. */
type Doors = 'any' | readonly Door[]
/** A file at the area's root (`index.ts`, with the folder `index/`), or a folder (`verify/`). */
type Door = 'index' | 'ports' | 'contract' | 'verify'

type Row = Partial<Readonly<Record<Area, Doors>>>

const everySlice = (doors: Doors): Row => Object.fromEntries(slices.map((slice) => [slice, doors]))

const sliceRow: Row = { kernel: 'any', catalogue: 'any', formats: 'any', ledger: ['index'] }

/** Who may import what. Within an area everything may be imported, and it is not listed. */
export const mayImport: Readonly<Record<Area, Row>> = {
  kernel: {},
  ledger: { kernel: 'any' },
  catalogue: { kernel: 'any' },
  formats: { kernel: 'any' },
  products: sliceRow,
  intake: sliceRow,
  cases: sliceRow,
  documents: sliceRow,
  releases: sliceRow,
  updates: sliceRow,
  advisories: sliceRow,
  monitoring: sliceRow,
  review: sliceRow,
  connections: { kernel: 'any', formats: 'any', ...everySlice(['ports']) },
  portal: { kernel: 'any', ...everySlice(['contract']) },
  workbench: {
    kernel: 'any',
    ...everySlice(['contract', 'verify']),
    ledger: ['verify'],
    server: ['contract'],
  },
  server: {
    kernel: 'any',
    catalogue: 'any',
    formats: 'any',
    connections: 'any',
    portal: 'any',
    ledger: 'any',
    ...everySlice(['index', 'ports', 'contract', 'verify']),
  },
  cli: {
    kernel: 'any',
    ...everySlice(['contract', 'verify']),
    ledger: ['contract', 'verify'],
    server: ['index'],
  },
}

/** Areas that are pure as a whole. */
export const pureAreas: readonly Area[] = ['kernel', 'catalogue', 'formats']
/** Rooms of a slice that are pure: a file of this name, or a folder; `verify/` is pure anywhere. */
export const pureRooms: readonly string[] = ['events', 'state', 'decide', 'contract']
/** Of these, what browsers and strangers load: what it imports must be pure as well. */
export const portableRooms: readonly string[] = ['contract']

/** Packages that reach disk, network or processes: never in a pure file. */
export const impurePackages: readonly string[] = [
  'better-sqlite3',
  'fastify',
  'imapflow',
  'mailparser',
  'nodemailer',
  'pg',
  'playwright-core',
  'smtp-server',
  'tuf-js',
  'unpdf',
  'yauzl',
  'yazl',
]

/** What a pure file must be handed instead of taking: clock, randomness, network, the process. */
export const impureWords: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Date.now', /\bDate\s*\.\s*now\b/],
  ['new Date() without argument', /\bnew\s+Date\s*(?:\(\s*\)|(?![\w\s.(<]))/],
  ['performance', /(?<![.\w])performance\s*\./],
  ['Math.random', /\bMath\s*\.\s*random\b/],
  ['Web Crypto', /\bcrypto\s*\.\s*(?:subtle|randomUUID|getRandomValues)\b/],
  ['fetch', /(?<![.\w])fetch\s*\(|\bglobalThis\s*\.\s*fetch\b/],
  ['XMLHttpRequest', /\bXMLHttpRequest\b/],
  ['WebSocket', /\bnew\s+WebSocket\b/],
  ['process', /(?<![.\w])process\s*\./],
  ['Buffer', /(?<![.\w])Buffer\s*[.(]/],
  ['a timer', /(?<![.\w])set(?:Timeout|Interval|Immediate)\s*\(/],
]

/** Lines that a file may have (style 2); a test may list more cases on one page. */
export const fileLines = { src: 300, scripts: 300, test: 500 } as const
