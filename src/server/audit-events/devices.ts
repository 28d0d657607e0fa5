import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { DeviceState } from '../../intake/index.ts'
import type { StreamId } from '../../kernel/ids.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { addDays, instantOf } from '../../kernel/time.ts'
import { hashOfToken, newToken } from '../access/credentials/tokens.ts'
import type { Principal } from '../access/principal.ts'
import { actorOf, requirePrincipal } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import { one } from '../wiring/records.ts'
import type { Arrived } from './stored-event.ts'

/** Who sends audit events as a device: nobody that any other route knows. */
export interface SendingDevice {
  readonly id: string
  /** The name that its events must bear. */
  readonly source: string
}

/**
 * Starts the tokens of devices. It is not that of people's tokens, so that nothing but the routes
 * that ask `deviceOf` takes one for anything.
 */
const prefix = 'vud_'
const form = /^bearer (vud_[\w-]{43})$/i

/** The device whose token the request bears, as long as it is good. */
export const deviceOf = async (
  { ledger, clock }: Pick<Parts, 'ledger' | 'clock'>,
  { headers }: FastifyRequest,
): Promise<SendingDevice | undefined> => {
  const [, token] = form.exec(headers.authorization ?? '') ?? []
  if (token === undefined) return undefined
  const row = await ledger.database.reader
    .selectFrom('device_token')
    .select('device')
    .where('token_hash', '=', hashOfToken(token))
    .where('expires_at', '>', instantOf(clock()))
    .executeTakeFirst()
  if (row === undefined) return undefined
  // Read from the ledger each time: who is revoked is out at once.
  const found = await one<DeviceState>(ledger, 'device', row.device)
  return found?.state.status === 'active'
    ? { id: found.humanId, source: found.state.source }
    : undefined
}

/** Events of a device, as its own; refuses all where one names another source. */
export const ownEvents = (
  { source }: SendingDevice,
  arrived: readonly Arrived[],
): readonly Arrived[] | Refusal => {
  const isOwn = (named: string) => {
    const [given, own] = [named.toLowerCase(), source.toLowerCase()]
    // FHIR also tells the site, which our reader puts behind the device.
    return given === '' || given === own || given.startsWith(`${own} at `)
  }
  const index = arrived.findIndex(({ event }) => !isOwn(event.source))
  if (index >= 0)
    return refuse(
      'device/other-source',
      `This token is for the device "${source}", and entry ${index + 1} has another source. Send it with that device's token, or register the device under the name that its events bear.`,
    )
  return arrived.map((one) =>
    one.event.source === '' ? { ...one, event: { ...one.event, source } } : one,
  )
}

const body = z.strictObject({ expiresInDays: z.number().int().min(1).max(3_660).default(730) })

export const registerDeviceRoutes = (app: FastifyInstance, parts: Parts): void => {
  app.post(
    '/api/devices/:id/token',
    {
      config: { who: ['administrator'] },
      schema: {
        tags: ['devices'],
        summary: 'Make the token of a device; the one before it stops working',
        params: z.object({ id: z.string().max(100) }),
        body: body.optional(),
      },
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { id } = request.params as { readonly id: string }
      const input = body.safeParse(request.body ?? {})
      if (!input.success)
        return sendRefusal(reply, refuse('input/invalid', z.prettifyError(input.error)))
      const made = await makeToken(parts, principal, id, input.data.expiresInDays, request.id)
      if (isRefusal(made)) return sendRefusal(reply, made)
      return reply.code(201).header('cache-control', 'no-store').send(made)
    },
  )
}

/** The fact first: without it there is no token. */
const makeToken = async (
  { ledger, dispatch, clock, random }: Parts,
  by: Principal,
  id: string,
  expiresInDays: number,
  requestId: string,
): Promise<{ readonly token: string; readonly expiresAt: string } | Refusal> => {
  if (by.via === 'token')
    return refuse('access/not-by-token', 'A token cannot do this. Sign in and do it there.')
  const found = await one<DeviceState>(ledger, 'device', id)
  if (found === undefined)
    return refuse('record/not-found', 'There is no such device. Register it first.')
  const expiresAt = addDays(instantOf(clock()), expiresInDays)
  const done = await dispatch({
    kind: 'device',
    command: 'record-token',
    id: found.stream,
    input: { expiresAt },
    actor: { id: 'system:access', roles: ['administrator'] },
    onBehalfOf: actorOf(by).id,
    requestId,
  })
  if (isRefusal(done)) return done
  const token = `${prefix}${newToken(random)}`
  const device: StreamId = done.id
  const row = { token_hash: hashOfToken(token), device, expires_at: expiresAt }
  await ledger.database.writer
    .insertInto('device_token')
    .values(row)
    .onConflict((on) =>
      on.column('device').doUpdateSet({ token_hash: row.token_hash, expires_at: row.expires_at }),
    )
    .execute()
  return { token, expiresAt }
}
