import { type ReactNode, useEffect, useRef } from 'react'
import { type Problem, problemOf } from '../api/problem.ts'
import { humanise } from '../kinds/words.ts'
import './banner.css'

/** A calm notice. What went wrong is announced; what is merely known is not. */
export const Banner = ({
  tone = 'plain',
  title,
  children,
  live = false,
}: {
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad'
  readonly title?: string
  readonly children?: ReactNode
  readonly live?: boolean
}) => (
  <div className={`banner banner-${tone}`} {...(live ? { role: 'alert' } : {})}>
    {title === undefined ? null : <p className="banner-title">{title}</p>}
    {children}
  </div>
)

const listed = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(itemInWords).filter((text) => text !== '') : []

const itemInWords = (item: unknown): string => {
  if (typeof item === 'string') return item
  if (typeof item !== 'object' || item === null) return ''
  const texts = ['what', 'title', 'missing', 'state', 'message']
    .map((name): unknown => Object.entries(item).find(([key]) => key === name)?.[1])
    .filter((value): value is string => typeof value === 'string')
  return texts
    .map((text, index) => (index === 0 ? text : humanise(text).replace(/\.$/, '')))
    .join(': ')
}

/** A refusal with its next step and, where the server lists what is missing, that list. */
export const Refused = ({
  problem,
  children,
}: {
  readonly problem: Problem
  readonly children?: ReactNode
}) => {
  const place = useRef<HTMLDivElement>(null)
  // A long form may hide the answer: it is brought into view, and a screen reader says it.
  useEffect(() => {
    // Newer browsers answer a promise here, which is no clean-up.
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const missing = listed(problem.details?.['missing'] ?? problem.details?.['checks'])
  return (
    <div ref={place}>
      <Banner tone="warn" live>
        {missing.length === 0 ? (
          <p>{problem.title}</p>
        ) : (
          <>
            <p>{firstSentence(problem.title)}</p>
            <ul className="banner-list">
              {missing.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </>
        )}
        {problem.status >= 500 && problem.requestId !== undefined ? (
          <p className="small soft">
            Request <code>{problem.requestId}</code>
          </p>
        ) : null}
        {children}
      </Banner>
    </div>
  )
}

const firstSentence = (text: string): string => {
  const end = text.indexOf('. ')
  return end < 0 ? text : text.slice(0, end + 1)
}

/** What a failed query shows in place of its content. */
export const Failed = ({
  error,
  onRetry,
}: {
  readonly error: unknown
  readonly onRetry?: () => void
}) => (
  <Banner tone="bad" live>
    <p>{problemOf(error).title}</p>
    {onRetry === undefined ? null : (
      <p>
        <button type="button" className="link-button" onClick={onRetry}>
          Try again
        </button>
      </p>
    )}
  </Banner>
)
