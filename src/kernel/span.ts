import { z } from 'zod'

/** A length of time as a rule file writes it: `5 days`, `2 working days`, `8 working hours`. */
export interface Span {
  readonly amount: number
  readonly unit: 'hours' | 'days' | 'working-hours' | 'working-days'
}

const form = /^(\d{1,3}) (working )?(hour|day)s?$/

/** Reads a span; `shortest` is 0 where "at once" makes sense, else 1. */
export const spanField = (shortest: 0 | 1) =>
  z.string().transform((text, context): Span => {
    const [, amount = '', working, unit] = form.exec(text) ?? []
    if (unit === undefined || Number(amount) < shortest || Number(amount) > longest) {
      context.addIssue({
        code: 'custom',
        message: `Write a length of ${shortest} to ${longest} like "5 days", "36 hours", "2 working days" or "8 working hours".`,
      })
      return z.NEVER
    }
    const kind = unit === 'day' ? 'days' : 'hours'
    return { amount: Number(amount), unit: working === undefined ? kind : `working-${kind}` }
  })

/** Of any unit: a year of days, two weeks of hours round the clock, a year of working days. */
const longest = 400

/** The span in English words, as the policy prints it: "2 working days". */
export const spanWords = ({ amount, unit }: Span): string => {
  const words = unit.replace('-', ' ')
  return `${amount} ${amount === 1 ? words.slice(0, -1) : words}`
}
