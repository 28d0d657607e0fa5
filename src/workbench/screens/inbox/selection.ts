import { useCallback, useRef, useState } from 'react'

interface Line {
  readonly id: string
}

/** Lines picked out of a list by mouse or key. One that left the list is picked no more. */
export const useSelection = (items: readonly Line[]) => {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string>(undefined)
  const shown = useRef(items)
  shown.current = items

  const onToggle = useCallback((id: string, range: boolean) => {
    const before = last.current
    last.current = id
    setChosen((now) => {
      if (range && before !== undefined)
        return new Set([...now, ...between(shown.current, before, id)])
      const next = new Set(now)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }, [])

  const selected = new Set(items.filter(({ id }) => chosen.has(id)).map(({ id }) => id))
  return {
    selected,
    onToggle,
    all: () => setChosen(new Set(items.map(({ id }) => id))),
    none: () => setChosen(new Set()),
    remove: (ids: readonly string[]) =>
      setChosen((now) => new Set([...now].filter((id) => !ids.includes(id)))),
  }
}

const between = (items: readonly Line[], one: string, other: string): readonly string[] => {
  const ids = items.map(({ id }) => id)
  const [from = 0, to = 0] = [ids.indexOf(one), ids.indexOf(other)].sort((a, b) => a - b)
  return from < 0 ? [other] : ids.slice(from, to + 1)
}
