import type { QueryClient } from '@tanstack/react-query'
import {
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  redirect,
} from '@tanstack/react-router'
import { type DueFilter, type FlowFilter, flowSteps } from '../api/case-clocks.ts'
import { peopleQuery } from '../api/people.ts'
import { recordQuery } from '../api/records.ts'
import { useSignedIn } from '../api/session.ts'
import { homeOf } from '../kinds/places.ts'
import { askForList } from '../lists/list-filter.ts'
import { RecordList } from '../lists/record-list.tsx'
import { Failed } from '../parts/banner.tsx'
import { SignIn } from '../screens/sign-in.tsx'
import {
  clauseSearch,
  comparisonSearch,
  eventSearch,
  listSearch,
  only,
  passageSearch,
  text,
} from './addresses.ts'
import { inside, root, within } from './inside.tsx'

const Home = () => <Navigate to={homeOf(useSignedIn().roles)} replace />

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (given: Record<string, unknown>): { readonly to?: string | undefined } => ({
    to: text(given['to']),
  }),
  component: SignIn,
})

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../screens/welcome.tsx'), 'Welcome'),
})

const home = createRoute({ getParentRoute: within, path: '/', component: Home })

/** Reports have a list of their own: its lines can be worked on together. */
const inbox = createRoute({
  getParentRoute: within,
  path: '/reports',
  validateSearch: listSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => askForList(context.queries, 'reports', deps),
  component: lazyRouteComponent(() => import('../screens/inbox/inbox.tsx'), 'Inbox'),
})

const weeks = [13, 26, 52, 104]

const reportFigures = createRoute({
  getParentRoute: within,
  path: '/reports/figures',
  validateSearch: (given: Record<string, unknown>): { readonly weeks?: number | undefined } => ({
    weeks: weeks.find((one) => one === given['weeks']),
  }),
  component: lazyRouteComponent(() => import('../screens/inbox/figures.tsx'), 'ReportFigures'),
})

const silence = createRoute({
  getParentRoute: within,
  path: '/reports/sources',
  component: lazyRouteComponent(() => import('../screens/inbox/silence.tsx'), 'SourcesAndSilence'),
})

const compare = createRoute({
  getParentRoute: within,
  path: '/reports/$id/compare',
  validateSearch: (given: Record<string, unknown>): { readonly with?: string | undefined } => ({
    with: text(given['with']),
  }),
  component: lazyRouteComponent(() => import('../screens/compare/compare.tsx'), 'Compare'),
})

/** Events of devices have no record of their own: they stand beside the indicators. */
const auditEvents = createRoute({
  getParentRoute: within,
  path: '/indicators/events',
  validateSearch: eventSearch,
  component: lazyRouteComponent(
    () => import('../screens/audit-events/audit-events.tsx'),
    'AuditEvents',
  ),
})

/** A document as its reader sees it. */
const reader = createRoute({
  getParentRoute: within,
  path: '/documents/$id/read',
  validateSearch: passageSearch,
  component: lazyRouteComponent(() => import('../screens/reader/reader.tsx'), 'Reader'),
})

/** Two revisions of a document, statement by statement. */
const revisions = createRoute({
  getParentRoute: within,
  path: '/documents/$id/compare',
  validateSearch: comparisonSearch,
  component: lazyRouteComponent(() => import('../screens/revisions/revisions.tsx'), 'Revisions'),
})

/** Cases by where they stand; their list is as all others are. */
const board = createRoute({
  getParentRoute: within,
  path: '/cases/board',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../screens/board/board.tsx'), 'Board'),
})

const defectBoard = createRoute({
  getParentRoute: within,
  path: '/defects/board',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../screens/board/defect-board.tsx'), 'DefectBoard'),
})

const importRisks = createRoute({
  getParentRoute: within,
  path: '/risks/import',
  component: lazyRouteComponent(() => import('../screens/import/import.tsx'), 'ImportRisks'),
})

const importCases = createRoute({
  getParentRoute: within,
  path: '/cases/import',
  component: lazyRouteComponent(() => import('../screens/import/import.tsx'), 'ImportCases'),
})

const due = createRoute({
  getParentRoute: within,
  path: '/due',
  validateSearch: (given: Record<string, unknown>): DueFilter => ({
    mine: only(['yes'], given['mine']),
    product: text(given['product']),
    authority: text(given['authority']),
  }),
  component: lazyRouteComponent(() => import('../screens/flow/due.tsx'), 'DueScreen'),
})

