import type { ReactNode } from 'react'
import { renderPage, type Site } from './layout.tsx'

/** A page that says what was done, and no more. */
export const noticePage = (site: Site, title: string, message: ReactNode): string =>
  renderPage(
    site,
    { title },
    <p className="notice" role="status">
      {message}
    </p>,
  )
