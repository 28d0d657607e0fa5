import { useState } from 'react'

export interface Selection {
  readonly ids: readonly string[]
  has(id: string): boolean
  toggle(id: string): void
  all(ids: readonly string[]): void
}

/** Questions that are to be decided together; what was decided meanwhile falls out. */
export const useSelection = (open: readonly string[]): Selection => {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const ids = open.filter((id) => chosen.has(id))
  return {
    ids,
    has: (id) => chosen.has(id),
    toggle: (id) => {
      const next = new Set(ids)
      if (!next.delete(id)) next.add(id)
      choose(next)
    },
    all: (some) => choose(new Set(some)),
  }
}
