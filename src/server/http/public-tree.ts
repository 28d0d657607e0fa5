import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Parts } from '../parts.ts'

/** What the public reads: signed updates and advisories, as files that any web server could serve. */
export const publicFolder = (dataDir: string, part: 'updates' | 'advisories'): string =>
  join(dataDir, 'public', part)

export const registerPublicTree = async (
  app: FastifyInstance,
  { settings }: Parts,
): Promise<void> => {
  for (const part of ['updates', 'advisories'] as const) {
    const root = publicFolder(settings.dataDir, part)
    await mkdir(root, { recursive: true })
    await app.register(fastifyStatic, {
      root,
      prefix: `/${part}/files/`,
      decorateReply: false,
      index: false,
      dotfiles: 'deny',
      cacheControl: false,
      setHeaders: (response, path) => {
        response.raw.setHeader('cache-control', 'no-cache')
        response.raw.setHeader('x-content-type-options', 'nosniff')
        response.raw.setHeader(
          'content-type',
          path.endsWith('.json') ? 'application/json' : 'application/octet-stream',
        )
        if (!path.endsWith('.json')) response.raw.setHeader('content-disposition', 'attachment')
      },
    })
  }
}
