/** What colleagues were told of a date: no mail went out where nobody named has an address. */
export interface Told {
  readonly dueAt: string
  readonly mails: number
}

/** What reached nobody, of dates about which no other reminder reached anybody either. */
export const unheardOf = <One extends Told>(told: readonly One[]): readonly One[] =>
  told.filter(
    ({ mails, dueAt }) =>
      mails === 0 && !told.some((other) => other.dueAt === dueAt && other.mails > 0),
  )
