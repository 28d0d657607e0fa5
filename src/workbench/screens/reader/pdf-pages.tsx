import { useEffect, useState } from 'react'
import { Waiting } from '../../parts/page.tsx'
import type { Passage } from './marked.ts'
import { NotDrawn, type OpenPdf, openPdf } from './open-pdf.ts'
import { type PageSize, PdfPage } from './pdf-page.tsx'
import type { Chosen } from './sheet.tsx'

/** A4 in points, until the first page says otherwise. */
const usual: PageSize = { width: 595, height: 842 }

/** The pages of a PDF one below the other; only those in sight and next to it are drawn. */
export const PdfPages = ({
  document,
  revision,
  passages,
  zoom,
  onFailed,
  ...chosen
}: Chosen & {
  readonly revision: string
  readonly passages: readonly Passage[]
  readonly zoom: number
  readonly onFailed: (why: string) => void
}) => {
  const [open, setOpen] = useState<OpenPdf>()
  const [first, setFirst] = useState(usual)
  useEffect(() => {
    const leaving = new AbortController()
    void (async () => {
      try {
        const opened = await openPdf(document, revision, leaving.signal)
        const page = await opened.pdf.getPage(1)
        const { width, height } = page.getViewport({ scale: 1 })
        if (leaving.signal.aborted) return
        setFirst({ width, height })
        setOpen(opened)
      } catch (cause) {
        if (leaving.signal.aborted) return
        onFailed(
          cause instanceof NotDrawn ? cause.message : 'The PDF did not come. Load the page again.',
        )
      }
    })()
    return () => leaving.abort()
  }, [document, revision, onFailed])
  if (open === undefined) return <Waiting lines={8} />
  const pages = Array.from({ length: open.pdf.numPages }, (_, index) => index + 1)
  const unplaced = passages.filter(({ placed }) => placed?.location.page === undefined)
  return (
    <>
      {pages.map((number) => (
        <PdfPage
          key={number}
          pdf={open.pdf}
          number={number}
          estimate={first}
          zoom={zoom}
          passages={passages.filter(({ placed }) => placed?.location.page === number)}
          document={document}
          {...chosen}
        />
      ))}
      {unplaced.length === 0 ? null : (
        <p className="soft small">{unplaced.length} more stand on no page of this version.</p>
      )}
    </>
  )
}
