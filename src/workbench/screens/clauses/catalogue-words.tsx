import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ClausePage, Scope } from '../../api/clauses.ts'
import { GapMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'
import { WithRecords } from '../../parts/with-records.tsx'
import { Crosswalk } from './crosswalk.tsx'

/** What the catalogue tells of the clause. Where our sources are silent, it says so. */
export const CatalogueWords = ({
  page: { clause, background, constraints, standing },
  asked,
}: {
  readonly page: ClausePage
  readonly asked: Scope
}) => {
  const known = new Set(constraints.map(({ answer }) => answer.id))
  return (
    <aside className="stack" aria-label="From the catalogue">
      <Section title="About the clause">
        <Told title="Why">{clause.why}</Told>
        <Told title="Maps to">
          {clause.mapsTo.length === 0 ? null : (
            <ul className="told-list">
              {clause.mapsTo.map(({ standard, clause: number, title, reason }) => (
                <li key={`${standard} ${number}`}>
                  <strong>{`${standard} ${number}`}</strong> {title}
                  <span className="soft small">{reason}</span>
                </li>
              ))}
            </ul>
          )}
        </Told>
        <Told title="Carries over">{clause.carriesOver}</Told>
        <Told title="New">{clause.new}</Told>
        <Told title="Common gaps">
          {clause.commonGaps.length === 0 ? null : (
            <ul className="told-list">
              {clause.commonGaps.map(({ text, severity, constraints: about }) => (
                <li key={text}>
                  <GapMark severity={severity} />
                  <span>{text}</span>
                  <span className="small">
                    {standsAs(standing.find((one) => one.text === text))}
                  </span>
                  <span className="small gap-duties">
                    {about.map((id) =>
                      known.has(id) ? (
                        <a key={id} href={`#${id}`} className="whole mono">
                          {id}
                        </a>
                      ) : (
                        <span key={id} className="mono">
                          {id}
                        </span>
                      ),
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Told>
        <Told title="What changed">{clause.whatChanged}</Told>
        <Told title="Related clauses">
          {clause.relatedClauses.length === 0 ? null : (
            <ul className="told-list">
              {clause.relatedClauses.map(({ id, title, reason }) => (
                <li key={id}>
                  <span>
                    {inFull.has(id) ? (
                      <Link to="/clauses/$clause" params={{ clause: id }} search={asked}>
                        {`${id} ${title}`}
                      </Link>
                    ) : (
                      <strong>{`${id} ${title}`}</strong>
                    )}
                  </span>
                  <span className="soft small">{reason}</span>
                </li>
              ))}
            </ul>
          )}
        </Told>
        <Told title="Further reading">
          {clause.furtherReading.length === 0 ? null : (
            <ul className="told-list">
              {clause.furtherReading.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          )}
        </Told>
      </Section>
      <Crosswalk key={clause.id} clause={clause.id} />
      <details className="section">
        <summary>
          <strong>About the standard</strong>
        </summary>
        <ul className="told-list">
          {background.map(({ id, text, note }) => (
            <li key={id}>
              <span>
                <WithRecords text={text} />
              </span>
              {note === '' ? null : <span className="soft small">{note}</span>}
            </li>
          ))}
        </ul>
      </details>
    </aside>
  )
}

/** Whether what is asked has this gap today. */
const standsAs = (gap: ClausePage['standing'][number] | undefined): string =>
  gap === undefined
    ? 'Not so here.'
    : `${{ whole: 'So it is here', 'in-part': 'In part so here', 'not-known': 'Not known here' }[gap.stands]}${gap.accepted ? '; accepted by signature.' : '.'}`

/** The clauses that the catalogue holds in full; the others are numbers and titles. */
const inFull: ReadonlySet<string> = new Set(['9.2', '9.5', '4.1.9', '5.8.2', '6.3'])

const Told = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className="told">
    <h3>{title}</h3>
    {children === null || children === '' ? (
      <p className="soft small">Our sources say nothing of it.</p>
    ) : typeof children === 'string' ? (
      <p>
        <WithRecords text={children} />
      </p>
    ) : (
      children
    )}
  </div>
)
