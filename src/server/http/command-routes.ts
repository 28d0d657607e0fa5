import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { CommandDeclaration, KindContract } from '../../kernel/command.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Signature } from '../../ledger/index.ts'
import type { CommandRequest } from '../commands/dispatch.ts'
import type { Parts } from '../parts.ts'
import { missingFile } from './kept-files.ts'
import { actorOf, requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'

const credentials = z
  .strictObject({ password: z.string().max(256), code: z.string().max(16) })
  .describe('The signer’s own credential, given again (21 CFR 11.200).')

/** The body of a command's route: its input, and for signatures the credential beside it. */
export const bodyOf = (declaration: CommandDeclaration): z.ZodType =>
  declaration.signature === undefined
    ? z.strictObject({ input: declaration.input })
    : z.strictObject({ input: declaration.input, signature: credentials })

export const pathOf = (contract: KindContract, { name, creates }: CommandDeclaration): string =>
  creates ? `/api/${contract.collection}/${name}` : `/api/${contract.collection}/:id/${name}`

/** One route for each declared command that people or machines may issue. */
export const registerCommandRoutes = (app: FastifyInstance, parts: Parts): void => {
  for (const kind of parts.ledger.kinds.values())
    for (const { declaration } of kind.handlers)
      if (declaration.internal !== true) registerCommand(app, parts, kind.contract, declaration)
}

const registerCommand = (
  app: FastifyInstance,
  parts: Parts,
  contract: KindContract,
  declaration: CommandDeclaration,
): void => {
  app.post(
    pathOf(contract, declaration),
    {
      config: { command: declaration.name, kind: contract.kind, who: declaration.permission },
      schema: {
        tags: [contract.collection],
        operationId: `${contract.kind}-${declaration.name}`,
        summary: declaration.title,
        description: `${declaration.help} Roles: ${declaration.permission.join(', ')}.`,
        body: bodyOf(declaration),
        ...(declaration.creates ? {} : { params: z.object({ id: z.string().max(100) }) }),
      },
      // The dispatcher parses the input by the same declaration; nothing is parsed twice.
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const prepared = await prepare(parts, contract, declaration, request)
      if (isRefusal(prepared)) return sendRefusal(reply, prepared)
      if (isSelfTest(parts, prepared)) return reply.code(202).send({ selfTest: true })
      const missing = await missingFile(parts, prepared)
      if (missing !== undefined) return sendRefusal(reply, missing)
      return send(reply, declaration, await parts.dispatch(prepared))
    },
  )
}

const envelope = z.strictObject({ input: z.unknown(), signature: credentials.optional() })

const prepare = async (
  parts: Parts,
  contract: KindContract,
  declaration: CommandDeclaration,
  request: FastifyRequest,
): Promise<CommandRequest | Refusal> => {
  const principal = requirePrincipal(request)
  if (isRefusal(principal)) return principal
  // Who may not do it learns that first, before anything is asked of the input.
  if (!declaration.permission.some((role) => principal.roles.includes(role)))
    return refuse(
      'access/not-permitted',
      `Your roles do not include this. Ask one of: ${declaration.permission.join(', ')}.`,
    )
  const body = envelope.safeParse(request.body ?? {})
  if (!body.success)
    return refuse(
      'input/invalid',
      'Send an object with "input" and, for a signature, "signature": {"password", "code"}.',
    )
  let signature: Signature | undefined
  if (declaration.signature !== undefined) {
    if (body.data.signature === undefined)
      return refuse(
        'access/signature-needed',
        `This is a signature ("${declaration.signature}"): give your password and code again.`,
        { meaning: declaration.signature },
      )
    const confirmed = await parts.access.confirm(principal, body.data.signature)
    if (isRefusal(confirmed)) return confirmed
    signature = {
      name: principal.name,
      at: instantOf(parts.clock()),
      meaning: declaration.signature,
    }
  }
  const key = headerOf(request, 'idempotency-key')
  if (key !== undefined && key.length > limits.ids.idempotencyKey)
    return refuse('input/invalid', 'The Idempotency-Key is too long.')
  const ifVersion = versionOf(headerOf(request, 'if-match'))
  if (isRefusal(ifVersion)) return ifVersion
  const { id } = request.params as { readonly id?: string }
  return {
    kind: contract.kind,
    command: declaration.name,
    input: body.data.input,
    actor: actorOf(principal),
    requestId: request.id,
    ...(declaration.creates || id === undefined ? {} : { id }),
    ...(signature === undefined ? {} : { signature }),
    ...(key === undefined ? {} : { key: `${principal.person}:${key}` }),
    ...(ifVersion === undefined ? {} : { ifVersion }),
  }
}

/** Whether our own self-test of the API came in, which never becomes a report. */
const isSelfTest = ({ probes }: Parts, { kind, command, input }: CommandRequest): boolean =>
  kind === 'report' && command === 'receive' && probes.take(described(input))

const described = (input: unknown): string =>
  typeof input === 'object' && input !== null && 'description' in input
    ? String(input.description).slice(0, limits.text.line)
    : ''

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

const versionOf = (header: string | undefined): number | undefined | Refusal => {
  if (header === undefined) return undefined
  const digits = /^"?(\d{1,9})"?$/.exec(header)?.[1]
  return digits === undefined
    ? refuse('input/invalid', 'If-Match takes the version you looked at, like "7".')
    : Number(digits)
}

const send = async (
  reply: FastifyReply,
  { creates }: CommandDeclaration,
  result: Awaited<ReturnType<Parts['dispatch']>>,
) => (isRefusal(result) ? sendRefusal(reply, result) : reply.code(creates ? 201 : 200).send(result))
