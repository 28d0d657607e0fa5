import { canonicalJson } from '../../kernel/canonical-json.ts'
import { type EventId, uuidv7 } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import {
  type Append,
  type Decision,
  type DecisionContext,
  type DeliveryRequest,
  type Found,
  type Kind,
  mayHoldWords,
  type NewEvent,
  payloadOf,
  type RecordedEvent,
} from '../../ledger/index.ts'
import type { CommandRequest, DispatchParts } from './dispatch.ts'
import { asJson } from './plain-json.ts'
import { sealWords } from './seal-words.ts'

/** What a decision was made on. */
interface Decided {
  readonly kind: Kind
  readonly request: CommandRequest
  readonly context: DecisionContext
  readonly from: Found
  readonly subject: string | undefined
  readonly read: Append['read']
  readonly fingerprint: string
}

/**
 * A decision as the ledger takes it: each event in its envelope, what an outsider told sealed under
 * their key, each delivery as a row.
 */
export const appendOf = async (
  { clock, random, sealing }: DispatchParts,
  { kind, request, context, from, subject, read, fingerprint }: Decided,
  decision: Decision<NewEvent>,
): Promise<Append | Refusal> => {
  if (decision.events.length > limits.events.perCommand)
    return refuse('limit/events', 'This asks for too much at once. Split it into smaller steps.')
  const decided: RecordedEvent[] = []
  let holdsWords = false
  for (const [index, event] of decision.events.entries()) {
    const { type, schema = 1, ...told } = event
    // The fact that opens a record says how people call it, so that the ledger itself can tell.
    const payload =
      from.version === 0 && index === 0
        ? { reference: context.humanId, ...subjectIn(kind, subject), ...told }
        : told
    const text = canonicalJson(asJson(payload))
    if (text.length > limits.events.payloadBytes)
      return refuse(
        'limit/event-size',
        'This entry is too long to keep as one fact. Shorten it, or attach it as a file.',
      )
    holdsWords ||= mayHoldWords(text)
    decided.push({
      id: uuidv7(clock(), random(10)) as EventId,
      stream: context.stream,
      kind: kind.contract.kind,
      version: from.version + index + 1,
      type,
      schema,
      at: context.now,
      ...authorOf(request),
      requestId: request.requestId,
      // Exactly what a later reading gives, members in order: the states folded from it agree too.
      payload: payloadOf(text),
      signature: request.signature ?? null,
    })
  }
  const events = await sealed(sealing, kind, subject, decided)
  // What the server itself brings sealed is shown as it is opened, like everything else.
  const shown = holdsWords ? await opened(sealing, decided) : decided
  const cause = events[0]?.id ?? ''
  return {
    kind,
    from,
    events,
    shown: events === shown ? undefined : shown,
    read,
    deliveries: (await sealedContents(sealing, kind, subject, decision.deliveries ?? [])).map(
      (delivery) => deliveryRow(delivery, cause, context, uuidv7(clock(), random(10))),
    ),
    ...(request.key === undefined ? {} : { key: { key: request.key, fingerprint } }),
  }
}

const opened = async (
  sealing: DispatchParts['sealing'],
  events: readonly RecordedEvent[],
): Promise<readonly RecordedEvent[]> => {
  const payloads = await sealing.openWords(events.map(({ payload }) => payload))
  return events.map((event, index) => ({
    ...event,
    // Opening changes texts only; a payload stays an object.
    payload: payloadOf(canonicalJson(asJson(payloads[index] ?? {}))),
  }))
}

/** A record that seals words says whose they are: nothing else in it need tell. */
const subjectIn = ({ words }: Kind, subject: string | undefined) =>
  words === undefined || subject === undefined ? {} : { subject }

const sealed = async (
  sealing: DispatchParts['sealing'],
  { words }: Kind,
  subject: string | undefined,
  events: readonly RecordedEvent[],
): Promise<readonly RecordedEvent[]> => {
  if (words === undefined || subject === undefined) return events
  const before = events.map(({ payload }) => payload)
  const payloads = await sealWords(sealing, words, subject, before)
  if (payloads === before) return events
  // In canonical order, as a later reading gives them; a payload stays an object.
  return events.map((event, index) => ({
    ...event,
    payload: payloadOf(canonicalJson(payloads[index] ?? {})),
  }))
}

/** What is written because of a person's record tells of them: their key opens it at the moment of sending. */
const sealedContents = async (
  sealing: DispatchParts['sealing'],
  { words }: Kind,
  subject: string | undefined,
  deliveries: readonly DeliveryRequest[],
): Promise<readonly DeliveryRequest[]> => {
  if (words === undefined || subject === undefined || deliveries.length === 0) return deliveries
  const texts = deliveries.flatMap(({ content }) => wordsIn(content).map(([, text]) => text))
  const sealed = [...(await sealing.sealWords(subject, texts))]
  return deliveries.map((delivery) => ({
    ...delivery,
    content: {
      ...delivery.content,
      ...Object.fromEntries(
        wordsIn(delivery.content).map(([name]) => [name, sealed.shift() ?? '']),
      ),
    },
  }))
}

/** What of a delivery tells something: subject and body, and what they are made of. */
const wordsIn = (content: DeliveryRequest['content']) =>
  Object.entries(content).filter(([name]) => ['subject', 'body', 'told'].includes(name))

/** A token is recorded as the actor, on behalf of the person who answers for it. */
const authorOf = ({ actor, onBehalfOf }: CommandRequest) =>
  actor.token === undefined
    ? { actor: actor.id, onBehalfOf: onBehalfOf ?? null }
    : { actor: `token:${actor.token}`, onBehalfOf: actor.id }

const deliveryRow = (
  { channel, recipient, content, dedupeKey }: DeliveryRequest,
  cause: string,
  { stream, now }: DecisionContext,
  id: string,
): Append['deliveries'][number] => ({
  id,
  cause,
  stream,
  channel,
  recipient,
  content: JSON.stringify(content),
  dedupe_key: dedupeKey,
  state: 'waiting',
  attempts: 0,
  due_at: now,
  claimed_until: null,
  last_error: null,
  created_at: now,
  done_at: null,
})
