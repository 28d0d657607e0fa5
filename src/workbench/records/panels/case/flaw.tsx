import { Facts, Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { Day } from '../../../parts/time.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'
import { WhatWasReported } from '../what-was-reported.tsx'
import { CaseFactsList } from './facts-list.tsx'

/** What it is, and what was said of it when it came in. */
export const Flaw = ({ state }: PanelProps<CaseView>) => (
  <>
    <Section title="The flaw">
      {state.summary === '' ? null : <p className="prose verbatim">{state.summary}</p>}
      <Facts
        facts={[
          { name: 'CVE', value: state.cve },
          { name: 'CWE', value: state.cwe },
          { name: 'Root cause', value: state.rootCause },
          { name: 'Aware since', value: <Day on={state.awareOn} /> },
          {
            name: 'Reports',
            value:
              state.reports.length === 0
                ? null
                : state.reports.map((id) => <RecordLink key={id} collection="reports" id={id} />),
          },
        ]}
      />
      <CaseFactsList facts={state.facts} />
    </Section>
    <WhatWasReported reports={state.reports} />
  </>
)
