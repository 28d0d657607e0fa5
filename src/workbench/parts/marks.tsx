import type { ReactNode } from 'react'
import { type Severity, severities } from '../../kernel/severity.ts'
import { humanise, statusInWords } from '../kinds/words.ts'
import './marks.css'

/** Severity as a word, with bars that say the same without colour. */
export const SeverityMark = ({
  severity,
  score,
}: {
  readonly severity: Severity | null | undefined
  readonly score?: number | undefined
}) => {
  if (severity === null || severity === undefined) return <span className="soft">Not scored</span>
  return (
    <span className={`severity severity-${severity}`}>
      <Bars rank={severities.indexOf(severity)} />
      {humanise(severity)}
      {score === undefined ? null : <span className="numeric"> {score.toFixed(1)}</span>}
    </span>
  )
}

/** How bad a gap of the clause review is: minor, moderate or major. */
export const GapMark = ({ severity }: { readonly severity: string }) => (
  <span className={`severity severity-${gapTones[severity] ?? 'none'}`}>
    <Bars rank={gapRanks.indexOf(severity) + 2} />
    {humanise(severity)}
  </span>
)

const gapRanks: readonly string[] = ['minor', 'moderate', 'major']
const gapTones: Readonly<Record<string, string>> = {
  minor: 'low',
  moderate: 'medium',
  major: 'critical',
}

/** So many of four bars are full. */
const Bars = ({ rank }: { readonly rank: number }) => (
  <svg className="severity-bars" viewBox="0 0 16 12" aria-hidden="true">
    {[1, 2, 3, 4].map((bar) => (
      <rect
        key={bar}
        x={(bar - 1) * 4}
        y={12 - bar * 3}
        width="3"
        height={bar * 3}
        className={bar <= rank ? 'bar-on' : 'bar-off'}
      />
    ))}
  </svg>
)

export const StatusMark = ({ status }: { readonly status: string }) => (
  <span className={`status ${statusTone(status)}`}>{statusInWords(status)}</span>
)

const done: readonly string[] = [
  'closed',
  'released',
  'published',
  'signed',
  'sent',
  'read',
  'in-step',
]
const alarming: readonly string[] = [
  'new',
  'could-not-read',
  'withdrawn',
  'parked',
  'not-approved',
  'failing',
]

const statusTone = (status: string): string =>
  done.includes(status) ? 'status-done' : alarming.includes(status) ? 'status-alarm' : ''

export type Tone = 'good' | 'half' | 'bad' | 'none' | 'todo' | 'unknown' | 'excused'

const shapes: Readonly<Record<Tone, ReactNode>> = {
  good: (
    <>
      <circle cx="8" cy="8" r="7" className="shape-fill" />
      <path d="M4.8 8.2 7 10.4l4.2-4.6" className="shape-cut" />
    </>
  ),
  half: (
    <>
      <circle cx="8" cy="8" r="6.2" className="shape-line" />
      <path d="M8 1.8a6.2 6.2 0 0 0 0 12.4z" className="shape-fill" />
    </>
  ),
  bad: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" className="shape-fill" />
      <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" className="shape-cut" />
    </>
  ),
  none: <circle cx="8" cy="8" r="6.2" className="shape-line" />,
  todo: <circle cx="8" cy="8" r="6.2" className="shape-line shape-dashed" />,
  unknown: (
    <>
      <path d="M8 1.2 15 14.4H1z" className="shape-line" />
      <path d="M8 6v4m0 1.6v1" className="shape-line" />
    </>
  ),
  excused: (
    <>
      <circle cx="8" cy="8" r="6.2" className="shape-line" />
      <path d="M4.6 8h6.8" className="shape-line" />
    </>
  ),
}

/** A state in words, with a shape that says the same without colour. */
export const ToneMark = ({
  tone,
  children,
}: {
  readonly tone: Tone
  readonly children: ReactNode
}) => (
  <span className={`tone tone-${tone}`}>
    <svg viewBox="0 0 16 16" aria-hidden="true">
      {shapes[tone]}
    </svg>
    {children}
  </span>
)

const tones: Readonly<Record<string, Tone>> = {
  passed: 'good',
  met: 'good',
  partial: 'half',
  incomplete: 'half',
  absent: 'none',
  missing: 'none',
  failed: 'bad',
  'empty-inspection': 'unknown',
  'could-not-run': 'unknown',
  waived: 'excused',
  'not-applicable': 'excused',
}

/** A verdict of the clause review or the state of a gate check. */
export const VerdictMark = ({ verdict }: { readonly verdict: string }) => (
  <ToneMark tone={tones[verdict] ?? 'unknown'}>{statusInWords(verdict)}</ToneMark>
)

export const Restricted = () => (
  <span className="restricted">
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4 7V5a4 4 0 0 1 8 0v2m-9.5 0h11v8h-11z" className="shape-line" />
    </svg>
    Embargo
  </span>
)
