/** A question about a metric; each answer leads to a value of it or to the next question. */
export interface CvssQuestion {
  readonly ask: string
  readonly answers: readonly CvssAnswer[]
}

export interface CvssAnswer {
  readonly answer: string
  readonly leadsTo: { readonly value: string } | CvssQuestion
}

/** What a metric means for a medical device, and the way to its value. */
export interface CvssTopic {
  readonly about: string
  readonly question: CvssQuestion
}

type Leads = readonly [answer: string, leadsTo: string | CvssQuestion]

/** A text after an answer is the value that it leads to. */
export const ask = (question: string, ...answers: readonly Leads[]): CvssQuestion => ({
  ask: question,
  answers: answers.map(([answer, leadsTo]) => ({
    answer,
    leadsTo: typeof leadsTo === 'string' ? { value: leadsTo } : leadsTo,
  })),
})
