/** A report on its way through its states; every case it is linked with is there, but one. */
import { parse } from 'yaml'
import {
  defaultClocksText,
  intakeClocksSchema,
  type ReportPorts,
  type ReportState,
  reportKind,
} from '../../src/intake/index.ts'
import { refuse } from '../../src/kernel/result.ts'
import { fixedId, type RecordUnderTest, recordUnderTest } from './deciding.ts'

export const noCase = fixedId(404)

/** The report that others are merged with, unless a test says otherwise. */
export const original = {
  id: fixedId(50),
  reference: 'RPT-2026-0050',
  of: null,
  cases: [],
  news: null,
} as const

const ports: ReportPorts = {
  clocks: intakeClocksSchema.parse(parse(defaultClocksText)),
  case: async (id) =>
    id === noCase
      ? refuse('report/no-such-case', 'There is no such case.')
      : { facts: undefined, read: [] },
  original: async (id) => ({ facts: { ...original, id }, read: [] }),
  needToKnow: async () => ({ facts: [], read: [] }),
  colleague: async (person) => ({
    facts: { id: person, name: 'Erika Example', active: true, dealsWithReports: true },
    read: [],
  }),
  sight: async () => ({ actor: true, anybody: true }),
  linkTo: (humanId) => `https://psirt.example/workbench/reports/${humanId}`,
  addresses: async (names) => new Map(names.map((name) => [name, [`${name}@maker.example`]])),
}

export const kindOfReports = reportKind(ports)
export const aReport = (more: Partial<ReportPorts> = {}): RecordUnderTest<ReportState> =>
  recordUnderTest(reportKind({ ...ports, ...more }), 'RPT-2026-0001')
