import type { Secret } from '../../kernel/secret.ts'

/** What a drive may use of the server beside its own settings. */
export interface DriveMeans {
  /** As sources.yaml names it. */
  readonly name: string
  readonly dataDir: string
  /** Throws where it is not there, with what to do. */
  secret(named: Secret): Promise<string>
  /** Milliseconds since 1970. */
  readonly clock: () => number
}
