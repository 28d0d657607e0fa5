import type { FastifyInstance } from 'fastify'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, RefusalError, refuse } from '../../kernel/result.ts'
import { parseStrictJson } from '../../kernel/strict-json.ts'

/** JSON bodies are read by our own strict parser; other types of body are refused. */
export const registerJsonBody = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    ['application/json', 'application/fhir+json'],
    { parseAs: 'buffer', bodyLimit: limits.json.bytes },
    async (_request: unknown, body: Buffer) => {
      if (body.length === 0) return undefined
      const text = decode(body)
      const parsed = parseStrictJson(text)
      if (isRefusal(parsed)) throw new RefusalError(parsed)
      return parsed
    },
  )
}

const decode = (body: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch (cause) {
    throw new RefusalError(
      refuse('json/not-utf-8', 'The body is not UTF-8. Send JSON in UTF-8 (RFC 8259 section 8.1).'),
      { cause },
    )
  }
}
