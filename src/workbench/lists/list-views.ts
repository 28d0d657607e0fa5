import { defectCauses, defectKinds, documentKinds } from '../../documents/contract.ts'
import { channels, sources } from '../../intake/contract.ts'
import type { KindContract } from '../../kernel/command.ts'
import { activityKinds } from '../../monitoring/contract.ts'
import type { SortName } from '../api/records.ts'
import { humanise, valueInWords } from '../kinds/words.ts'

export type Column =
  | 'origin'
  | 'kind'
  | 'product'
  | 'roles'
  | 'scope'
  | 'severity'
  | 'level'
  | 'status'
  | 'due'
  | 'age'
  | 'updated'
  | 'owner'
  | 'assignee'
  | 'address'

export interface FacetFilter {
  readonly name: string
  readonly title: string
  readonly values: readonly (readonly [value: string, label: string])[]
}

/** How the list of a kind looks: the same component shows them all. */
export interface ListView {
  readonly columns: readonly Column[]
  readonly sort: SortName
  readonly order: 'asc' | 'desc'
  readonly facets: readonly FacetFilter[]
  /** Facets that a press of a button narrows to: `name:value`. */
  readonly marks: readonly (readonly [name: string, value: string])[]
  /** Statuses nobody has to do anything about any more; not shown at first. */
  readonly settled: readonly string[]
  /** What those are called that are not settled. */
  readonly openTitle: string
  /** Whether somebody looks after each: it narrows to one’s own, and to what nobody does. */
  readonly assigned?: boolean
  readonly dueTitle: string
  /** What is due within a month, where that is asked for and not what is overdue. */
  readonly soonTitle?: string
  /** Its product is what somebody wrote, and no record of ours. */
  readonly productAsTold?: boolean
  /** Milliseconds between looks at the server, where a quarter of a minute is too long. */
  readonly poll?: number
}

const plain: ListView = {
  columns: ['status', 'updated'],
  sort: 'updated',
  order: 'desc',
  facets: [],
  marks: [],
  settled: [],
  openTitle: 'To do',
  dueTitle: 'Due',
}

/** Of the documents that have defects, and their languages, only the server knows which there are. */
export const defectFacetFilters: readonly FacetFilter[] = [
  {
    name: 'defect-kind',
    title: 'Kind of defect',
    values: defectKinds.map((kind) => [kind, humanise(kind)]),
  },
  {
    name: 'cause',
    title: 'Cause',
    values: defectCauses.map((cause) => [cause, valueInWords('cause', cause)]),
  },
]

