import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import type { Box } from './find-words.ts'
import { MarkCard } from './mark-card.tsx'
import { type Passage, toneOf, wordsFor } from './marked.ts'

export interface Chosen {
  readonly document: string
  readonly active: string | undefined
  /** `fromCard`: the passage is brought into sight; else the card is. */
  readonly onChoose: (id: string, fromCard: boolean) => void
}

export type Places = ReadonlyMap<string, readonly Box[]>

/** Space between two cards, in pixels. */
const gap = 8

/**
 * A piece of paper with its passages marked on it, and beside it what is said of them, each as near
 * to its passage as the card above it leaves room.
 */
export const Sheet = ({
  name,
  passages,
  places,
  document,
  active,
  onChoose,
  children,
}: Chosen & {
  readonly name: string
  readonly passages: readonly Passage[]
  readonly places: Places
  readonly children: ReactNode
}) => {
  const column = useRef<HTMLOListElement>(null)
  const [tops, setTops] = useState<readonly number[]>([])
  const [height, setHeight] = useState(0)
  const cards = passages
    .filter(({ mark }) => mark !== null)
    .map((passage) => ({ passage, wanted: topOf(places.get(passage.id)) }))
    .sort((a, b) => a.wanted - b.wanted)
  const order = cards.map(({ passage, wanted }) => `${passage.id}@${Math.round(wanted)}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: cards are measured when one opens, too
  useLayoutEffect(() => {
    const stack = () => {
      let free = 0
      const next = [...(column.current?.children ?? [])].map((card, index) => {
        const top = Math.max(free, cards[index]?.wanted ?? 0)
        free = top + card.getBoundingClientRect().height + gap
        return top
      })
      setTops((now) => (same(now, next) ? now : next))
      setHeight(free)
    }
    stack()
    const watch = new ResizeObserver(stack)
    for (const card of column.current?.children ?? []) watch.observe(card)
    return () => watch.disconnect()
  }, [order, active])
  return (
    <div
      className="spread"
      data-holds={passages.map(({ id }) => id).join(' ')}
      style={{ '--cards': `${height}px` } as object}
    >
      <div className="spread-paper">
        {children}
        {passages.map((passage) => (
          <Marked
            key={passage.id}
            passage={passage}
            boxes={places.get(passage.id) ?? []}
            isActive={passage.id === active}
            onChoose={onChoose}
          />
        ))}
      </div>
      <ol className="spread-margin" ref={column} aria-label={`Beside ${name}`}>
        {cards.map(({ passage, wanted }, index) => (
          <li key={passage.id} style={{ top: tops[index] ?? wanted }}>
            {passage.mark === null ? null : (
              <MarkCard
                mark={passage.mark}
                document={document}
                isActive={passage.id === active}
                onChoose={() => onChoose(passage.id, true)}
              />
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}

const same = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((value, index) => value === other[index])

const topOf = (boxes: readonly Box[] = []): number => boxes[0]?.top ?? 0

/** The lines of a passage on the paper, as one button that leads to its card. */
const Marked = ({
  passage: { id, mark },
  boxes,
  isActive,
  onChoose,
}: {
  readonly passage: Passage
  readonly boxes: readonly Box[]
  readonly isActive: boolean
  readonly onChoose: Chosen['onChoose']
}) => {
  const [first] = boxes
  if (first === undefined) return null
  const lines = boxes.map((box) => (
    <span
      key={`${box.left} ${box.top}`}
      className="marked-line"
      style={{
        left: box.left - first.left,
        top: box.top - first.top,
        width: box.width,
        height: box.height,
      }}
    />
  ))
  const place = { left: first.left, top: first.top, width: first.width, height: first.height }
  return mark === null ? (
    <span className="marked marked-asked" data-passage={id} style={place}>
      {lines}
    </span>
  ) : (
    <button
      type="button"
      className={`marked marked-${toneOf(mark)}${isActive ? ' marked-active' : ''}`}
      data-passage={id}
      style={place}
      aria-label={`${wordsFor(mark)}: ${mark.humanId} ${mark.quote.slice(0, 80)}`}
      onClick={() => onChoose(id, false)}
    >
      {lines}
    </button>
  )
}
