import type { ReactNode } from 'react'
import type { ReportView } from '../views/report.ts'

/** Their number for a report, which leads to their record of it where we know its address. */
export const theirNumber = ({
  theirReference,
  origin,
}: Pick<ReportView, 'theirReference' | 'origin'>): ReactNode => {
  const words = theirReference === '' ? (origin?.key ?? '') : theirReference
  return origin === null || words === '' || !isWebAddress(origin.url) ? (
    words
  ) : (
    <a href={origin.url} rel="noreferrer">
      {words} ({origin.system})
    </a>
  )
}

/** The address came from outside: nothing but a page of the web is ever followed. */
const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol)
