import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { line, paragraph, required } from '../../kernel/fields.ts'
import { readers } from '../../kernel/roles.ts'
import { sourceSchema } from './words.ts'

export const channelStatuses = ['untested', 'working', 'failing', 'closed'] as const

/** Why a self-test ran: the server opened the channel, its time had come, or somebody asked. */
export const probeReasons = ['start', 'schedule', 'request'] as const

const addresses = z.array(z.email().max(300)).max(20).default([])

const described = {
  title: required(line, 'Name the channel for people.'),
  sources: z.array(sourceSchema).min(1).max(7),
}

export const registerChannel = declareCommand({
  name: 'register',
  creates: true,
  internal: true,
  title: 'Register a channel',
  help: 'Opens the record of a way in, on which its self-tests are kept.',
  permission: [],
  input: z.strictObject({ name: required(line, 'Name the channel.'), ...described }),
})

export const describeChannel = declareCommand({
  name: 'describe',
  creates: false,
  internal: true,
  title: 'Describe the channel anew',
  help: 'Records that the settings now say something else of a channel, or have it again.',
  permission: [],
  input: z.strictObject(described),
})

export const recordProbe = declareCommand({
  name: 'record-probe',
  creates: false,
  internal: true,
  title: 'Record a self-test',
  help: 'Keeps what became of a marked message through the channel; a failure raises an alarm.',
  permission: [],
  input: z.strictObject({
    ok: z.boolean(),
    /** What failed; empty where it went well. */
    detail: paragraph.default(''),
    reason: z.enum(probeReasons),
    /** Whom an alarm reaches by mail. */
    tell: addresses,
  }),
})

export const escalateAlarm = declareCommand({
  name: 'escalate-alarm',
  creates: false,
  internal: true,
  title: 'Escalate the alarm',
  help: 'Tells further people that a channel has failed for long; once for each alarm.',
  permission: [],
  input: z.strictObject({ tell: addresses }),
})

export const closeChannel = declareCommand({
  name: 'close',
  creates: false,
  internal: true,
  title: 'Close the channel',
  help: 'Records that the settings have the channel no longer.',
  permission: [],
  input: z.strictObject({}),
})

export const channelContract = declareKind({
  kind: 'channel',
  everywhere: true,
  collection: 'channels',
  prefix: 'CHN',
  clause: '9.2',
  title: 'Channel',
  readers,
  statuses: channelStatuses,
  commands: [registerChannel, describeChannel, recordProbe, escalateAlarm, closeChannel],
})

/** How sure we are that nothing was lost between one source and us on one way. */
export const silenceStates = ['failing', 'unproven', 'silent', 'heard', 'no-channel'] as const

/** What `GET /api/intake/silence` answers: for each product and source, when we last heard. */
export interface Silence {
  readonly at: string
  /** Milliseconds between two self-tests of a channel; a good one proves for twice as long. */
  readonly testsEvery: number
  readonly products: readonly { readonly id: string; readonly name: string }[]
  /** Active products beyond the ones answered; ask for one with `?product=`. */
  readonly productsLeftOut: number
  readonly channels: readonly SilentChannel[]
  readonly rows: readonly SilenceRow[]
}

export interface SilentChannel {
  /** Null until its first self-test. */
  readonly id: string | null
  readonly humanId: string | null
  readonly name: string
  readonly title: string
  readonly sources: readonly string[]
  readonly status: (typeof channelStatuses)[number]
  readonly lastTest: SelfTest | null
  readonly lastGoodAt: string | null
  readonly alarm: { readonly since: string; readonly detail: string } | null
}

export interface SelfTest {
  readonly at: string
  readonly ok: boolean
  readonly detail: string
}

export interface SilenceRow {
  /** Null: reports that name no product of ours. */
  readonly product: string | null
  readonly source: string
  /** A channel of the server (`smtp`), or what a person said of how it came (`mail`, `cli`). */
  readonly channel: string | null
  readonly reports: number
  /** Of these, the ones that whoever asks may not see: `GET /api/reports?about=` shows the others. */
  readonly hidden: number
  readonly lastReportAt: string | null
  readonly state: (typeof silenceStates)[number]
}
