import { useLocation } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense, useEffect } from 'react'
import { Waiting } from '../../parts/page.tsx'
import { type CaseView, caseView } from '../views/case.ts'
import { type PanelProps, withState } from '../with-state.tsx'

type Section = ComponentType<PanelProps<CaseView>>

/**
 * The sections of a case's page in the order of the work, each a file of its own in `case/`, loaded
 * when it is shown.
 */
const sections: Readonly<Record<string, Section>> = {
  standing: lazy(async () => ({ default: (await import('./case/standing.tsx')).Standing })),
  answers: lazy(async () => ({ default: (await import('./case/answers.tsx')).Answers })),
  closure: lazy(async () => ({ default: (await import('./case/closure.tsx')).Closure })),
  flaw: lazy(async () => ({ default: (await import('./case/flaw.tsx')).Flaw })),
  analysis: lazy(async () => ({ default: (await import('./case/analysis.tsx')).Analysis })),
  scoring: lazy(async () => ({ default: (await import('./case/scoring.tsx')).Scoring })),
  impact: lazy(async () => ({ default: (await import('./case/impact.tsx')).Impact })),
  safety: lazy(async () => ({ default: (await import('./case/safety.tsx')).Safety })),
  risks: lazy(async () => ({ default: (await import('./case/risks.tsx')).Risks })),
  decisions: lazy(async () => ({ default: (await import('./case/decisions.tsx')).Decisions })),
  change: lazy(async () => ({ default: (await import('./case/change.tsx')).Change })),
  others: lazy(async () => ({ default: (await import('./case/owners.tsx')).OtherProducts })),
  parties: lazy(async () => ({ default: (await import('./case/third-parties.tsx')).ThirdParties })),
  clocks: lazy(async () => ({ default: (await import('./case/clocks.tsx')).Clocks })),
  authorities: lazy(async () => ({
    default: (await import('./case/reportability.tsx')).Reportability,
  })),
  tasks: lazy(async () => ({ default: (await import('./case/tasks.tsx')).Tasks })),
  conversation: lazy(async () => ({
    default: (await import('./case/conversation.tsx')).Conversation,
  })),
  files: lazy(async () => ({ default: (await import('./case/files.tsx')).CaseFiles })),
  documents: lazy(async () => ({ default: (await import('./case/in-documents.tsx')).InDocuments })),
  outward: lazy(async () => ({ default: (await import('./case/outward.tsx')).Outward })),
  proof: lazy(async () => ({ default: (await import('./case/proof.tsx')).CaseProof })),
}

/** Goes to the section that the address names: it was not there when the page was opened. */
const ToPlace = () => {
  const { hash } = useLocation()
  useEffect(() => {
    if (hash !== '') document.getElementById(hash)?.scrollIntoView()
  }, [hash])
  return null
}

/** They come together, so that nothing moves while somebody reads. */
export const CasePanel = withState(caseView, (props: PanelProps<CaseView>) => (
  <Suspense fallback={<Waiting lines={8} />}>
    {Object.entries(sections).map(([name, Section]) => (
      <Section key={name} {...props} />
    ))}
    <ToPlace />
  </Suspense>
))
