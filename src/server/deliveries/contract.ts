import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { line, paragraph } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'

export const deliveryStates = ['waiting', 'claimed', 'sent', 'parked'] as const

export const recordDistribution = declareCommand({
  name: 'record',
  creates: true,
  title: 'Record a distribution',
  help: 'Keeps that something left the server: what, to whom, when, and what the other side said.',
  permission: [],
  internal: true,
  input: z.strictObject({
    delivery: line,
    cause: line,
    about: line,
    channel: line,
    /** Sealed where it is an outsider’s. */
    recipient: z.string().max(2_000),
    /** Sealed where it is about somebody's report, like the answer. */
    subject: z.string().max(limits.text.paragraph),
    /** SHA-256 of what was handed over. */
    contentHash: line,
    /** As it was sent: without its last line end it would be no signed note any more. */
    checkpoint: z.string().max(limits.text.paragraph),
    answer: paragraph,
  }),
})

/** 6.3/inform: the proof that somebody was told. */
export const distributionContract = declareKind({
  kind: 'distribution',
  collection: 'distributions',
  prefix: 'DST',
  clause: '6.3',
  title: 'Distribution record',
  readers,
  statuses: ['sent'],
  commands: [recordDistribution],
})

/** A step of the server's own that it could not take; it tries again by itself. */
export interface HeldStep {
  readonly step: string
  /** Id of the fact that it answers. */
  readonly event: string
  readonly error: string
  readonly since: string
  readonly attempts: number
}

/** A row of the screen of deliveries. */
export interface DeliveryItem {
  readonly id: string
  readonly channel: string
  readonly subject: string
  readonly state: (typeof deliveryStates)[number]
  readonly attempts: number
  readonly dueAt: string
  readonly lastError: string | null
  readonly createdAt: string
  readonly record: string
  /** An address, or "(sealed)" for those who may not read it. */
  readonly recipient: string
}
