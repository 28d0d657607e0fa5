import { instantOf } from '../../kernel/time.ts'
import { lastWitnessed, type VerifierKey } from '../../ledger/index.ts'
import { alone } from '../alone.ts'
import { createKeeper, type Keeper } from '../keeper.ts'
import { issueAs, namedNoMore } from '../own-command.ts'
import type { Parts } from '../parts.ts'
import { addressesOf } from '../wiring/intake.ts'
import { having } from '../wiring/records.ts'
import type { WitnessState } from './state.ts'

const minute = 60_000
const own = { by: 'witnesses', request: 'witnesses' } as const

/**
 * Looks after the witnesses of the settings: one that has not seen the whole ledger for the hours of
 * the settings is on record as away, and administrators hear of it by mail. A witness that cosigns
 * only an old tree is away as well: its word counts up to where the ledger grew beyond it.
 */
export const createWitnessKeeper = (parts: Parts): Keeper => {
  const { ledger, settings, intakeClocks, log } = parts
  const { witnesses, witnessHours: hours } = settings
  const { database } = ledger

  const issue = (command: string, id: string | undefined, input: object, key?: string) =>
    issueAs(parts, own, { kind: 'witness', command, id, input, key })

  const recordOf = async ({ name, id: keyId }: VerifierKey): Promise<string> => {
    const key = `${name}+${keyId}`
    const [known] = await having<WitnessState>(ledger, 'witness', 'key', key)
    if (known === undefined)
      return issue('name', undefined, { name, keyId }, `witness:${key}`.slice(0, 200))
    if (known.state.status === 'dropped') await issue('name-again', known.stream, {})
    return known.stream
  }

  const dropOthers = async (): Promise<void> => {
    const awaited = { kind: 'witness', facet: 'key', ended: 'dropped' } as const
    const keys = witnesses.map(({ name, id }) => `${name}+${id}`)
    for (const stream of await namedNoMore(parts, awaited, keys)) await issue('drop', stream, {})
  }

  let dropped = false
  const round = async (stopping: () => boolean): Promise<void> => {
    if (dropped && witnesses.length === 0) return
    await alone(database, 'witnesses', async () => {
      if (!dropped) await dropOthers()
      dropped = true
      const tell = await addressesOf(ledger, intakeClocks, 'administrator')
      for (const witness of witnesses) {
        if (stopping()) return
        const heard = await lastWitnessed(database, witness)
        const heardAt = heard === undefined ? null : instantOf(heard)
        await issue('keep-watch', await recordOf(witness), { heardAt, hours, tell })
      }
    })
  }
  return createKeeper(
    { every: minute, failed: 'the witnesses could not be looked after', log },
    round,
  )
}
