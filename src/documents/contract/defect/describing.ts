import { z } from 'zod'
import { declareCommand } from '../../../kernel/command.ts'
import { line, paragraph, recordId, required } from '../../../kernel/fields.ts'
import { limits } from '../../../kernel/limits.ts'
import { p1Fields, p2Words } from '../../../kernel/risk-matrix.ts'
import { severities } from '../../../kernel/severity.ts'
import { citation } from '../citation.ts'
import { because, workers } from './words.ts'

/** How somebody came to see it. */
export const defectCauses = ['case', 'review', 'report', 'complaint', 'by-hand'] as const
export const defectKinds = ['error', 'omission', 'outdated'] as const

const statements = z.array(citation).max(limits.list.items)
const lines = z.array(line.min(1)).max(50)

const missingAt = line.meta({
  title: 'Where it is missing',
  description: 'For an omission: the heading, page or chapter where operators would look for it.',
})
const revisions = lines.meta({
  title: 'Affected revisions of the document',
  description: 'Those that mislead; left out: the revisions that are cited.',
})
const languages = lines.meta({
  title: 'Affected languages',
  description: 'Like en, de. Left out: the language of the document.',
})

export const openDefect = declareCommand({
  name: 'open',
  creates: true,
  title: 'Open a documentation defect',
  help: 'Records an error, omission or outdated statement with security relevance, with or without a case.',
  permission: workers,
  input: z.strictObject({
    title: required(line, 'Give the defect a short title.'),
    defectKind: z.enum(defectKinds),
    severity: z.enum(severities),
    misleads: required(paragraph, 'Say what it makes an operator do wrong.'),
    cause: z.enum(defectCauses).default('by-hand'),
    case: recordId.optional(),
    report: recordId.optional(),
    finding: recordId.optional().meta({
      title: 'Review finding',
      description: 'The finding of a review that it came from.',
    }),
    constraint: line.default('').meta({
      title: 'Duty',
      description: 'Of a gap of the clause review: its id, like 5.8.2/network.',
    }),
    look: recordId.optional(),
    candidate: line.optional(),
    /** Where several candidates of a look are one defect of their document. */
    candidates: z.array(line.min(1)).max(200).default([]),
    document: recordId,
    statements: statements.default([]),
    missingAt: missingAt.default(''),
    revisions: revisions.default([]),
    languages: languages.default([]),
    /** The defect of the same statement in another language. */
    counterpartOf: recordId.optional(),
    trackerIssue: line.default(''),
  }),
})

export const describeDefect = declareCommand({
  name: 'describe',
  creates: false,
  title: 'Describe the defect',
  help: 'Changes what the defect says: severity, whom it misleads to do what, statements, revisions.',
  permission: workers,
  input: z.strictObject({
    title: required(line, 'Give the defect a short title.').optional(),
    defectKind: z.enum(defectKinds).optional(),
    severity: z.enum(severities).optional(),
    misleads: required(paragraph, 'Say what it makes an operator do wrong.').optional(),
    statements: statements.optional(),
    missingAt: missingAt.optional(),
    revisions: revisions.optional(),
    languages: languages.optional(),
  }),
})

export const assessDefect = declareCommand({
  name: 'assess',
  creates: false,
  title: 'Assess the safety',
  help: 'Says whether what operators do wrong by it may harm patients, by the same risk matrix as cases.',
  permission: workers,
  input: z.strictObject({
    endangers: z.boolean().meta({
      title: 'It may harm patients',
      description: 'Whether an operator who believes the document may put patients at risk.',
    }),
    reason: because.meta({ title: 'Why' }),
    hazardousSituation: paragraph.default('').meta({
      title: 'Hazardous situation',
      description: 'Who is exposed to which hazard when the operator does as the document says.',
    }),
    harm: paragraph.default('').meta({ title: 'Harm' }),
    harmSeverity: line.default('').meta({
      title: 'Severity of harm',
      description: 'A level of the risk matrix, like serious.',
    }),
    ...p1Fields,
    p2: line.default('').meta(p2Words),
  }),
})
