import { type ReactNode, useState } from 'react'

const shownFirst = 6

/** The first lines of a list of gaps; the others when somebody asks for them. */
export const FirstOf = <Item,>({
  all,
  children,
}: {
  readonly all: readonly Item[]
  readonly children: (item: Item) => ReactNode
}) => {
  const [whole, setWhole] = useState(false)
  return (
    <>
      <ul className="gaps">{(whole ? all : all.slice(0, shownFirst)).map(children)}</ul>
      {all.length <= shownFirst ? null : (
        <p>
          <button
            type="button"
            className="link-button"
            aria-expanded={whole}
            onClick={() => setWhole(!whole)}
          >
            {whole ? 'Show only the worst' : `Show all ${all.length}`}
          </button>
        </p>
      )}
    </>
  )
}
