import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../../kernel/result.ts'
import { sendRefusal } from './problems.ts'

/** The built workbench: hashed files for ever, its page never from a cache. */
export const registerWorkbench = async (app: FastifyInstance): Promise<void> => {
  const root = builtWorkbench()
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/security', 302))
  app.get('/workbench', { schema: { hide: true } }, (_request, reply) =>
    reply.redirect('/workbench/', 302),
  )
  if (root === undefined) {
    app.get('/workbench/*', { schema: { hide: true } }, (_request, reply) =>
      sendRefusal(reply, refuse('request/not-found', 'The workbench is not built: npm run build.')),
    )
    return
  }
  await app.register(fastifyStatic, {
    root: join(root, 'assets'),
    prefix: '/workbench/assets/',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    decorateReply: true,
  })
  // Every other address under it is a page of the one application.
  app.get('/workbench/*', { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('index.html', root),
  )
}

/** Beside the compiled server, or in `dist` where the server runs from its sources. */
const builtWorkbench = (): string | undefined =>
  [
    join(import.meta.dirname, '..', '..', '..', 'workbench'),
    join(import.meta.dirname, '..', '..', '..', 'dist', 'workbench'),
  ].find((folder) => existsSync(join(folder, 'index.html')))
