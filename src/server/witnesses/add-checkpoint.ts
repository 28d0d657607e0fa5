import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import {
  consistencyProof,
  type Database,
  formatAddCheckpoint,
  parseCosignedSize,
  sizeType,
  tileReader,
  withAnswer,
} from '../../ledger/index.ts'
import { sha256 } from '../signing.ts'

const milliseconds = 30_000
/** Room for a cosignature of each kind of many keys: one of ML-DSA-44 has 3.3 kB. */
const answerBytes = 65_536

/**
 * Submits a checkpoint of ours to a witness (C2SP tlog-witness, `POST <prefix>/add-checkpoint`) with
 * the proof from what it cosigned last; where it names another size (409), once more from there.
 * Answers the note with its signature lines, whose cosignatures nobody has verified yet. Refuses with
 * a sentence for whoever runs the server; `witness/ahead` says that the witness knows more facts than
 * the ledger has.
 */
export const addCheckpoint = async (
  database: Database,
  url: string,
  { size, note }: { readonly size: number; readonly note: string },
  oldSize: number,
  stopping: AbortSignal,
): Promise<{ readonly note: string } | Refusal> => {
  const submit = async (from: number): Promise<Answer | Refusal> => {
    const proof = await consistencyProof(sha256, tileReader(database.reader), from, size)
    if (isRefusal(proof)) return proof
    const body = formatAddCheckpoint(from, proof, note)
    return isRefusal(body) ? body : post(`${url}/add-checkpoint`, body, stopping)
  }
  const from = Math.min(oldSize, size)
  const first = await submit(from)
  if (isRefusal(first) || first.status !== 409) return read(first, note)
  const known = first.type === sizeType ? parseCosignedSize(first.body) : strange(409)
  if (isRefusal(known)) return known
  if (known > size)
    return refuse(
      'witness/ahead',
      `The witness says that it cosigned ${known} facts, and this ledger has ${size}. Was it brought back from an older copy? Ask the operator of the witness for the checkpoint that it has.`,
      { known, size },
    )
  if (known === from)
    return refuse('witness/bad-answer', 'The witness contradicts itself about what it cosigned.')
  return read(await submit(known), note)
}

interface Answer {
  readonly status: number
  /** Without parameters. */
  readonly type: string
  readonly body: string
}

const read = (answer: Answer | Refusal, note: string): { readonly note: string } | Refusal => {
  if (isRefusal(answer)) return answer
  switch (answer.status) {
    case 200: {
      const answered = withAnswer(note, answer.body)
      return isRefusal(answered) ? answered : { note: answered }
    }
    case 403:
    case 404:
      return refuse(
        'witness/unknown-log',
        `The witness does not know this ledger or its key (${answer.status}). Give its operator the verifier key of the page "Ledger".`,
      )
    case 409:
      return refuse('witness/busy', 'The witness was called by somebody else meanwhile.')
    case 422:
      return refuse(
        'witness/not-consistent',
        'The witness says that this ledger does not continue the one that it cosigned (422). Keep a copy of the data folder, check the ledger, and ask its operator for the checkpoint that it has.',
      )
    default:
      return strange(answer.status)
  }
}

const strange = (status: number): Refusal =>
  refuse('witness/no-answer', `The witness answers ${status}. It is called again later.`)

const post = async (
  url: string,
  body: string,
  stopping: AbortSignal,
): Promise<Answer | Refusal> => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'user-agent': 'vulnerary' },
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(milliseconds), stopping]),
    })
    const parts: Uint8Array[] = []
    let bytes = 0
    for await (const part of answer.body ?? []) {
      bytes += part.length
      if (bytes > answerBytes)
        return refuse('witness/too-much', `The witness answers more than ${answerBytes} bytes.`)
      parts.push(part)
    }
    return {
      status: answer.status,
      type: (answer.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
      body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts)),
    }
  } catch (cause) {
    const why = cause instanceof Error ? (cause.cause ?? cause) : cause
    return refuse(
      'witness/no-answer',
      `The witness cannot be reached or broke off: ${why instanceof Error ? why.message : String(why)}. It is called again later.`,
    )
  }
}
