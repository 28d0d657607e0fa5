import { cweName, cwesLike } from '../../formats/cwe.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'

/** Refuses a CWE id that the list does not have, with those that may have been meant. */
export const unknownWeakness = async (cwe: string | undefined): Promise<Refusal | null> => {
  if (cwe === undefined || (await cweName(cwe)) !== undefined) return null
  const like = await cwesLike(cwe)
  const meant =
    like.length === 0
      ? 'Look it up at cwe.mitre.org'
      : `Did you mean ${like.map(({ id, name }) => `${id} (${name})`).join(' or ')}`
  return refuse(
    'case/no-such-cwe',
    `The list of weaknesses has no ${cwe}. ${meant}${like.length === 0 ? '.' : '?'} Correct it, or leave it out.`,
  )
}
