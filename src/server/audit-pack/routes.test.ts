import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type OpenServer,
  openServer,
  type RecordedCase,
  recordCase,
} from '../../../test/support/recorded-case.ts'
import type { Principal } from '../access/principal.ts'
import { createClauseReview } from '../clause-review.ts'
import { localPrincipal } from '../http/local-operator.ts'
import { verifyAuditPackFile } from './pack-file.ts'
import { registerAuditPackRoutes } from './routes.ts'

describe('the download of an audit pack', () => {
  let open: OpenServer
  let recorded: RecordedCase
  let app: FastifyInstance
  let folder: string
  let principal: Principal | undefined

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'packs-'))
    open = await openServer()
    recorded = await recordCase(open)
    app = Fastify()
    app.setValidatorCompiler(validatorCompiler)
    app.setSerializerCompiler(serializerCompiler)
    app.decorateRequest('principal', undefined)
    app.addHook('onRequest', async (request) => {
      request.principal = principal
    })
    const review = createClauseReview(open.server.parts)
    app.addHook('onClose', review.close)
    registerAuditPackRoutes(app, open.server.parts, review)
    await app.ready()
  })
  afterAll(async () => {
    await app?.close()
    await open?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const get = (id: string, query = '') => app.inject(`/api/cases/${id}/audit-pack${query}`)

  it('is a zip that proves itself, and leaves nothing in the data folder', async () => {
    principal = localPrincipal
    const before = await readdir(open.folder)
    const answer = await get(recorded.humanId, '?files=yes')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-disposition']).toContain(`${recorded.humanId}.audit-pack.zip`)
    expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length))
    const file = join(folder, 'pack.zip')
    await writeFile(file, answer.rawPayload)
    expect(await verifyAuditPackFile(file)).toMatchObject({
      good: true,
      files: [{ included: true }],
    })
    expect(await readdir(open.folder)).toEqual(before)
  })

  it('is for those who may read cases', async () => {
    principal = undefined
    expect((await get(recorded.humanId)).statusCode).toBe(401)
    principal = { ...localPrincipal, roles: ['reporter'] }
    expect((await get(recorded.humanId)).statusCode).toBe(403)
    principal = { ...localPrincipal, roles: ['auditor'] }
    expect((await get(recorded.humanId)).statusCode).toBe(200)
  })

  it('is not there for what is no case', async () => {
    principal = localPrincipal
    expect((await get(recorded.report)).statusCode).toBe(404)
    expect((await get('CASE-1999-0001')).statusCode).toBe(404)
  })
})
