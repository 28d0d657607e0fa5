import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { recordQuery } from '../../api/records.ts'
import { Banner } from '../../parts/banner.tsx'
import { LongText } from '../../parts/long-text.tsx'
import { Section } from '../../parts/page.tsx'
import { type ReportView, reportView } from '../views/report.ts'
import { isErased } from './person-asks.tsx'

/**
 * The reports of a case in their reporters' words. They are read from the reports each time and never
 * copied: when a reporter is erased, they are gone here, too.
 */
export const WhatWasReported = ({ reports }: { readonly reports: readonly string[] }) =>
  reports.length === 0 ? null : (
    <Section title="What was reported">
      <ul className="plain stack">
        {reports.map((id) => (
          <li key={id}>
            <OneReport id={id} />
          </li>
        ))}
      </ul>
    </Section>
  )

const OneReport = ({ id }: { readonly id: string }) => {
  const { data, isError } = useQuery({ ...recordQuery('reports', id), staleTime: 15_000 })
  if (isError) return <p className="soft">A report that you may not see</p>
  if (data === undefined) return <p className="soft">…</p>
  const { data: state } = reportView.safeParse(data.state)
  const link = (
    <Link to="/$collection/$id" params={{ collection: 'reports', id: data.humanId }}>
      <span className="mono">{data.humanId}</span>
    </Link>
  )
  if (state === undefined) return link
  return isErased(state) ? (
    <Banner tone="warn" title="Its reporter was erased.">
      <p>
        {link}: what they told is gone. What colleagues wrote on this case stays: see that nothing
        in it tells who the person is.
      </p>
    </Banner>
  ) : (
    <Told state={state} link={link} />
  )
}

const Told = ({ state, link }: { readonly state: ReportView; readonly link: ReactNode }) => (
  <>
    <p>
      {link} {state.title}
    </p>
    <LongText text={state.description} />
  </>
)
