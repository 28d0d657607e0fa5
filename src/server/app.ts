import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import { uuidv7 } from '../kernel/ids.ts'
import { limits } from '../kernel/limits.ts'
import { RefusalError, refuse } from '../kernel/result.ts'
import type { NoteSigner } from '../ledger/index.ts'
import { accessPlugin } from './access/index.ts'
import { registerAuditEventRoutes } from './audit-events/index.ts'
import { registerAuditPackRoutes } from './audit-pack/index.ts'
import { registerCaseExport } from './case-export/routes.ts'
import { registerComplaintRoutes } from './channels/complaints/routes.ts'
import type { ChannelKeeper } from './channels/index.ts'
import { registerMailRoutes } from './channels/mail/routes.ts'
import { registerChannelRoutes } from './channels/routes.ts'
import { registerDeliveryRoutes } from './deliveries/routes.ts'
import { registerPersonRoutes } from './erasure/person-routes.ts'
import { registerCaseClocks } from './http/case-clocks.ts'
import { registerCaseClosure } from './http/case-closure.ts'
import { registerCaseConversation } from './http/case-conversation.ts'
import { registerCaseFiles } from './http/case-files.ts'
import { registerCaseNotice } from './http/case-notice.ts'
import { registerCatalogueRoutes } from './http/catalogue-routes.ts'
import { registerClauseChanges } from './http/clause-changes.ts'
import { registerClauseMap } from './http/clause-map.ts'
import { registerClausePage } from './http/clause-page.ts'
import { registerClauseRoutes } from './http/clause-routes.ts'
import { registerCommandRoutes } from './http/command-routes.ts'
import { registerDue } from './http/due.ts'
import { registerDueAttention } from './http/due-attention.ts'
import { registerErrors } from './http/errors.ts'
import { registerFileRoutes } from './http/file-routes.ts'
import { registerFlow } from './http/flow.ts'
import { registerIntakeAttention } from './http/intake-attention.ts'
import { registerIntakeFigures } from './http/intake-figures.ts'
import { registerJsonBody } from './http/json-body.ts'
import { registerLedgerRoutes } from './http/ledger-routes.ts'
import { registerLocalOperator } from './http/local-operator.ts'
import { registerOpenReviewDue } from './http/open-review-due.ts'
import { registerPortalRoutes } from './http/portal-routes.ts'
import { sendRefusal } from './http/problems.ts'
import { registerPublicTree } from './http/public-tree.ts'
import { registerRecordRoutes } from './http/record-routes.ts'
import { registerReportCandidates } from './http/report-candidates.ts'
import { registerSearchRoutes } from './http/search-routes.ts'
import { registerWorkbench } from './http/workbench-files.ts'
import { registerImportRoutes } from './imports/routes.ts'
import { registerComparison } from './library/comparison-routes.ts'
import { registerReader } from './library/routes.ts'
import { registerSourceRoutes } from './library/source-routes.ts'
import { registerOpenPgpRoutes } from './openpgp/index.ts'
import type { Parts } from './parts.ts'
import { registerRegisters } from './registers/routes.ts'

const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    // The component library of the workbench sets style attributes; none of them is user text.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    // Pages of documents: each comes with a policy of its own, under which nothing in it runs.
    'frame-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  },
}

/** The framework with its bounds, before any route: one for the life of a server. */
export const createApp = (
  level: string,
  clock: () => number,
  random: (length: number) => Uint8Array,
): FastifyInstance =>
  Fastify({
    // Standard output is for answers: with --json it holds one JSON value.
    logger:
      level === 'silent'
        ? false
        : { level, stream: process.stderr, redact: ['req.headers', 'req.url', 'err.config'] },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidv7(clock(), random(10)),
    bodyLimit: limits.http.bodyBytes,
    connectionTimeout: limits.http.requestTimeout,
    requestTimeout: limits.http.requestTimeout,
    routerOptions: { maxParamLength: 200 },
    // A web server on this machine says who asked; what others say of it is not believed.
    trustProxy: 'loopback',
    return503OnClosing: true,
    forceCloseConnections: true,
  }) as FastifyInstance

