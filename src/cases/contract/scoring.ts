import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { ssvcTreeNames } from '../../kernel/ssvc/names.ts'
import { because, team } from './words.ts'

/** Whose judgement a score is. */
export const scoreKinds = {
  ours: 'Ours',
  finder: 'The finder’s',
  supplier: 'The supplier’s',
  nvd: 'NVD’s',
  other: 'Somebody else’s',
} as const
const scoreKindSchema = z.enum(['ours', 'finder', 'supplier', 'nvd', 'other'])

export const exploitationWords = {
  none: 'No exploitation known',
  poc: 'A way to exploit it is public',
  active: 'Being exploited',
} as const
const exploitationSchema = z.enum(['none', 'poc', 'active'])

const whichScore = {
  version: required(line, 'Name the CVSS version of the score.').meta({ title: 'CVSS version' }),
  source: required(line, 'Name the source of the score.').meta({ title: 'Its source' }),
  product: recordId.optional().meta({
    title: 'For this product',
    description: 'Left out: the score of the flaw itself.',
  }),
}

export const scoreCase = declareCommand({
  name: 'score',
  creates: false,
  title: 'Score',
  help: 'Works out the severity from a CVSS vector. Scores of several sources stand side by side; a new one of the same source takes the place of the one before.',
  permission: team,
  input: z.strictObject({
    vector: required(line, 'Enter a CVSS vector.'),
    kind: scoreKindSchema.optional().meta({
      title: 'Whose score is it',
      description: 'Left out: ours, or somebody else’s where a source is named.',
    }),
    source: line.default('').meta({
      title: 'Source',
      description: 'Who says so, like NVD or the supplier. Left out: you.',
    }),
    product: recordId.optional().meta({
      title: 'For one product only',
      description: 'Where its environment makes the score differ. Left out: the flaw itself.',
    }),
    reasoning: z
      .array(
        z.strictObject({
          metric: line.min(1).max(4),
          /** The place of each answer in its question's list, from 0. */
          answers: z.array(z.number().int().min(0).max(20)).min(1).max(20),
        }),
      )
      .max(64)
      .optional()
      .meta({
        title: 'How the questions were answered',
        description: 'For each metric that was asked about, the place of each answer from 0.',
      }),
    rationale: paragraph.optional().meta({
      title: 'Why these values',
      description: 'What a reader of the score should know.',
    }),
  }),
})

export const chooseScore = declareCommand({
  name: 'choose-score',
  creates: false,
  title: 'Choose the score that counts',
  help: 'Makes one of our scores decide how severe the case is. Without a choice the worst score does.',
  permission: team,
  input: z.strictObject({ ...whichScore, reason: because }),
})

export const withdrawScore = declareCommand({
  name: 'withdraw-score',
  creates: false,
  title: 'Withdraw a score',
  help: 'Takes a wrong score from the case; it stays in the history with the reason.',
  permission: team,
  input: z.strictObject({ ...whichScore, reason: because }),
})

export const noteExploitation = declareCommand({
  name: 'note-exploitation',
  creates: false,
  title: 'Note exploitation',
  help: 'Records what is known of exploitation, with its source. It may make decisions stale; a closed case opens again for that.',
  permission: ['triager', ...team],
  input: z.strictObject({
    status: exploitationSchema.meta({ title: 'What is known' }),
    source: required(line, 'Say who says so.').meta({
      title: 'Source',
      description: 'Like CISA KEV, a customer, our own logs.',
    }),
    reference: line
      .default('')
      .meta({ title: 'Where it stands', description: 'A link or a number.' }),
    on: day.optional().meta({ title: 'Known on this day', description: 'Left out: today.' }),
    kev: z
      .strictObject({
        added: day.meta({ title: 'In the KEV catalogue since' }),
        due: day.optional().meta({ title: 'Due by' }),
      })
      .optional()
      .meta({ title: 'CISA KEV' }),
    epss: z
      .strictObject({
        score: z.number().min(0).max(1).meta({
          title: 'EPSS probability',
          description: 'From 0 to 1: of an attempt within 30 days.',
        }),
        percentile: z.number().min(0).max(1).optional().meta({ title: 'EPSS percentile' }),
        on: day.meta({ title: 'EPSS of this day' }),
      })
      .optional()
      .meta({ title: 'EPSS' }),
  }),
})

export const decideSsvcOfCase = declareCommand({
  name: 'decide-ssvc',
  creates: false,
  title: 'Decide the priority by SSVC',
  help: 'Answers the decision points of SSVC and records the outcome with the path that led to it.',
  permission: team,
  input: z.strictObject({
    tree: z.enum(ssvcTreeNames).default('supplier'),
    answers: z
      .record(z.string().min(1).max(8), z.string().min(1).max(8))
      .refine((answers) => Object.keys(answers).length <= 20, 'These are too many answers.')
      .meta({
        title: 'Answers',
        description: 'The key of each decision point with the key of its value, like "E": "A".',
      }),
    reason: paragraph.default('').meta({
      title: 'Why these answers',
      description: 'What a reader of the decision should know.',
    }),
  }),
})
