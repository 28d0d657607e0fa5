import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bodyOf, pathOf } from '../../src/server/http/command-routes.ts'
import { type Maker, openMaker } from '../support/maker.ts'

interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> }
}

describe('The OpenAPI document', () => {
  let maker: Maker
  let paths: Record<string, Record<string, Operation>>

  beforeAll(async () => {
    maker = await openMaker()
    const document = (await (await maker.fetch('/api/openapi.json')).json()) as {
      openapi: string
      paths: typeof paths
    }
    expect(document.openapi).toBe('3.1.0')
    paths = document.paths
  })
  afterAll(() => maker?.close())

  it('has an entry with its body for every declared command, and none for internal ones', () => {
    const missing: string[] = []
    const leaked: string[] = []
    for (const { contract, handlers } of maker.server.parts.ledger.kinds.values())
      for (const { declaration } of handlers) {
        const path = pathOf(contract, declaration).replace(':id', '{id}')
        const operation = paths[path]?.['post']
        if (declaration.internal === true) {
          if (operation !== undefined) leaked.push(path)
        } else if (
          operation?.requestBody?.content['application/json'] === undefined ||
          operation.summary !== declaration.title
        )
          missing.push(path)
      }
    expect(missing).toEqual([])
    expect(leaked).toEqual([])
  })

  it('asks signatures for the credential, and nothing else for it', () => {
    for (const { handlers } of maker.server.parts.ledger.kinds.values())
      for (const { declaration } of handlers) {
        const withCredential = bodyOf(declaration).safeParse({
          input: {},
          signature: { password: 'x', code: '1' },
        })
        const unknown = withCredential.error?.issues.some(
          ({ code }) => code === 'unrecognized_keys',
        )
        expect([declaration.name, unknown === true]).toEqual([
          declaration.name,
          declaration.signature === undefined,
        ])
      }
  })
})
