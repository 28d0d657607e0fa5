import { type ComponentProps, lazy, Suspense, useEffect, useState } from 'react'
import type * as dialog from './dialog.tsx'

// The frame of every page can open these, and no page needs them to be read: what they are made of
// (a tenth of all script) comes after the first load.

const load = () => import('./dialog.tsx')
const Question = lazy(async () => ({ default: (await load()).Dialog }))
const Side = lazy(async () => ({ default: (await load()).Sheet }))

/** Milliseconds after which a page has what it needs; from then on a dialog opens at once. */
const calm = 3_000

/** Fetches what dialogs are made of before one is asked for, even if the server is gone by then. */
export const useDialogsSoon = () =>
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), calm)
    return () => clearTimeout(timer)
  }, [])

/** {@link dialog.Dialog}, there from the first time it is opened. */
export const LateDialog = (props: ComponentProps<typeof dialog.Dialog>) =>
  useWanted(props.opened) ? (
    <Suspense>
      <Question {...props} />
    </Suspense>
  ) : null

/** {@link dialog.Sheet}, there from the first time it is opened. */
export const LateSheet = (props: ComponentProps<typeof dialog.Sheet>) =>
  useWanted(props.opened) ? (
    <Suspense>
      <Side {...props} />
    </Suspense>
  ) : null

/** Once wanted it stays: it has an end to show, and the focus to give back. */
const useWanted = (opened: boolean): boolean => {
  const [wanted, setWanted] = useState(opened)
  if (opened && !wanted) setWanted(true)
  return wanted || opened
}
