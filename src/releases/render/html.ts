import { createHash } from 'node:crypto'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { PrintableDocument } from '../document/model.ts'
import { viewOf } from '../document/view.ts'
import { visibleText } from '../document/visible-text.ts'
import { HtmlPage } from './html-page.tsx'
import { htmlStyle } from './html-style.ts'

/** The document as one HTML file without script; the same document gives the same bytes. */
export const renderHtml = (document: PrintableDocument): Uint8Array => {
  const page = createElement(HtmlPage, { view: viewOf(document, visibleText), policy })
  return new TextEncoder().encode(`<!doctype html>${renderToStaticMarkup(page)}\n`)
}

const styleHash = createHash('sha256').update(htmlStyle).digest('base64')

/** Content Security Policy Level 3: nothing is loaded, run or sent; only the page's style applies. */
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`