const flow = createRoute({
  getParentRoute: within,
  path: '/flow',
  // A number in an address is one by the time it is read.
  validateSearch: (given: Record<string, unknown>): FlowFilter => ({
    year: /^\d{4}$/.test(String(given['year'])) ? String(given['year']) : undefined,
    step: only(flowSteps, given['step']),
  }),
  component: lazyRouteComponent(() => import('../screens/flow/flow.tsx'), 'FlowScreen'),
})

const list = createRoute({
  getParentRoute: within,
  path: '/$collection',
  validateSearch: listSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => askForList(context.queries, params.collection, deps),
  component: RecordList,
})

const record = createRoute({
  getParentRoute: within,
  path: '/$collection/$id',
  validateSearch: passageSearch,
  // A passage is shown where it stands: on the page of its document.
  beforeLoad: ({ params: { collection, id }, search }) => {
    if (collection === 'documents' && search.at !== undefined)
      throw redirect({ to: '/documents/$id/read', params: { id }, search, replace: true })
  },
  loader: ({ context: { queries }, params: { collection, id } }) => {
    void queries.prefetchQuery(recordQuery(collection, id))
    void queries.prefetchQuery(peopleQuery)
  },
  component: lazyRouteComponent(() => import('../records/record-page.tsx'), 'RecordPage'),
})

const forYou = createRoute({
  getParentRoute: within,
  path: '/for-you',
  component: lazyRouteComponent(() => import('../screens/for-you.tsx'), 'ForYou'),
})

const clauses = createRoute({
  getParentRoute: within,
  path: '/clauses',
  validateSearch: clauseSearch,
  // A duty stands on the page of its clause.
  beforeLoad: ({ location: { hash }, search }) => {
    const [, clause] = /^([\d.]+)\/[a-z-]+$/.exec(hash) ?? []
    if (clause !== undefined)
      throw redirect({ to: '/clauses/$clause', params: { clause }, search, hash, replace: true })
  },
  component: lazyRouteComponent(() => import('../screens/clauses/clauses.tsx'), 'Clauses'),
})

const clause = createRoute({
  getParentRoute: within,
  path: '/clauses/$clause',
  validateSearch: clauseSearch,
  component: lazyRouteComponent(() => import('../screens/clauses/clause.tsx'), 'ClauseScreen'),
})

const approvals = createRoute({
  getParentRoute: within,
  path: '/library/approvals',
  component: lazyRouteComponent(() => import('../screens/library/approvals.tsx'), 'Approvals'),
})

const ledger = createRoute({
  getParentRoute: within,
  path: '/ledger',
  validateSearch: (given: Record<string, unknown>): { readonly event?: string | undefined } => ({
    event: text(given['event']),
  }),
  component: lazyRouteComponent(() => import('../screens/ledger.tsx'), 'LedgerScreen'),
})

const deliveries = createRoute({
  getParentRoute: within,
  path: '/deliveries',
  component: lazyRouteComponent(() => import('../screens/deliveries.tsx'), 'Deliveries'),
})

const signIns = createRoute({
  getParentRoute: within,
  path: '/sign-ins',
  component: lazyRouteComponent(() => import('../screens/sign-ins.tsx'), 'SignIns'),
})

const search = createRoute({
  getParentRoute: within,
  path: '/search',
  validateSearch: (given: Record<string, unknown>): { readonly q?: string | undefined } => ({
    q: text(given['q']),
  }),
  component: lazyRouteComponent(() => import('../screens/search.tsx'), 'Search'),
})

const account = createRoute({
  getParentRoute: within,
  path: '/account',
  component: lazyRouteComponent(() => import('../screens/account.tsx'), 'Account'),
})

export const createWorkbenchRouter = (queries: QueryClient) =>
  createRouter({
    context: { queries },
    routeTree: root.addChildren([
      signIn,
      welcome,
      inside.addChildren([
        home,
        inbox,
        reportFigures,
        silence,
        compare,
        auditEvents,
        reader,
        revisions,
        board,
        defectBoard,
        importRisks,
        importCases,
        due,
        flow,
        forYou,
        approvals,
        clauses,
        clause,
        ledger,
        deliveries,
        signIns,
        search,
        account,
        list,
        record,
      ]),
    ]),
    basepath: '/workbench',
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} onRetry={reset} />,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createWorkbenchRouter>
  }
}
