import { openDrive } from '../../connections/drives/index.ts'
import type { Drive } from '../../kernel/drive.ts'
import { limits } from '../../kernel/limits.ts'
import type { Clock } from '../../kernel/ports.ts'
import { readSecret } from '../channels/secret.ts'
import type { SourceSettings } from './source-settings.ts'

/** The places that the settings name, and what was just fetched from them. */
export interface Sources {
  readonly settings: readonly SourceSettings[]
  /** Undefined where the settings have none of this name. */
  drive(name: string): Drive | undefined
  readonly atHand: AtHand
  /** Ends what is under way in all of them. */
  close(): Promise<void>
}

/** Bytes between the sync that fetched them and the reader, so that they are fetched once. */
export interface AtHand {
  put(hash: string, bytes: Uint8Array): void
  /** Gives them away: they are not at hand any more. */
  take(hash: string): Uint8Array | undefined
}

export const createSources = (
  settings: readonly SourceSettings[],
  dataDir: string,
  clock: Clock,
): Sources => {
  const open = new Map<string, Drive>()
  return {
    settings,
    drive: (name) => {
      const one = settings.find((each) => each.name === name)
      const known = open.get(name)
      if (one === undefined || known !== undefined) return known
      const drive = openDrive(one, {
        name,
        dataDir,
        clock,
        secret: (named) => readSecret(named, dataDir),
      })
      open.set(name, drive)
      return drive
    },
    atHand: createAtHand(),
    close: async () => {
      await Promise.all([...open.values()].map((drive) => drive.close()))
    },
  }
}

/** Bounded: what has waited longest is let go first, and is then fetched again by who needs it. */
const createAtHand = (): AtHand => {
  const kept = new Map<string, Uint8Array>()
  let size = 0
  const take = (hash: string): Uint8Array | undefined => {
    const bytes = kept.get(hash)
    kept.delete(hash)
    size -= bytes?.length ?? 0
    return bytes
  }
  return {
    take,
    put: (hash, bytes) => {
      take(hash)
      kept.set(hash, bytes)
      size += bytes.length
      for (const oldest of kept.keys()) {
        if (size <= limits.source.atHandBytes) break
        take(oldest)
      }
    },
  }
}
