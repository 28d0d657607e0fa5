import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { localTime } from '../../kernel/local-time.ts'
import { because, team } from './words.ts'

/** Serious incidents as MDR Article 87 (3) to (5) tells them apart. */
export const incidentKinds = {
  'public-health-threat': 'Serious public health threat',
  'death-or-deterioration': 'Death, or unanticipated serious deterioration of health',
  'other-serious': 'Other serious incident',
} as const
export const incidentSchema = z.enum([
  'public-health-threat',
  'death-or-deterioration',
  'other-serious',
])

/** How a clock stands. */
export const clockOutcomes = {
  running: 'Running',
  paused: 'Paused',
  conditional: 'Runs if its condition holds',
  kept: 'Kept',
  missed: 'Missed',
  'not-required': 'Decided not reportable',
  stopped: 'Stopped with the case',
} as const
export type ClockOutcome = keyof typeof clockOutcomes

/** What must hold for a rule, or for an authority, to concern a case. */
export const conditionSchema = z.enum(['always', 'uncontrolled', 'exploited', 'incident'])
export type ClockCondition = z.output<typeof conditionSchema>
export const clockConditions: Readonly<Record<ClockCondition, string>> = {
  always: 'always',
  uncontrolled: 'the risk is uncontrolled',
  exploited: 'it is exploited',
  incident: 'a serious incident is recorded',
}

/** Facts of a case that end a clock. */
export const clockEndSchema = z.enum([
  'assessed',
  'fixed',
  'update-published',
  'disclosed',
  'disclosure-withheld',
  'users-told',
  'submitted',
  'by-hand',
])
export type ClockEnd = z.output<typeof clockEndSchema>
export const clockEnds: Readonly<Record<ClockEnd, string>> = {
  assessed: 'the first assessment (impact and score)',
  fixed: 'a verified fix, or a published update',
  'update-published': 'a published update',
  disclosed: 'a published advisory or update',
  'disclosure-withheld': 'an approved decision not to disclose',
  'users-told': 'a published advisory, or users notified of an update',
  submitted: 'a recorded submission',
  'by-hand': 'a record that it is done',
}

/** What other records tell a case: each is a moment that a rule may wait for. */
export const outwardFacts = ['update-published', 'advisory-published', 'users-notified'] as const

const clock = required(line, 'Name the clock.').meta({
  title: 'Clock',
  description: 'As the list of clocks of the case names it.',
})

export const recordAwareness = declareCommand({
  name: 'record-awareness',
  creates: false,
  title: 'Record the awareness',
  help: 'Records the exact moment at which the maker became aware: clocks run from it.',
  permission: team,
  input: z.strictObject({
    aware: localTime.meta({ title: 'When the maker became aware' }),
    who: required(line, 'Say who became aware.').meta({ title: 'Who became aware' }),
    how: required(paragraph, 'Say how they became aware.').meta({ title: 'How' }),
    reason: paragraph
      .default('')
      .meta({ title: 'Why it is corrected', description: 'Only where a moment is recorded.' }),
  }),
})

export const recordIncident = declareCommand({
  name: 'record-incident',
  creates: false,
  title: 'Record a serious incident',
  help: 'Records an incident that the flaw led or might have led to; vigilance clocks run from when the maker became aware of it.',
  permission: team,
  input: z.strictObject({
    kind: incidentSchema.meta({ title: 'Kind of incident' }),
    aware: localTime.meta({ title: 'When the maker became aware of it' }),
    description: required(paragraph, 'Say what happened.'),
    product: recordId.optional(),
    reference: line.default('').meta({ title: 'Number of the complaint or incident' }),
  }),
})

export const pauseClock = declareCommand({
  name: 'pause-clock',
  creates: false,
  title: 'Pause a clock',
  help: 'Pauses a clock whose rule allows it, from now on; a clock that was missed cannot be paused.',
  permission: team,
  input: z.strictObject({ clock, reason: because }),
})

export const resumeClock = declareCommand({
  name: 'resume-clock',
  creates: false,
  title: 'Resume a clock',
  help: 'Lets a paused clock run on; its date moves by the length of the pause, and no more.',
  permission: team,
  input: z.strictObject({ clock, reason: because }),
})

export const meetClock = declareCommand({
  name: 'meet-clock',
  creates: false,
  title: 'Record that a clock is met',
  help: 'For what happened outside of this program: says what was done. What is recorded late stays missed.',
  permission: team,
  input: z.strictObject({
    clock,
    what: because.meta({ title: 'What was done', description: 'With its reference and its day.' }),
  }),
})

export const keepClocks = declareCommand({
  name: 'keep-clocks',
  creates: false,
  internal: true,
  title: 'Look at the clocks',
  help: 'Records what was missed, and reminds and escalates as the rules say.',
  permission: [],
  input: z.strictObject({}),
})

export const recordOutward = declareCommand({
  name: 'record-outward',
  creates: false,
  internal: true,
  title: 'Note what went out',
  help: 'Notes that an update or advisory of the case was published, or its users were told.',
  permission: [],
  input: z.strictObject({ fact: z.enum(outwardFacts), record: line }),
})
