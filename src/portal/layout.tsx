import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

export interface Maker {
  readonly name: string
  readonly url: string
}

interface LayoutProps {
  readonly title: string
  readonly maker: Maker
  /** Which of the pages in the navigation this is, if it is one of them. */
  readonly here?: Place
  readonly children: ReactNode
}

const links = [
  { href: '/security', text: 'Disclosure policy' },
  { href: '/report', text: 'Report a vulnerability' },
  { href: '/updates/', text: 'Updates' },
  { href: '/advisories/', text: 'Advisories' },
] as const
export type Place = (typeof links)[number]['href']

const Layout = ({ title, maker, here, children }: LayoutProps) => (
  <html lang="en">
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · ${maker.name}`}</title>
      <link rel="stylesheet" href="/portal.css" />
    </head>
    <body>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header>
        <p className="maker">{maker.name}</p>
        <nav aria-label="Security pages">
          <ul>
            {links.map(({ href, text }) => (
              <li key={href}>
                <a href={href} {...(href === here ? { 'aria-current': 'page' as const } : {})}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        <h1>{title}</h1>
        {children}
      </main>
      <footer>
        <p>
          These pages need no script and set no cookie.{' '}
          <a href="/.well-known/security.txt">security.txt</a>
        </p>
      </footer>
    </body>
  </html>
)

/** A whole page as HTML text. React escapes every text that comes from outside. */
export const renderPage = (
  title: string,
  maker: Maker,
  children: ReactNode,
  here?: Place,
): string =>
  `<!doctype html>${renderToStaticMarkup(
    <Layout title={title} maker={maker} {...(here === undefined ? {} : { here })}>
      {children}
    </Layout>,
  )}`

/** The ledger's checkpoint, for whoever wants to hold us to it. */
export const Proof = ({
  checkpoint,
  children,
}: {
  readonly checkpoint: string
  readonly children: ReactNode
}) =>
  checkpoint === '' ? null : (
    <details>
      <summary>Proof for later</summary>
      <p>{children}</p>
      <pre>{checkpoint}</pre>
    </details>
  )
