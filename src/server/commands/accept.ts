import { canonicalJson, utf8 } from '../../kernel/canonical-json.ts'
import type { CommandDeclaration } from '../../kernel/command.ts'
import { type StreamId, uuidv7 } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { CommandHandler, Kind } from '../../ledger/index.ts'
import { holdsSealed } from '../vault/index.ts'
import type { CommandRequest, DispatchParts } from './dispatch.ts'
import { asJson } from './plain-json.ts'
import type { Sealing } from './seal-input.ts'

/** A command that its actor may issue, with an input that is as it must be. */
export interface Order {
  readonly kind: Kind
  readonly handler: CommandHandler
  readonly request: CommandRequest
  /** Of the record, where it is a new one. */
  readonly freshId: StreamId
  readonly fingerprint: string
}

/** Refuses what can be refused without a look at any record. */
export const accept = (parts: DispatchParts, request: CommandRequest): Order | Refusal => {
  const kind = parts.ledger.kinds.get(request.kind)
  const handler = kind?.handlers.find(({ declaration }) => declaration.name === request.command)
  if (kind === undefined || handler === undefined)
    return refuse('command/unknown', `There is no command "${request.command}" for this record.`)
  const { declaration } = handler
  const refused = mayIssue(declaration, request)
  if (refused !== undefined) return refused
  const parsed = declaration.input.safeParse(request.input ?? {})
  if (!parsed.success) return invalidInput(parsed.error.issues)
  if (!request.actor.id.startsWith('system:') && holdsSealed(parsed.data))
    return refuse('input/sealed', 'A text has the form of sealed data. Write it in plain words.')
  const { data: input } = parsed
  return {
    kind,
    handler,
    request: { ...request, input },
    freshId: uuidv7(parts.clock(), parts.random(10)) as StreamId,
    fingerprint:
      request.key === undefined ? '' : fingerprintOf(parts.sealing, request, parsed.data),
  }
}

const fingerprintOf = (sealing: Sealing, request: CommandRequest, input: unknown): string =>
  sealing.fingerprint(
    utf8(canonicalJson([request.kind, request.command, request.id ?? null, asJson(input)])),
  )

const mayIssue = (
  { permission, signature, internal }: CommandDeclaration,
  request: CommandRequest,
): Refusal | undefined => {
  const system = request.actor.id.startsWith('system:')
  if (internal === true && !system && request.within !== true)
    return refuse('access/internal', 'The server does this itself; there is no way to ask for it.')
  if (!system && !permission.some((role) => request.actor.roles.includes(role)))
    return refuse(
      'access/not-permitted',
      `Your roles do not include this. Ask one of: ${permission.join(', ')}.`,
    )
  if (signature !== undefined && request.signature === undefined)
    return refuse(
      'access/signature-needed',
      `This is a signature ("${signature}"): give your password and code again.`,
      { meaning: signature },
    )
  return undefined
}

const invalidInput = (
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Refusal => {
  const first = issues[0]
  const where = first === undefined ? '' : first.path.map(String).join('.')
  return refuse(
    'input/invalid',
    `${where === '' ? 'The input' : `"${where}"`} is not as it must be: ${(first?.message ?? 'unknown').replace(/\.$/, '')}. Correct it and send it again.`,
    {
      fields: issues
        .slice(0, 20)
        .map(({ path, message }) => ({ field: path.map(String).join('.'), message })),
    },
  )
}
