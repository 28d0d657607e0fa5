import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { RecordEnvelope } from '../../api/records.ts'
import { OtherPanel } from './other-panel.tsx'

type Panel = ComponentType<{ readonly record: RecordEnvelope }>

/** Each kind's own part of a record's page, loaded when it is first shown. */
const panels: Readonly<Record<string, LazyExoticComponent<Panel>>> = {
  reports: lazy(async () => ({ default: (await import('./report-panel.tsx')).ReportPanel })),
  erasures: lazy(async () => ({ default: (await import('./erasure-panel.tsx')).ErasurePanel })),
  indicators: lazy(async () => ({
    default: (await import('./indicator-panel.tsx')).IndicatorPanel,
  })),
  devices: lazy(async () => ({ default: (await import('./device-panel.tsx')).DevicePanel })),
  channels: lazy(async () => ({ default: (await import('./channel-panel.tsx')).ChannelPanel })),
  cases: lazy(async () => ({ default: (await import('./case-panel.tsx')).CasePanel })),
  risks: lazy(async () => ({ default: (await import('./risk-panel.tsx')).RiskPanel })),
  'open-reviews': lazy(async () => ({
    default: (await import('./open-review-panel.tsx')).OpenReviewPanel,
  })),
  documents: lazy(async () => ({ default: (await import('./document-panel.tsx')).DocumentPanel })),
  sources: lazy(async () => ({ default: (await import('./source-panel.tsx')).SourcePanel })),
  looks: lazy(async () => ({ default: (await import('./look-panel.tsx')).LookPanel })),
  defects: lazy(async () => ({ default: (await import('./defect-panel.tsx')).DefectPanel })),
  releases: lazy(async () => ({ default: (await import('./release-panel.tsx')).ReleasePanel })),
  updates: lazy(async () => ({ default: (await import('./update-panel.tsx')).UpdatePanel })),
  advisories: lazy(async () => ({ default: (await import('./advisory-panel.tsx')).AdvisoryPanel })),
  patches: lazy(async () => ({ default: (await import('./patch-panel.tsx')).PatchPanel })),
  activities: lazy(async () => ({ default: (await import('./activity-panel.tsx')).ActivityPanel })),
  policies: lazy(async () => ({ default: (await import('./policy-panel.tsx')).PolicyPanel })),
  products: lazy(async () => ({ default: (await import('./product-panel.tsx')).ProductPanel })),
  findings: lazy(async () => ({ default: (await import('./finding-panel.tsx')).FindingPanel })),
  'clause-reviews': lazy(async () => ({
    default: (await import('./clause-review-panel.tsx')).ClauseReviewPanel,
  })),
  people: lazy(async () => ({ default: (await import('./person-panel.tsx')).PersonPanel })),
  distributions: lazy(async () => ({
    default: (await import('./distribution-panel.tsx')).DistributionPanel,
  })),
}

export const panelOf = (collection: string): Panel => panels[collection] ?? OtherPanel
