import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { type Box, boxesOf } from './find-words.ts'
import { type Passage, soughtFor } from './marked.ts'
import { AnnotationMode, type PDFDocumentProxy, TextLayer } from './open-pdf.ts'
import { type Chosen, type Places, Sheet } from './sheet.tsx'

export interface PageSize {
  /** In points. */
  readonly width: number
  readonly height: number
}

/** Pixels around the window within which pages are drawn. */
const around = 900
/** Points of one canvas: a page on a large, dense screen is drawn coarser before it takes more. */
const mostPoints = 6_000_000
/** Pages are left out of a size that no paper has. */
const largest = 14_400

const nowhere: Places = new Map()

export const PdfPage = memo(
  ({
    pdf,
    number,
    estimate,
    zoom,
    passages,
    ...chosen
  }: Chosen & {
    readonly pdf: PDFDocumentProxy
    readonly number: number
    readonly estimate: PageSize
    readonly zoom: number
    readonly passages: readonly Passage[]
  }) => {
    const paper = useRef<HTMLDivElement>(null)
    const canvas = useRef<HTMLCanvasElement>(null)
    const words = useRef<HTMLDivElement>(null)
    const [near, setNear] = useState(false)
    const [size, setSize] = useState(estimate)
    const [width, setWidth] = useState(0)
    const [set, setSet] = useState(0)
    const [failed, setFailed] = useState(false)
    const [found, setFound] = useState(nowhere)

    useEffect(() => {
      const element = paper.current
      if (element === null) return
      const sight = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting === true), {
        rootMargin: `${around}px 0px`,
      })
      sight.observe(element)
      const measure = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
      measure.observe(element)
      return () => {
        sight.disconnect()
        measure.disconnect()
      }
    }, [])

    useEffect(() => {
      const place = canvas.current
      const layer = words.current
      if (!near || width === 0 || place === null || layer === null) return
      const drawing: { stopped: boolean; stop: () => void } = { stopped: false, stop: () => {} }
      void (async () => {
        const page = await pdf.getPage(number)
        const plain = page.getViewport({ scale: 1 })
        if (drawing.stopped) return
        if (Math.max(plain.width, plain.height) > largest) return setFailed(true)
        setSize({ width: plain.width, height: plain.height })
        const scale = width / plain.width
        const viewport = page.getViewport({ scale })
        const dense = Math.min(
          window.devicePixelRatio || 1,
          Math.sqrt(mostPoints / (viewport.width * viewport.height)),
        )
        place.width = Math.floor(viewport.width * dense)
        place.height = Math.floor(viewport.height * dense)
        const task = page.render({
          canvas: place,
          viewport,
          transform: [dense, 0, 0, dense, 0, 0],
          annotationMode: AnnotationMode.ENABLE,
        })
        layer.replaceChildren()
        layer.style.setProperty('--total-scale-factor', String(scale))
        const text = new TextLayer({
          textContentSource: page.streamTextContent(),
          container: layer,
          viewport,
        })
        drawing.stop = () => {
          task.cancel()
          text.cancel()
        }
        await Promise.all([task.promise, text.render()])
        if (!drawing.stopped) setSet((times) => times + 1)
      })().catch((cause: unknown) => {
        if (!drawing.stopped) {
          setFailed(true)
          console.warn(`Page ${number} could not be drawn.`, cause)
        }
      })
      return () => {
        drawing.stopped = true
        drawing.stop()
        // What is out of sight takes no memory.
        place.width = 0
        place.height = 0
        layer.replaceChildren()
      }
    }, [pdf, number, near, width])

    useEffect(() => {
      const layer = words.current
      if (layer === null || set === 0 || passages.length === 0) return
      const sought = new Map(passages.map((one) => [one.id, soughtFor(one)]))
      const boxes = boxesOf(layer, layer.getBoundingClientRect(), sought)
      // Kept when the page is left: its cards stay where they are.
      setFound((now) => (boxes.size === 0 ? now : boxes))
    }, [passages, set])

    const places = useMemo(
      () => withBoxes(found, passages, width / size.width),
      [found, passages, width, size.width],
    )
    return (
      <Sheet name={`page ${number}`} passages={passages} places={places} {...chosen}>
        <div
          ref={paper}
          className="paper"
          style={{ aspectRatio: `${size.width} / ${size.height}`, width: `${zoom * 100}%` }}
        >
          <canvas ref={canvas} width={0} height={0} />
          <div ref={words} className="textLayer" />
          {failed ? <p className="paper-failed">Page {number} could not be drawn.</p> : null}
        </div>
        <span className="paper-number">{number}</span>
      </Sheet>
    )
  },
)

/** Where the words are not found, the place that reading them kept. */
const withBoxes = (found: Places, passages: readonly Passage[], scale: number): Places => {
  const all = new Map<string, readonly Box[]>(found)
  for (const { id, placed } of passages) {
    const box = placed?.location.box
    if (all.has(id) || box === undefined || !Number.isFinite(scale)) continue
    all.set(id, [
      {
        left: box.x * scale,
        top: box.y * scale,
        width: box.width * scale,
        height: box.height * scale,
      },
    ])
  }
  return all
}
