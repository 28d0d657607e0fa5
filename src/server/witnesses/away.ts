import type { Parts } from '../parts.ts'
import { having } from '../wiring/records.ts'
import type { WitnessState } from './state.ts'

/** A witness that has not seen the whole ledger for too long. */
export interface AwayWitness {
  readonly name: string
  readonly keyId: string
  /** The record of it. */
  readonly humanId: string
  readonly since: string
  /** Up to when it had seen the whole ledger; null where it never cosigned. */
  readonly heardAt: string | null
  /** How many were told by mail. */
  readonly told: number
}

/** The witnesses of the settings that are on record as away. */
export const awayWitnesses = async ({
  ledger,
  settings,
}: Pick<Parts, 'ledger' | 'settings'>): Promise<readonly AwayWitness[]> => {
  const away: AwayWitness[] = []
  for (const { name, id: keyId } of settings.witnesses) {
    const [known] = await having<WitnessState>(ledger, 'witness', 'key', `${name}+${keyId}`)
    const alarm = known?.state.alarm ?? null
    if (known !== undefined && alarm !== null) {
      const { since, heardAt, told } = alarm
      away.push({ name, keyId, humanId: known.humanId, since, heardAt, told: told.length })
    }
  }
  return away
}
