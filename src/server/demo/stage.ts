import type { FileReference } from '../../kernel/fields.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, orThrow, RefusalError, refuse } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Dispatched } from '../commands/dispatch.ts'
import { safeFileName } from '../files/index.ts'
import type { Parts } from '../parts.ts'
import { oneChunk } from '../reactions/write-documents.ts'
import type { Cast, Player } from './cast.ts'
import type { DemoClock } from './clock.ts'

/** A record of the story: its kind and a name of our own, like `case/password`. */
export type RecordName = `${string}/${string}`

/** Where the story is told: everything is done by a command of somebody, as at any other time. */
export interface Stage {
  readonly parts: Parts
  readonly clock: DemoClock
  readonly cast: Cast
  /** The stranger at the portal. */
  readonly stranger: Player
  /** Behind the stranger's secret link. */
  readonly reporterToken: string
  /** Issues a command, signed where it is a signature; a creating one gives the name to its record. */
  does(who: Player, name: RecordName, command: string, input?: object): Promise<Dispatched>
  /** The stream id of a record that was made before. */
  id(name: RecordName): string
  /** Gives a name to a record that the server made itself. */
  name(name: RecordName, id: string): void
  state<State>(name: RecordName): Promise<State>
  keep(fileName: string, content: Uint8Array | string): Promise<FileReference>
  /** The date of a day of the story: `2026-08-01`. */
  date(day: number): string
  /** Resolves when the server has done all that follows from what was done. */
  settle(): Promise<void>
}

/** What happens on one day of the story, counted from its beginning. */
export interface Scene {
  readonly day: number
  play(stage: Stage): Promise<void>
}

export const scene = (day: number, play: Scene['play']): Scene => ({ day, play })

const minute = 60_000
const day = 86_400_000
/** From midnight UTC to the morning in which a day's scenes begin. */
const morning = 7.5 * 60 * minute

export interface StageParts {
  readonly parts: Parts
  readonly clock: DemoClock
  readonly cast: Cast
  /** Midnight of the first day, in milliseconds since 1970. */
  readonly beginning: number
  readonly reporterToken: string
  readonly settle: () => Promise<void>
}

export const createStage = (given: StageParts): Stage => {
  const { parts, clock, cast, beginning, reporterToken, settle } = given
  const records = new Map<RecordName, string>()
  const stranger: Player = { id: 'outsider:portal', name: '', roles: ['reporter'] }
  const id: Stage['id'] = (name) => {
    const found = records.get(name)
    if (found === undefined) throw new Error(`The story has no ${name} yet.`)
    return found
  }
  return {
    parts,
    clock,
    cast,
    stranger,
    reporterToken,
    id,
    name: (name, record) => {
      records.set(name, record)
    },
    does: async (who, name, command, input = {}) => {
      const [kind = ''] = name.split('/')
      const declaration = parts.ledger.kinds
        .get(kind)
        ?.handlers.find((handler) => handler.declaration.name === command)?.declaration
      if (declaration === undefined) throw new Error(`There is no ${kind} ${command}.`)
      // Nobody does two things in one moment.
      clock.stand(clock() + 4 * minute)
      const { signature: meaning, creates } = declaration
      const done = await parts.dispatch({
        kind,
        command,
        input,
        actor: { id: who.id, roles: who.roles },
        requestId: uuidv7(clock(), parts.random(10)),
        ...(creates ? {} : { id: id(name) }),
        ...(meaning === undefined
          ? {}
          : { signature: { name: who.name, at: instantOf(clock()), meaning } }),
      })
      if (isRefusal(done))
        throw new RefusalError(refuse(done.code, `${name} ${command}: ${done.message}`))
      if (creates) records.set(name, done.id)
      return done
    },
    // The kind of the record, which its name begins with, says what its state is.
    state: async <State>(name: RecordName) => (await parts.ledger.load(id(name)))?.state as State,
    keep: async (fileName, content) => {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      const limitBytes = limits.file.bytes
      const { hash, size } = orThrow(await parts.files.put(oneChunk(bytes), { limitBytes }))
      return { hash, name: safeFileName(fileName), size }
    },
    date: (count) => instantOf(beginning + count * day).slice(0, 10),
    settle,
  }
}

/** Plays all scenes in the order of their days, and lets the server finish after each. */
export const playScenes = async (
  stage: Stage,
  scenes: readonly Scene[],
  beginning: number,
  /** What else happens at the end of a day. */
  after?: (day: number) => Promise<void>,
): Promise<void> => {
  for (const { day: count, play } of [...scenes].sort((a, b) => a.day - b.day)) {
    stage.clock.stand(Math.max(beginning + count * day + morning, stage.clock()))
    await play(stage)
    await stage.settle()
    await after?.(count)
  }
}
