import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { TextKey } from './texts/en.ts'
import type { Say } from './texts/say.tsx'

export interface Maker {
  readonly name: string
  readonly url: string
}

/** Whose pages these are, and in which words they speak to this reader. */
export interface Site {
  readonly maker: Maker
  readonly say: Say
  /** How much the files of a report may have together. */
  readonly filesMegabytes: number
}

interface PageProps {
  readonly title: string
  /** The text that the title is, so that its language can be told. */
  readonly titled?: TextKey
  /** Which of the pages in the navigation this is, if it is one of them. */
  readonly here?: Place
  /** Our own scripts that make the page better, and that it does not need. */
  readonly scripts?: readonly string[]
}

const links = [
  { href: '/security', key: 'nav.policy' },
  { href: '/report', key: 'nav.report' },
  { href: '/updates/', key: 'nav.updates' },
  { href: '/advisories/', key: 'nav.advisories' },
] as const
type Place = (typeof links)[number]['href']

const Layout = ({
  site: { maker, say },
  page: { title, titled, here, scripts = [] },
  children,
}: {
  readonly site: Site
  readonly page: PageProps
  readonly children: ReactNode
}) => (
  <html lang={say.tag} dir={say.direction}>
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · ${maker.name}`}</title>
      <link rel="stylesheet" href="/portal.css" />
      {scripts.map((address) => (
        <script key={address} type="module" src={address} />
      ))}
    </head>
    <body>
      <a className="skip" href="#main">
        {say.words('nav.skip')}
      </a>
      <header>
        <p className="maker">{maker.name}</p>
        <nav aria-label={say.text('nav.label')}>
          <ul>
            {links.map(({ href, key }) => (
              <li key={href}>
                <a
                  href={say.href(href)}
                  {...(href === here ? { 'aria-current': 'page' as const } : {})}
                >
                  {say.words(key)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Languages say={say} />
      </header>
      <main id="main" tabIndex={-1}>
        <h1 {...(titled === undefined ? {} : say.mark(titled))}>{title}</h1>
        {children}
      </main>
      <footer>
        <p>
          {say.words('footer.text')} <a href="/.well-known/security.txt">security.txt</a>
        </p>
      </footer>
    </body>
  </html>
)

/** The page in other languages, each named in its own. */
const Languages = ({ say }: { readonly say: Say }) =>
  say.elsewhere.length < 2 ? null : (
    <nav aria-label={say.text('nav.languages')}>
      <ul>
        {say.elsewhere.map(({ tag, name, href }) => (
          <li key={tag}>
            <a
              href={href}
              lang={tag}
              hrefLang={tag}
              {...(tag === say.tag ? { 'aria-current': 'true' as const } : {})}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )

/** A whole page as HTML text. React escapes every text that comes from outside. */
export const renderPage = (site: Site, page: PageProps, children: ReactNode): string =>
  `<!doctype html>${renderToStaticMarkup(
    <Layout site={site} page={page}>
      {children}
    </Layout>,
  )}`

/** A link for whoever puts words together and knows no pages. */
export const linkTo = (href: string, words: ReactNode): ReactNode => <a href={href}>{words}</a>

/** The ledger's checkpoint, for whoever wants to hold us to it. */
export const Proof = ({
  say,
  checkpoint,
  children,
}: {
  readonly say: Say
  readonly checkpoint: string
  readonly children: ReactNode
}) =>
  checkpoint === '' ? null : (
    <details>
      <summary>{say.words('proof.title')}</summary>
      <p>{children}</p>
      <pre>{checkpoint}</pre>
    </details>
  )
