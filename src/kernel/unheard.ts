/** What colleagues were told of a date: no mail went out where nobody named has an address. */
export interface Told {
  readonly dueAt: string
  readonly mails: number
}

/** What reached nobody, and nothing told of the same date later reached anybody; the earliest first. */
export const unheardOf = <One extends Told>(told: readonly One[]): readonly One[] =>
  told.filter(
    ({ mails, dueAt }, index) =>
      mails === 0 &&
      !told.slice(index + 1).some((later) => later.dueAt === dueAt && later.mails > 0),
  )
