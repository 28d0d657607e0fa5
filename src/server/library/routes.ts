import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { documentContract } from '../../documents/contract.ts'
import { type DocumentState, pageStyle } from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { downloadHeaders } from '../files/index.ts'
import { askedRecord, recordParams } from '../http/asked-record.ts'
import { actorOf, requireReader } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import type { Typed } from '../wiring/records.ts'
import { approvalsToConfirm } from './approvals.ts'
import { findStatements } from './find-statements.ts'
import { healthOf } from './health.ts'
import { marginOf } from './margin.ts'
import { originalBytes, originalOf, type Revision, revisionOf } from './original.ts'

const which = z.object({ revision: z.string().max(limits.text.line).optional() })
const paged = z.object({ cursor: z.string().max(500).optional() })
const words = z.object({ q: z.string().max(limits.search.queryLength) })
const place = which.extend({ at: z.string().max(limits.text.paragraph).optional() })

/** What the reader of a document shows: its original, its page, and what stands in the margin. */
export const registerReader = (app: FastifyInstance, parts: Parts): void => {
  const config = { who: documentContract.readers }
  const schema = { tags: ['documents'], params: recordParams, querystring: which }
  const asked = async (
    request: FastifyRequest,
  ): Promise<
    | {
        readonly found: Typed<DocumentState>
        readonly revision: Revision
        readonly person: string
      }
    | Refusal
  > => {
    const record = await askedRecord<DocumentState>(parts, request, documentContract)
    if (isRefusal(record)) return record
    const { found, principal } = record
    const revision = revisionOf(found.state, which.parse(request.query).revision)
    return isRefusal(revision) ? revision : { found, revision, person: actorOf(principal).id }
  }
  app.get(
    '/api/library/health',
    {
      config,
      schema: { tags: ['documents'], summary: 'What was read, what is stale, what is missing' },
    },
    async (request, reply) => {
      const principal = requireReader(request, documentContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      return healthOf(parts.ledger, parts.libraryRules, {
        person: actorOf(principal).id,
        now: parts.clock(),
      })
    },
  )
  app.get(
    '/api/library/approvals',
    {
      config,
      schema: {
        tags: ['documents'],
        summary: 'Documents that say themselves that they were approved',
        querystring: paged,
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, documentContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { cursor } = paged.parse(request.query)
      const found = await approvalsToConfirm(parts.ledger, actorOf(principal).id, cursor)
      return isRefusal(found) ? sendRefusal(reply, found) : found
    },
  )
  app.get(
    '/api/library/statements',
    {
      config,
      schema: {
        tags: ['documents'],
        summary: 'Statements of the library that hold these words',
        querystring: words,
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, documentContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { q } = words.parse(request.query)
      return { items: await findStatements(parts.ledger, q, actorOf(principal).id) }
    },
  )
  app.get(
    '/api/documents/:id/original',
    { config, schema: { ...schema, summary: 'A revision of a document as its author made it' } },
    async (request, reply) => {
      const meant = await asked(request)
      if (isRefusal(meant)) return sendRefusal(reply, meant)
      const original = await originalOf(parts, meant.found, meant.revision, meant.person)
      if (isRefusal(original)) return sendRefusal(reply, original)
      return reply
        .headers({
          ...downloadHeaders(original.name),
          'content-length': String(original.size),
        })
        .send(original.stream)
    },
  )
  const policy = pagePolicy()
  app.get(
    '/api/documents/:id/page',
    {
      config,
      schema: {
        ...schema,
        summary: 'A revision as a page of HTML in which nothing runs and nothing is fetched',
      },
    },
    async (request, reply) => {
      const meant = await asked(request)
      if (isRefusal(meant)) return sendRefusal(reply, meant)
      const original = await originalOf(parts, meant.found, meant.revision, meant.person)
      if (isRefusal(original)) return sendRefusal(reply, original)
      const bytes = await originalBytes(original)
      if (isRefusal(bytes)) return sendRefusal(reply, bytes)
      const page = await parts.foreign.drawPage({ bytes, name: original.name })
      if (isRefusal(page)) return sendRefusal(reply, page)
      return reply
        .headers({
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': policy,
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'SAMEORIGIN',
          'cross-origin-resource-policy': 'same-origin',
          'cache-control': 'private, no-store',
        })
        .send(wholePage(meant.found.state, page.html, page.notes))
    },
  )
  app.get(
    '/api/documents/:id/margin',
    {
      config,
      schema: {
        ...schema,
        querystring: place,
        summary: 'What looks and defects say about the passages of a revision',
      },
    },
    async (request, reply) => {
      const meant = await asked(request)
      if (isRefusal(meant)) return sendRefusal(reply, meant)
      const { at } = place.parse(request.query)
      return marginOf(parts.ledger, meant.found, meant.revision, { person: meant.person, at })
    },
  )
}

/**
 * Nothing runs, nothing is fetched, nothing is sent, and no other page leads here; only our own style
 * is taken, by its hash. `allow-same-origin` lets the reader find the place of a passage; without
 * `allow-scripts` nothing in the page can make use of it.
 */
const pagePolicy = (): string =>
  [
    "default-src 'none'",
    'img-src data:',
    `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-same-origin',
  ].join('; ')

const wholePage = (
  { title, language }: DocumentState,
  html: string,
  notes: readonly string[],
): string => {
  const lang = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/.test(language) ? language : 'en'
  const told = notes.length === 0 ? '' : ` data-notes="${attribute(notes.join('; '))}"`
  return `<!doctype html><html lang="${lang}" data-page="document"${told}><head><meta charset="utf-8"><title>${attribute(title)}</title><style>${pageStyle}</style></head><body>${html}</body></html>`
}

const attribute = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
