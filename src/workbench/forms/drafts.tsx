import { createContext, type ReactNode, useContext, useState } from 'react'

/** What was typed into a form and not sent yet, by the form's name. Lives as long as the page. */
export type Drafts = Map<string, Readonly<Record<string, unknown>>>

const context = createContext<Drafts | undefined>(undefined)

export const DraftsProvider = ({ children }: { readonly children: ReactNode }) => {
  const [drafts] = useState<Drafts>(() => new Map())
  return <context.Provider value={drafts}>{children}</context.Provider>
}

export const useDrafts = (): Drafts => {
  const drafts = useContext(context)
  if (drafts === undefined) throw new Error('useDrafts is used outside its provider')
  return drafts
}