const views: Readonly<Record<string, Partial<ListView>>> = {
  reports: {
    columns: ['origin', 'product', 'status', 'assignee', 'age', 'due'],
    sort: 'opened',
    settled: ['closed'],
    assigned: true,
    dueTitle: 'They hear more by',
    productAsTold: true,
    marks: [
      ['unread', 'message'],
      ['unread', 'unreached'],
      ['urgency', 'exploited'],
    ],
    poll: 5_000,
    facets: [
      { name: 'source', title: 'Source', values: Object.entries(sources) },
      {
        name: 'channel',
        title: 'Channel',
        values: channels.map((channel) => [channel, valueInWords('channel', channel)]),
      },
    ],
  },
  indicators: {
    columns: ['product', 'status', 'age', 'due'],
    sort: 'opened',
    settled: ['reported', 'dismissed'],
    dueTitle: 'Look by',
    productAsTold: true,
  },
  devices: {
    columns: ['product', 'status', 'updated'],
    sort: 'title',
    order: 'asc',
    settled: ['revoked'],
    productAsTold: true,
  },
  witnesses: {
    columns: ['status', 'updated'],
    sort: 'title',
    order: 'asc',
    settled: ['dropped'],
    openTitle: 'Awaited',
  },
  channels: {
    columns: ['status', 'updated'],
    sort: 'title',
    order: 'asc',
    settled: ['closed'],
    openTitle: 'In use',
  },
  cases: {
    columns: ['product', 'severity', 'status', 'age', 'due', 'updated'],
    settled: ['closed'],
    marks: [['stale', 'yes']],
  },
  defects: {
    columns: ['kind', 'severity', 'status', 'owner', 'due'],
    settled: ['closed', 'withdrawn'],
    marks: [
      ['attention', 'unscheduled'],
      ['attention', 'endangers'],
      ['attention', 'notice'],
      ['attention', 'returned'],
    ],
    facets: defectFacetFilters,
  },
  risks: {
    columns: ['product', 'level', 'status', 'due', 'updated'],
    settled: ['retired'],
    openTitle: 'In force',
    dueTitle: 'Accepted until',
    soonTitle: 'Expires within 30 days',
    facets: [
      {
        name: 'level',
        title: 'Level',
        values: ['not-acceptable', 'reduce', 'acceptable', 'none'].map((level) => [
          level,
          valueInWords('level', level),
        ]),
      },
    ],
  },
  looks: { settled: ['decided'] },
  documents: {
    columns: ['kind', 'product', 'status', 'updated'],
    sort: 'title',
    order: 'asc',
    facets: [{ name: 'document-kind', title: 'Kind', values: Object.entries(documentKinds) }],
  },
  sources: {
    columns: ['status', 'updated'],
    sort: 'title',
    order: 'asc',
    settled: ['disconnected'],
    openTitle: 'In use',
  },
  activities: {
    columns: ['kind', 'status', 'due', 'updated'],
    sort: 'due',
    order: 'asc',
    settled: ['retired'],
    dueTitle: 'Next run by',
    facets: [{ name: 'kind', title: 'Kind', values: Object.entries(activityKinds) }],
  },
  findings: {
    columns: ['status', 'due', 'updated'],
    settled: ['task-done', 'task-dropped', 'withdrawn'],
  },
  'clause-reviews': { columns: ['product', 'updated'] },
  releases: { columns: ['product', 'status', 'updated'] },
  updates: { columns: ['product', 'status', 'updated'] },
  patches: { columns: ['product', 'status', 'updated'] },
  products: { sort: 'title', order: 'asc' },
  people: { sort: 'title', order: 'asc', columns: ['roles', 'scope', 'address', 'status'] },
}

export const listViewOf = (collection: string): ListView => ({ ...plain, ...views[collection] })

/** What a list shows before anybody filters: what is not settled, or everything. */
export const statusesAtFirst = (
  { statuses }: KindContract,
  { settled }: ListView,
): readonly string[] =>
  settled.length === 0 ? [] : statuses.filter((one) => !settled.includes(one))

export interface SortChoice {
  readonly value: string
  readonly label: string
  readonly sort: SortName
  readonly order: 'asc' | 'desc'
}

export const sortChoices = ({ columns, dueTitle }: ListView): readonly SortChoice[] => [
  { value: 'opened-desc', label: 'Newest first', sort: 'opened', order: 'desc' },
  { value: 'opened-asc', label: 'Oldest first', sort: 'opened', order: 'asc' },
  { value: 'updated-desc', label: 'Last changed first', sort: 'updated', order: 'desc' },
  ...(columns.includes('severity')
    ? [
        {
          value: 'severity-desc',
          label: 'Most severe first',
          sort: 'severity' as const,
          order: 'desc' as const,
        },
      ]
    : []),
  ...(columns.includes('due')
    ? [
        {
          value: 'due-asc',
          label: `${dueTitle}: soonest first`,
          sort: 'due' as const,
          order: 'asc' as const,
        },
      ]
    : []),
  { value: 'title-asc', label: 'By title', sort: 'title', order: 'asc' },
]

/** Whether a list can be narrowed to one of our products. */
export const narrowsToProduct = ({ columns, productAsTold = false }: ListView): boolean =>
  columns.includes('product') && !productAsTold
