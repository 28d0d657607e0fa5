import type { FastifyReply } from 'fastify'
import type { Site } from '../../portal/index.ts'

/** A page for one reader: kept by no cache and no search engine. */
export const sendPage = (reply: FastifyReply, { say }: Site, page: string, status = 200) =>
  reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-language', say.tag)
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex')
    .send(page)

/** A page for everybody: whoever looks for a way to report must find it (9.2/channel). */
export const sendPublicPage = (reply: FastifyReply, { say }: Site, page: string) =>
  reply
    .type('text/html; charset=utf-8')
    .header('content-language', say.tag)
    .header('vary', 'accept-language')
    .header('cache-control', 'no-cache')
    .send(page)
