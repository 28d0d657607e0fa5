import type { Constraint } from '../../api/clauses.ts'

/** What a verdict rests on, in the order in which an auditor asks. */
export const questions = [
  { leg: 'exists', short: 'There', asked: 'Is there a document?' },
  { leg: 'says', short: 'Says it', asked: 'Does it say so?' },
  { leg: 'inForce', short: 'In force', asked: 'Is it in force?' },
  { leg: 'record', short: 'Ran', asked: 'Does a record prove that it ran?' },
] as const

/** The first question that is not answered, with what is missing in a sentence. */
export const unanswered = ({
  legs,
}: Pick<Constraint, 'legs'>): { readonly asked: string; readonly detail: string } | undefined => {
  const first = questions.find(({ leg }) => legs[leg].verdict !== 'met')
  return first === undefined ? undefined : { asked: first.asked, detail: legs[first.leg].detail }
}
