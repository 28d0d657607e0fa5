import { ToneMark } from '../../../parts/marks.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { CaseView } from '../../views/case.ts'

/** Who decided, who approved, or that it waits for a second person. */
export const Approval = ({
  decision,
  verb,
  stale = false,
  past = false,
}: {
  readonly decision: NonNullable<
    CaseView['disposition'] | CaseView['disclosure'] | CaseView['ending']
  >
  readonly verb: string
  /** It was approved on something else. */
  readonly stale?: boolean
  readonly past?: boolean
}) => (
  <p className="row">
    <span>
      {verb}: <DoneBy {...decision} />
    </span>
    {decision.approved !== null ? (
      <span>
        <ToneMark tone={past || stale ? 'excused' : 'good'}>Approved</ToneMark>{' '}
        <DoneBy {...decision.approved} />{' '}
        {stale ? <ToneMark tone="bad">Stale: approve it anew</ToneMark> : null}
      </span>
    ) : past ? (
      <ToneMark tone="excused">Superseded</ToneMark>
    ) : (
      <ToneMark tone="half">Waits for a second person</ToneMark>
    )}
  </p>
)

/** Whether this part was decided on something that is no longer so. */
export const isStale = ({ stale }: CaseView, part: string): boolean =>
  stale.some((one) => one.part === part)
