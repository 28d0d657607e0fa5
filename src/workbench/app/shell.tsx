import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react'
import { askedQuery, unseenQuery } from '../api/case-talk.ts'
import { countsQuery } from '../api/records.ts'
import { useSignedIn } from '../api/session.ts'
import { CommandDrawer } from '../forms/command-drawer.tsx'
import { mayIssue } from '../forms/order.ts'
import { navigationFor } from '../kinds/places.ts'
import { Announcements } from '../parts/announce.tsx'
import { useDialogsSoon } from '../parts/late-dialog.tsx'
import { Leaf } from '../parts/leaf.tsx'
import { rememberNavigation } from '../parts/page.tsx'
import { Keys } from './keys.tsx'
import { PersonMenu } from './person-menu.tsx'
import './shell.css'

/** The frame of every screen: skip link, search, navigation, content. */
export const Shell = ({ children }: { readonly children: ReactNode }) => {
  useDialogsSoon()
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    rememberNavigation()
    setOpen(false)
  }, [pathname])
  return (
    <div className="shell">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="top">
        <button
          type="button"
          className="menu-button"
          aria-expanded={open}
          aria-controls="navigation"
          onClick={() => setOpen(!open)}
        >
          Menu
          <ForYou />
        </button>
        <Link to="/" className="brand">
          <Leaf />
          Vulnerary
        </Link>
        <SearchBox />
        <PersonMenu />
      </header>
      <nav id="navigation" className={open ? 'side side-open' : 'side'} aria-label="Main">
        <Navigation />
      </nav>
      <main id="content" className="content" tabIndex={-1}>
        <CommandDrawer>{children}</CommandDrawer>
      </main>
      <Keys />
      <Announcements />
    </div>
  )
}

const Navigation = () => {
  const { roles } = useSignedIn()
  const { pathname } = useLocation()
  const groups = navigationFor(roles)
  // Audit events stand below indicators, and are a place of their own all the same.
  const isPlace = groups.some(({ links }) => links.some(({ to }) => pathname.endsWith(to)))
  return (
    <>
      {groups.map(({ title, links }) => (
        <div key={title} className="side-group">
          <h2 className="side-title">{title}</h2>
          <ul>
            {links.map(({ to, title: name }) => (
              <li key={to}>
                <Link
                  to={to}
                  className="side-link"
                  activeProps={{ className: 'side-link-here' }}
                  activeOptions={{ exact: isPlace, includeSearch: false }}
                >
                  {name}
                  {to === '/for-you' ? <ForYou /> : null}
                  {to === '/reports' ? <NewReports /> : null}
                  {to === '/channels' ? <Alarms of="channels" status="failing" /> : null}
                  {to === '/ledger' ? <Alarms of="witnesses" status="away" /> : null}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}

const NewReports = () => {
  const { data } = useQuery({ ...countsQuery('reports'), refetchInterval: 15_000 })
  const fresh = data?.['new'] ?? 0
  return fresh === 0 ? null : (
    <span className="side-count">
      {fresh}
      <span className="visually-hidden"> new</span>
    </span>
  )
}

/** Mentions that were not noted yet, and cases that wait for an answer about a product. */
const ForYou = () => {
  const session = useSignedIn()
  const every = { refetchInterval: 30_000 }
  const { data: unseen = {} } = useQuery({
    ...unseenQuery(session.person),
    ...every,
    enabled: mayIssue(session, 'messages', 'note-seen'),
  })
  const { data: asked = [] } = useQuery({ ...askedQuery(session.person), ...every })
  const waiting = Object.values(unseen).reduce((sum, one) => sum + one, asked.length)
  return waiting === 0 ? null : (
    <span className="side-count">
      {waiting}
      <span className="visually-hidden"> to look at</span>
    </span>
  )
}

/**
 * Seen on every screen: whoever reports by a channel that fails may not be heard (clause 9.2), and of
 * a ledger whose witness stays away nobody outside would notice what is taken from it.
 */
const Alarms = ({ of: collection, status }: { readonly of: string; readonly status: string }) => {
  const { data } = useQuery({ ...countsQuery(collection), refetchInterval: 60_000 })
  const count = data?.[status] ?? 0
  return count === 0 ? null : (
    <span className="side-count side-count-bad">
      {count}
      <span className="visually-hidden"> {status}</span>
    </span>
  )
}

const SearchBox = () => {
  const navigate = useNavigate()
  const search = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const q = new FormData(event.currentTarget).get('q')
    if (typeof q === 'string' && q.trim() !== '') void navigate({ to: '/search', search: { q } })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every screen reader
    <form role="search" className="search" onSubmit={search}>
      <label className="visually-hidden" htmlFor="search">
        Search all records
      </label>
      <input
        id="search"
        name="q"
        type="search"
        placeholder="Search all records"
        autoComplete="off"
        maxLength={200}
      />
    </form>
  )
}
