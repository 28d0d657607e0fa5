import { useState } from 'react'

const atFirst = 320

/** A text as it was written; a long one shows its beginning and the rest on demand. */
export const LongText = ({ text }: { readonly text: string }) => {
  const [all, setAll] = useState(false)
  const shown = all || text.length <= atFirst ? text : `${text.slice(0, atFirst)}…`
  return (
    <p className="long-text">
      {shown}
      {shown === text ? null : (
        <>
          {' '}
          <button type="button" className="link-button" onClick={() => setAll(true)}>
            Show all
          </button>
        </>
      )}
    </p>
  )
}
