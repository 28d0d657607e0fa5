import { useCallback, useEffect, useRef, useState } from 'react'
import { pageAddress } from '../../api/reader.ts'
import { Banner } from '../../parts/banner.tsx'
import { Waiting } from '../../parts/page.tsx'
import { boxesOf } from './find-words.ts'
import { type Passage, soughtFor } from './marked.ts'
import { type Chosen, type Places, Sheet } from './sheet.tsx'

const nowhere: Places = new Map()

/**
 * A flowing document, in a frame of its own: nothing in it runs (`sandbox` without scripts, and the
 * policy that it comes with), so no document reaches the session. The marks stand over it.
 */
export const FlowPage = ({
  document,
  revision,
  passages,
  onFailed,
  ...chosen
}: Chosen & {
  readonly revision: string
  readonly passages: readonly Passage[]
  readonly onFailed: (why: string) => void
}) => {
  const frame = useRef<HTMLIFrameElement>(null)
  const [ready, setReady] = useState(false)
  const [notes, setNotes] = useState('')
  const [height, setHeight] = useState(600)
  const [places, setPlaces] = useState(nowhere)
  const address = pageAddress(document, revision)
  const measure = useCallback(() => {
    const page = frame.current?.contentDocument
    if (page?.body == null) return
    setHeight(Math.ceil(page.body.getBoundingClientRect().height))
    setPlaces(
      boxesOf(
        page.body,
        { left: 0, top: 0 },
        new Map(passages.map((one) => [one.id, soughtFor(one)])),
      ),
    )
  }, [passages])
  useEffect(() => {
    const element = frame.current
    if (element === null || !ready) return
    measure()
    let width = element.clientWidth
    const watch = new ResizeObserver(() => {
      if (element.clientWidth === width) return
      width = element.clientWidth
      measure()
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [measure, ready])
  const loaded = () => {
    const page = frame.current?.contentDocument?.documentElement
    if (page?.dataset['page'] === 'document') {
      setNotes(page.dataset['notes'] ?? '')
      setReady(true)
    } else void whyNot(address).then(onFailed)
  }
  return (
    <>
      {notes === '' ? null : (
        <Banner tone="warn">
          <p>Not all of it is shown: {notes}.</p>
        </Banner>
      )}
      {ready ? null : <Waiting lines={6} />}
      <Sheet
        name="the document"
        passages={passages}
        places={places}
        document={document}
        {...chosen}
      >
        <iframe
          ref={frame}
          className="paper-frame"
          title="The document"
          sandbox="allow-same-origin"
          src={address}
          style={{ height: ready ? height : 0 }}
          onLoad={loaded}
          // It is as high as its content: only the page around it scrolls.
          tabIndex={-1}
        />
      </Sheet>
    </>
  )
}

/** The frame holds no page: asked once more, the server says why. */
const whyNot = async (address: string): Promise<string> => {
  const unknown = 'The page did not come. Load it again.'
  try {
    const response = await fetch(address)
    const problem: unknown = response.ok ? undefined : await response.json()
    return typeof problem === 'object' && problem !== null && 'title' in problem
      ? String(problem.title)
      : unknown
  } catch (cause) {
    if (cause instanceof TypeError || cause instanceof SyntaxError) return unknown
    throw cause
  }
}
