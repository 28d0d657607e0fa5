import { type ReactNode, useEffect, useRef } from 'react'
import './page.css'

let navigated = false
/** From now on a new page takes the focus to its heading; the very first one does not. */
export const rememberNavigation = (): void => {
  navigated = true
}

/** One screen: its title for the browser, its heading, what can be done, and the content. */
export const Page = ({
  title,
  heading,
  eyebrow,
  actions,
  below,
  children,
}: {
  readonly title: string
  /** Where it is more than the title alone. */
  readonly heading?: ReactNode
  readonly eyebrow?: ReactNode
  readonly actions?: ReactNode
  readonly below?: ReactNode
  readonly children: ReactNode
}) => {
  const place = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (navigated) place.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      <title>{`${title} · Vulnerary`}</title>
      <header className="page-head">
        <div className="page-words">
          {eyebrow === undefined ? null : <p className="eyebrow">{eyebrow}</p>}
          <h1 ref={place} tabIndex={-1}>
            {heading ?? title}
          </h1>
          {below}
        </div>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </>
  )
}

/** A titled part of a page. */
export const Section = ({
  title,
  id,
  aside,
  children,
}: {
  readonly title: string
  /** By which an address leads here: `#conversation`. */
  readonly id?: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}) => (
  <section className="section" aria-label={title} id={id}>
    <div className="section-head">
      <h2>{title}</h2>
      {aside}
    </div>
    {children}
  </section>
)

export const Empty = ({ children }: { readonly children: ReactNode }) => (
  <div className="empty">{children}</div>
)

/** Grey bars in the place of what is on its way. */
export const Waiting = ({ lines = 3 }: { readonly lines?: number }) => (
  <div className="waiting" role="status">
    <span className="visually-hidden">Loading</span>
    {Array.from({ length: lines }, (_, line) => `line-${line}`).map((line) => (
      <div key={line} className="waiting-line" />
    ))}
  </div>
)

export interface Fact {
  readonly name: string
  readonly value: ReactNode
}

const isNothing = (value: ReactNode): boolean =>
  value === '' ||
  value === null ||
  value === undefined ||
  (Array.isArray(value) && value.length === 0)

/** Names and values; what is empty is left out. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => {
  const told = facts.filter(({ value }) => !isNothing(value))
  return told.length === 0 ? null : (
    <dl className="facts">
      {told.map(({ name, value }) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
