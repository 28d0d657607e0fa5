import type { Constraint } from '../catalogue/schema.ts'
import { type ConstraintAnswer, isGap, type Legs } from './contract.ts'

/**
 * What closes a gap, in the order of the work: the passage, its document in force, the records.
 * Empty where there is no gap; never where there is one.
 */
export const nextSteps = (
  { verdict, legs }: Pick<ConstraintAnswer, 'verdict' | 'legs'>,
  constraint: Pick<Constraint, 'duty' | 'signals' | 'records'>,
): readonly string[] => {
  if (!isGap({ verdict })) return []
  const steps = [...toSayIt(legs, constraint), ...toBeInForce(legs), ...toProveIt(legs, constraint)]
  return steps.length > 0
    ? steps
    : ['Nothing was found to lack; a person says otherwise: do what their reason asks for.']
}

const toSayIt = (
  { exists, says }: Legs,
  { duty, signals }: Pick<Constraint, 'duty' | 'signals'>,
): readonly string[] => {
  const [question = duty] = signals.questions
  const [first] = exists.documents
  switch (says.verdict) {
    case 'met':
    case 'not-applicable':
      return []
    case 'could-not-run':
      return [`Make readable what the review could not read. ${says.detail}`]
    case 'partial':
      return [`Say all of it${first === undefined ? '' : ` in ${first.document}`}: ${question}`]
    case 'absent':
      return [
        first === undefined
          ? `Add a document to the library that answers: ${question} It is looked for under names like ${signals.fileNames.join(', ')}.`
          : `Write into ${first.document} what answers: ${question}`,
      ]
    default:
      return says.verdict satisfies never
  }
}

/** What says nothing yet needs no approval first. */
const toBeInForce = ({ says, inForce }: Legs): readonly string[] =>
  inForce.verdict === 'met' || (says.verdict !== 'met' && says.verdict !== 'partial')
    ? []
    : [`Bring into force what says it. ${inForce.detail}`]

const toProveIt = (
  { record }: Legs,
  { records }: Pick<Constraint, 'records'>,
): readonly string[] => {
  switch (record.verdict) {
    case 'met':
    case 'not-applicable':
      return []
    case 'could-not-run':
      return [`See why the records could not answer. ${record.detail}`]
    case 'partial':
    case 'absent':
      return [`Have records that prove it: ${records} Today: ${record.detail}`]
    default:
      return record.verdict satisfies never
  }
}
