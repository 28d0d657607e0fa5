import type { Source } from '../../intake/contract.ts'
import type { Parts } from '../parts.ts'
import type { ChannelSettings } from './settings.ts'

/** One way in that the server itself keeps open: a listener, a poll, a watched folder. */
export interface Channel {
  /** Stable, as channels.yaml names it: `smtp`, `imap`, `syslog`, `redmine:lab`. */
  readonly name: string
  /** For people: "Mail to security@maker.example (SMTP, port 25)". */
  readonly title: string
  /** The sources of clause 9.2 that can come in here. */
  readonly sources: readonly Source[]
  /** A tracker, where tasks of cases can become issues. */
  readonly takesTasks?: true
  /** Resolves when it takes something in, or throws why it cannot. */
  start(): Promise<void>
  /** Fetches what waits outside, for channels that look from time to time; tests ask for it. */
  poll(): Promise<void>
  /**
   * Sends a marked message in by the same way as a reporter's, and waits until it came out at the
   * end where a report would be made of it. Never makes a report; throws with what failed.
   */
  probe(): Promise<void>
  stop(): Promise<void>
}

/** Makes the channels of one kind that the settings ask for. */
export type OpenChannels = (
  parts: Parts,
  settings: ChannelSettings,
  probes: Probes,
) => readonly Channel[]

/** Marks that tell a self-test from a report. */
export interface Probes {
  /** A mark that only this server could have made, to be put into a message: `vulnerary-probe-…`. */
  mark(): string
  /** Resolves when the mark arrived; rejects after so many milliseconds. */
  arrival(mark: string, milliseconds: number): Promise<void>
  /** Whether this text carries a mark that we wait for; the first call with it answers `arrival`. */
  take(text: string): boolean
}
