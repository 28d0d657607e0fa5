import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import type { Values } from '../../../forms/values.ts'
import { useActOn } from '../../use-act-on.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** A command that makes sense now, under the words that fit the place. */
export interface Offer {
  readonly command: string
  readonly label: string
  readonly preset?: Values
}

/** The offer, where it makes sense. */
export const offer = (
  when: boolean,
  command: string,
  label: string,
  preset?: Values,
): readonly Offer[] =>
  when ? [{ command, label, ...(preset === undefined ? {} : { preset }) }] : []

/** Buttons of what somebody may do here, on an open case; nothing for whoever may do none of it. */
export const Actions = ({
  record,
  state,
  offers,
  about = '',
  children,
}: PanelProps<CaseView> & {
  readonly offers: readonly Offer[]
  /** What of several it is done to, for those who hear the page. */
  readonly about?: string
  readonly children?: ReactNode
}) => {
  const session = useSignedIn()
  const act = useActOn('cases', record)
  const allowed =
    state.closed === null ? offers.filter(({ command }) => mayIssue(session, 'cases', command)) : []
  return allowed.length === 0 && children == null ? null : (
    <div className="row">
      {children}
      {allowed.map(({ command, label, preset }) => (
        <Button
          key={command + label}
          size="compact-sm"
          variant="default"
          {...(about === '' ? {} : { 'aria-label': `${label}: ${about}` })}
          onClick={() => act(command, preset)}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}

/** Whether the person at the screen did this, and so somebody else has to approve it. */
export const useIsMine = (): ((done: { readonly by: string }) => boolean) => {
  const { person } = useSignedIn()
  return ({ by }) => by === `person:${person}`
}
