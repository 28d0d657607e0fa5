import { z } from 'zod'
import type { InputOf } from '../../kernel/fields.ts'
import { keptFile } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import {
  type EventOf,
  eventParser,
  type Facets,
  type Gathered,
  handle,
  handleWith,
  type Kind,
} from '../../ledger/index.ts'
import {
  erasePerson,
  erasureContract,
  type LeftToPeople,
  leftToPeople,
  recordErased,
  recordLeft,
  redactFile,
} from './contract.ts'

const erasureEvents = {
  'erasure.person-ordered': z.object({
    reference: z.string(),
    report: z.string(),
    /** As the key store knows them: it tells nothing of who they were. */
    person: z.string(),
    reason: z.string(),
  }),
  'erasure.file-ordered': z.object({
    reference: z.string(),
    file: z.string(),
    replacement: keptFile,
    reason: z.string(),
    /** The reports and cases that name the file. */
    named: z.array(z.string()),
  }),
  'erasure.left-to-people': leftToPeople,
  'erasure.done': z.object({
    reports: z.number(),
    mails: z.number(),
    destroyed: z.array(z.string()),
    kept: z.array(z.string()),
    note: z.string(),
  }),
} as const
type ErasureEvent = EventOf<typeof erasureEvents>

export interface ErasureState {
  readonly status: 'ordered' | 'done'
  readonly what: 'person' | 'file'
  readonly reference: string
  readonly reason: string
  readonly orderedBy: string
  readonly orderedAt: string
  /** Records that it is about. */
  readonly about: readonly string[]
  readonly person: string | null
  readonly file: string | null
  readonly replacement: z.output<typeof keptFile> | null
  /** Null until it was found out; found out before the key goes. */
  readonly left: LeftToPeople | null
  readonly done: (Omit<ErasureEvent & { type: 'erasure.done' }, 'type'> & { at: string }) | null
}

const initial: ErasureState = {
  status: 'ordered',
  what: 'person',
  reference: '',
  reason: '',
  orderedBy: '',
  orderedAt: '',
  about: [],
  person: null,
  file: null,
  replacement: null,
  left: null,
  done: null,
}

/** What an erasure asks of the records; `wiring` supplies it. */
export interface ErasurePorts {
  /** Whose report it is; refuses where this actor may not know of it, or nobody outside sent it. */
  personOf(report: string, actor: Actor): Promise<Gathered<string> | Refusal>
  /** The reports and cases that name the file; refuses where others do, or where it is gone. */
  naming(file: string, actor: Actor): Promise<Gathered<readonly string[]> | Refusal>
}

export const erasureKind = (ports: ErasurePorts): Kind<ErasureState, ErasureEvent> => ({
  contract: erasureContract,
  initial,
  parseEvent: eventParser(erasureEvents),
  evolve: (state, event, { at, actor }) => {
    switch (event.type) {
      case 'erasure.person-ordered': {
        const { reference, report, person, reason } = event
        const ordered = { orderedBy: actor, orderedAt: at, about: [report] }
        return { ...state, what: 'person', reference, reason, person, ...ordered }
      }
      case 'erasure.file-ordered': {
        const { reference, file, replacement, reason, named } = event
        const ordered = { orderedBy: actor, orderedAt: at, about: named }
        return { ...state, what: 'file', reference, reason, file, replacement, ...ordered }
      }
      case 'erasure.left-to-people': {
        const { type: _, ...left } = event
        return { ...state, left }
      }
      case 'erasure.done': {
        const { type: _, ...done } = event
        return { ...state, status: 'done', done: { ...done, at } }
      }
      default:
        return event satisfies never
    }
  },
  facets: ({ what, status, about, replacement, file }): Facets => ({
    title: what === 'person' ? 'Erasure of a person' : 'Replacement of a file',
    status,
    hangsOn: about,
    files: replacement === null ? [] : [replacement.hash],
    values: { what: [what], about, ...(file === null ? {} : { replaces: [file] }) },
  }),
  text: ({ reason }) => reason,
  handlers: [
    handleWith(
      erasePerson,
      (_state: ErasureState, { report }, { actor }) => ports.personOf(report, actor),
      (_state, { report, reason }, { humanId }, person) => [
        { type: 'erasure.person-ordered', reference: humanId, report, person, reason },
      ],
    ),
    handleWith(
      redactFile,
      (_state: ErasureState, { file }, { actor }) => ports.naming(file, actor),
      (_state, input: InputOf<typeof redactFile>, { humanId }, named) =>
        input.replacement.hash === input.file
          ? refuse('erasure/same-file', 'This is the file itself. Choose the redacted copy.')
          : [{ type: 'erasure.file-ordered', reference: humanId, ...input, named: [...named] }],
    ),
    handle(recordLeft, ({ left }: ErasureState, input: InputOf<typeof recordLeft>) =>
      left === null ? [{ type: 'erasure.left-to-people', ...input }] : [],
    ),
    handle(recordErased, ({ status }: ErasureState, input: InputOf<typeof recordErased>) =>
      status === 'done' ? [] : [{ type: 'erasure.done', ...input }],
    ),
  ],
})
