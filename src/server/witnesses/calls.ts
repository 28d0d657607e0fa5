import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '../../kernel/ports.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import { addCosignatures, type Ledger, latestCheckpoint } from '../../ledger/index.ts'
import { alone } from '../alone.ts'
import { createKeeper, type Keeper } from '../keeper.ts'
import type { Settings } from '../settings.ts'
import { verifyEd25519 } from '../signing.ts'
import { addCheckpoint } from './add-checkpoint.ts'

/** What became of the last call of a witness. */
export interface CallOutcome {
  readonly url: string
  readonly at: string
  readonly ok: boolean
  /** Facts in the tree that was sent. */
  readonly size: number
  /** What went wrong and what to do; empty where it went well. */
  readonly problem: string
}

export interface WitnessCalls extends Keeper {
  /** One line for each address of the settings that was called since the start. */
  outcomes(): readonly CallOutcome[]
}

interface CallParts {
  readonly ledger: Ledger
  readonly settings: Pick<Settings, 'witnesses' | 'witnessUrls' | 'witnessHours'>
  readonly clock: Clock
  readonly log: FastifyBaseLogger
}

/** How a witness at an address stands, as far as this process knows. */
interface Standing {
  /** What it has cosigned last; a first call with 0 learns it (C2SP tlog-witness). */
  readonly oldSize: number
  readonly failures: number
  readonly notBefore: number
  readonly outcome: CallOutcome | undefined
}

const seconds = 1_000
const minute = 60 * seconds
const hour = 60 * minute
/** Between two looks at whether there is a new checkpoint. */
const every = 15 * seconds
const atFirst: Standing = { oldSize: 0, failures: 0, notBefore: 0, outcome: undefined }

/**
 * Calls the witnesses of the setting WITNESS_URLS with each new checkpoint, at most once a minute
 * each, and with the same one again before a witness that hears nothing would seem away. What fails
 * is tried again, later each time, up to an hour. Of several server processes one calls at a time.
 */
export const createWitnessCalls = ({ ledger, settings, clock, log }: CallParts): WitnessCalls => {
  const { witnesses, witnessUrls, witnessHours } = settings
  const { database } = ledger
  const standings = new Map<string, Standing>()
  const stopping = new AbortController()

  const callOne = async (
    url: string,
    checkpoint: { readonly size: number; readonly note: string },
  ): Promise<void> => {
    const before = standings.get(url) ?? atFirst
    const { size } = checkpoint
    const now = clock()
    const known = before.outcome?.ok === true && before.outcome.size === size
    if (now < before.notBefore + (known ? (witnessHours * hour) / 4 - minute : 0)) return
    const called = await addCheckpoint(database, url, checkpoint, before.oldSize, stopping.signal)
    if (stopping.signal.aborted) return
    const taken = isRefusal(called)
      ? called
      : await addCosignatures(database, verifyEd25519, witnesses, called.note, clock())
    const at = instantOf(now)
    const problem = isRefusal(taken) ? problemOf(taken) : ''
    if (isRefusal(taken)) {
      log.warn({ code: taken.code, witness: new URL(url).host, size }, 'a witness did not cosign')
      const failures = before.failures + 1
      standings.set(url, {
        oldSize: isRefusal(called) ? 0 : size,
        failures,
        notBefore: now + Math.min(minute * 2 ** (failures - 1), hour),
        outcome: { url, at, ok: false, size, problem },
      })
    } else
      standings.set(url, {
        oldSize: size,
        failures: 0,
        notBefore: now + minute,
        outcome: { url, at, ok: true, size, problem },
      })
  }

  const keeper = createKeeper(
    { every, failed: 'the witnesses could not be called', log },
    async (stopped) => {
      if (witnessUrls.length === 0 || stopped()) return
      await alone(database, 'witnessCalls', async () => {
        const checkpoint = await latestCheckpoint(database)
        if (checkpoint === undefined) return
        await Promise.all(witnessUrls.map((url) => callOne(url, checkpoint)))
      })
    },
  )
  return {
    keep: keeper.keep,
    stop: async () => {
      stopping.abort()
      await keeper.stop()
    },
    outcomes: () => witnessUrls.flatMap((url) => standings.get(url)?.outcome ?? []),
  }
}

const problemOf = ({ code, message }: Refusal): string =>
  code === 'cosignature/unknown-witness'
    ? 'No key of the setting WITNESSES made what it answers. Set the key that its operator names.'
    : message
