import type { DefectPorts } from '../../src/documents/index.ts'
import { defectKind } from '../../src/documents/index.ts'
import { shippedMatrix } from '../../src/server/risk-matrix.ts'
import { fixedId, recordUnderTest } from './deciding.ts'

export const guide = fixedId(1)
export const release = fixedId(6)
export const advisory = fixedId(7)
export const draft = fixedId(8)
export const hashOf = (version: string): string => version.repeat(64)

type Reading = 'read' | 'partly-read' | 'could-not-read' | null
type Stands = 'whole' | 'words' | 'gone' | 'unknown'

/** What surrounds a defect; a test changes what it is about. */
export interface World {
  readings: Readonly<Record<string, Reading>>
  /** How the wrong statements stand in each revision. */
  stands: Readonly<Record<string, Stands>>
  says: boolean
  missing: readonly string[]
  unscheduled: readonly { readonly reference: string; readonly lacks: readonly string[] }[]
  decides: boolean
}

export const usual = (): World => ({
  readings: { 1: 'read', 2: 'read', 3: 'read' },
  stands: { 1: 'whole', 2: 'whole', 3: 'gone' },
  says: true,
  missing: [],
  unscheduled: [],
  decides: false,
})

const portsIn = (world: World): DefectPorts => ({
  documentOf: async () => ({
    facts: {
      language: 'en',
      revisions: Object.entries(world.readings).map(([version, reading]) => ({
        version,
        hash: hashOf(version),
        reading,
      })),
    },
    read: [],
  }),
  linked: async () => ({ facts: undefined, read: [] }),
  compare: async ({ statements, revision }) => ({
    says: world.says,
    statements: statements.map(({ quote }) => ({
      quote,
      stands: world.stands[revision.slice(0, 1)] ?? 'unknown',
      before: quote,
      after: '',
    })),
  }),
  releaseOf: async () => ({
    facts: { reference: 'REL-1', concerns: true, released: false },
    read: [],
  }),
  noticeOf: async (id) => ({
    facts: {
      reference: 'ADV-1',
      kind: 'advisory',
      published: id === advisory,
      concerns: true,
    },
    read: [],
  }),
  colleagueOf: async (named) => ({
    facts: named.startsWith('person:') ? { id: named, name: named.slice(7) } : undefined,
    read: [],
  }),
  counterpartsOf: async () => ({
    facts: { missing: world.missing, unscheduled: world.unscheduled },
    read: [],
  }),
  addresses: async (all) =>
    new Map(all.map((name) => [name, [`${name.replace(':', '.')}@maker.example`]])),
  linkTo: (id) => `https://maker.example/${id}`,
  get trackers() {
    return [{ system: 'redmine:lab', decides: world.decides }]
  },
  matrix: shippedMatrix(),
})

export const aDefectIn = (world: World, ports: Partial<DefectPorts> = {}) =>
  recordUnderTest(defectKind({ ...portsIn(world), ...ports }), 'DEF-2026-0001')

export const opened = {
  title: 'The guide names the old port',
  defectKind: 'outdated',
  severity: 'medium',
  misleads: 'Operators leave port 80 open.',
  document: guide,
  statements: [{ document: guide, revision: '2', quote: 'Open port 80.' }],
}
export const corrected = { revision: '3', before: 'Open port 80.', after: 'Close port 80.' }
export const right = { right: true, reason: 'Read and right.' }
export const harmless = { endangers: false, reason: 'The port shows the logo only.' }
export const harmful = {
  endangers: true,
  reason: 'Alarms can be switched off through the port.',
  hazardousSituation: 'A patient is not watched.',
  harm: 'Hypoxia that nobody sees.',
  harmSeverity: 'catastrophic',
  p2: 'occasional',
}
export const toldLater = { told: 'next-release', reason: 'Goes out with 2.4.1.' }

export const [wanda, erika, ben] = ['person:wanda', 'person:erika', 'person:ben']

export const aDefect = (world: Partial<World> = {}) => aDefectIn({ ...usual(), ...world })

/** As Erika opened it. */
export const anOpen = async (more: object = {}, world: Partial<World> = {}) => {
  const defect = aDefect(world)
  await defect.given('open', { ...opened, ...more }, erika)
  return defect
}

/** Corrected by Wanda, and verified by Ben. */
export const aVerified = async (more: object = {}, world: Partial<World> = {}) => {
  const defect = await anOpen(more, world)
  await defect.given('assign', { to: 'Wanda', until: '2026-03-12' })
  await defect.given('correct', corrected, wanda)
  await defect.given('verify', right, ben)
  return defect
}