/** Puts every route on the app: public pages, API, and the files of the workbench. */
export const registerRoutes = async (
  app: FastifyInstance,
  parts: Parts,
  signer: NoteSigner,
  channels: ChannelKeeper,
): Promise<void> => {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  registerJsonBody(app)
  registerErrors(app)
  await app.register(helmet, {
    contentSecurityPolicy,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: parts.settings.publicUrl.startsWith('https:'),
  })
  // Its check runs for each route after the hooks of the app, so it knows who asks.
  await app.register(rateLimit, {
    max: ({ principal }) =>
      principal === undefined ? limits.rate.perMinute : limits.rate.perPersonAndMinute,
    timeWindow: 60_000,
    // Colleagues behind one address must not use up each other's requests.
    keyGenerator: ({ principal, ip }) =>
      principal === undefined ? ip : `person:${principal.person}`,
    // Who has proven a token is known; pipelines behind one address must not block each other.
    allowList: ({ principal }) => principal !== undefined && principal.via !== 'session',
    errorResponseBuilder: () =>
      new RefusalError(
        refuse('access/too-many', 'Too many requests. Wait a minute and try again.'),
      ),
  })
  await app.register(formbody, { bodyLimit: limits.http.bodyBytes })
  await app.register(multipart, {
    limits: {
      files: limits.file.perReport,
      fileSize: limits.file.bytes,
      fields: 40,
      fieldSize: limits.text.long * 4,
      parts: 60,
      headerPairs: 100,
    },
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Vulnerary',
        description: 'From the first report to the verified update.',
        version: '0.1.0',
      },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(accessPlugin, {
    access: parts.access,
    publicUrl: parts.settings.publicUrl,
    sendRefusal,
  })
  registerLocalOperator(app, parts)
  registerCommandRoutes(app, parts)
  registerIntakeAttention(app, parts)
  registerIntakeFigures(app, parts)
  registerRecordRoutes(app, parts)
  registerReportCandidates(app, parts)
  registerCaseClosure(app, parts)
  registerRegisters(app, parts)
  registerCaseExport(app, parts)
  registerCaseNotice(app, parts)
  registerOpenReviewDue(app, parts)
  registerCaseClocks(app, parts)
  registerDue(app, parts)
  registerDueAttention(app, parts)
  registerFlow(app, parts)
  registerCaseConversation(app, parts)
  registerCaseFiles(app, parts)
  registerFileRoutes(app, parts)
  registerPersonRoutes(app, parts)
  registerDeliveryRoutes(app, parts)
  registerLedgerRoutes(app, parts, signer)
  registerSearchRoutes(app, parts)
  registerReader(app, parts)
  registerSourceRoutes(app, parts)
  registerComparison(app, parts)
  app.addHook('onClose', parts.review.close)
  registerClauseChanges(app, parts.review)
  registerClauseRoutes(app, parts.review)
  registerClauseMap(app, parts.review)
  registerClausePage(app, parts.review)
  registerAuditPackRoutes(app, parts, parts.review)
  registerCatalogueRoutes(app, parts, parts.review)
  registerAuditEventRoutes(app, parts)
  registerOpenPgpRoutes(app, parts)
  registerChannelRoutes(app, parts, channels)
  registerMailRoutes(app, channels.mail)
  registerComplaintRoutes(app, parts)
  registerImportRoutes(app, parts)
  registerPortalRoutes(app, parts)
  await registerPublicTree(app, parts)
  await registerWorkbench(app)
  app.get('/api/openapi.json', { schema: { hide: true }, config: { open: true } }, async () =>
    app.swagger(),
  )
  app.get('/api/health', { schema: { hide: true }, config: { open: true } }, async () => ({
    status: 'ok',
  }))
}
