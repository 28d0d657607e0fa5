import { useLocation } from '@tanstack/react-router'
import { type ComponentType, useEffect } from 'react'
import { type CaseView, caseView } from '../views/case.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { Analysis } from './case/analysis.tsx'
import { Answers } from './case/answers.tsx'
import { Change } from './case/change.tsx'
import { Clocks } from './case/clocks.tsx'
import { Closure } from './case/closure.tsx'
import { Conversation } from './case/conversation.tsx'
import { Decisions } from './case/decisions.tsx'
import { CaseFiles } from './case/files.tsx'
import { Flaw } from './case/flaw.tsx'
import { Impact } from './case/impact.tsx'
import { InDocuments } from './case/in-documents.tsx'
import { Outward } from './case/outward.tsx'
import { OtherProducts } from './case/owners.tsx'
import { CaseProof } from './case/proof.tsx'
import { Reportability } from './case/reportability.tsx'
import { Risks } from './case/risks.tsx'
import { Safety } from './case/safety.tsx'
import { Scoring } from './case/scoring.tsx'
import { Standing } from './case/standing.tsx'
import { Tasks } from './case/tasks.tsx'
import { ThirdParties } from './case/third-parties.tsx'

type Section = ComponentType<PanelProps<CaseView>>

/**
 * The sections of a case's page in the order of the work, each a file of its own in `case/`. They
 * come as one: each by itself would be a wait of its own before anything is shown.
 */
const sections: Readonly<Record<string, Section>> = {
  standing: Standing,
  answers: Answers,
  closure: Closure,
  flaw: Flaw,
  analysis: Analysis,
  scoring: Scoring,
  impact: Impact,
  safety: Safety,
  risks: Risks,
  decisions: Decisions,
  change: Change,
  others: OtherProducts,
  parties: ThirdParties,
  clocks: Clocks,
  authorities: Reportability,
  tasks: Tasks,
  conversation: Conversation,
  files: CaseFiles,
  documents: InDocuments,
  outward: Outward,
  proof: CaseProof,
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
  <>
    {Object.entries(sections).map(([name, Section]) => (
      <Section key={name} {...props} />
    ))}
    <ToPlace />
  </>
))
