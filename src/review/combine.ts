import type { Verdict } from './contract.ts'

/**
 * The verdict on a constraint from its two halves. Met only where the documents say it **and** the
 * records prove it ran. What is not applicable by the records asks nothing of the documents. A half
 * that could not run leaves the whole unknown; both absent is absent; everything between is partial.
 */
export const combine = (documents: Verdict, records: Verdict): Verdict => {
  if (records === 'not-applicable') return 'not-applicable'
  if (documents === 'could-not-run' || records === 'could-not-run') return 'could-not-run'
  // Every document says by a person's word that it is not about this: the records stand alone.
  if (documents === 'not-applicable') return records
  if (documents === records) return documents
  return 'partial'
}
