import { z } from 'zod'
import { declareKind } from '../../../src/kernel/command.ts'
import { severities } from '../../../src/kernel/severity.ts'
import type { Instant } from '../../../src/kernel/time.ts'
import {
  type EventEnvelope,
  type EventOf,
  eventParser,
  type Kind,
} from '../../../src/ledger/index.ts'

const changes = {
  title: z.string().optional(),
  text: z.string().optional(),
  status: z.string().optional(),
  severity: z.enum(severities).nullable().optional(),
  owner: z.string().nullable().optional(),
  due: z.string().nullable().optional(),
  tags: z.array(z.string()).optional(),
  /** Those who may see it; null for everybody. */
  named: z.array(z.string()).nullable().optional(),
  /** Records that it hangs on, and hashes of files. */
  hangsOn: z.array(z.string()).optional(),
  files: z.array(z.string()).optional(),
}

const noteEvents = {
  'note.opened': z.object({ ...changes, reference: z.string(), title: z.string() }),
  'note.changed': z.object(changes),
} as const

export type NoteEvent = EventOf<typeof noteEvents>

export interface NoteState {
  readonly reference: string
  readonly title: string
  readonly text: string
  readonly status: string
  readonly severity?: (typeof severities)[number] | undefined
  readonly owner?: string | undefined
  readonly due?: string | undefined
  readonly tags: readonly string[]
  readonly named?: readonly string[] | undefined
  readonly hangsOn?: readonly string[] | undefined
  readonly files?: readonly string[] | undefined
  readonly lastActor: string
}

const initial: NoteState = {
  reference: '',
  title: '',
  text: '',
  status: 'new',
  tags: [],
  lastActor: '',
}

const evolve = (state: NoteState, event: NoteEvent, { actor }: EventEnvelope): NoteState => {
  const { type: _, ...told } = event
  const given = Object.entries(told).map(([name, value]) => [name, value ?? undefined])
  return { ...state, ...Object.fromEntries(given), lastActor: actor }
}

/** A record with everything that a list, a filter and the search can look at. */
export const noteKind = (kind = 'note', prefix = 'NOTE'): Kind<NoteState, NoteEvent> => ({
  contract: declareKind({
    kind,
    collection: `${kind}s`,
    prefix,
    clause: '9.2',
    title: 'Note',
    readers: ['engineer'],
    statuses: ['new', 'open', 'closed'],
    commands: [],
  }),
  initial,
  parseEvent: eventParser(noteEvents),
  evolve,
  facets: ({ title, status, severity, owner, due, tags, named, hangsOn, files }) => ({
    title,
    status,
    severity,
    owner,
    // The events of a test hold instants.
    dueAt: due as Instant | undefined,
    restrictedTo: named,
    hangsOn,
    files,
    values: { tag: tags },
  }),
  text: ({ text, tags }) => [text, ...tags].join('\n'),
  handlers: [],
})
