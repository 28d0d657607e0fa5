import { queryOptions, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { type Role, roles } from '../../kernel/roles.ts'
import { shortListQuery } from './records.ts'
import { request } from './request.ts'

export const peopleQuery = shortListQuery('people', { sort: 'title', order: 'asc', limit: 500 })

/** Turns the ids of actors into names for people to read. */
export const useActorName = (): ((actor: string) => string) => {
  const { data } = useQuery(peopleQuery)
  const names = new Map((data ?? []).map(({ id, title }) => [`person:${id}`, title]))
  return (actor) => names.get(actor) ?? actorInWords(actor)
}

const actorInWords = (actor: string): string => {
  const colon = actor.indexOf(':')
  const [sort, rest] = [actor.slice(0, colon), actor.slice(colon + 1)]
  switch (sort) {
    case 'system':
      return 'The server'
    case 'outsider':
      return 'The reporter'
    case 'token':
      return 'A machine'
    case 'person':
      return 'A colleague'
    default:
      return rest === '' ? 'Somebody' : rest
  }
}

const invitation = z.object({ token: z.string(), expiresAt: z.string() })
export type Invitation = z.output<typeof invitation>

export const invitationLink = (person: string): Promise<Invitation> =>
  request(invitation, `/api/people/${person}/invitation`, { method: 'POST' })

const tokenInfo = z.object({
  id: z.string(),
  label: z.string(),
  roles: z.array(z.enum(roles)),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
export type TokenInfo = z.output<typeof tokenInfo>

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => request(z.array(tokenInfo), '/api/tokens', { signal }),
})

export interface NewToken {
  readonly label: string
  readonly roles: readonly Role[]
  readonly expiresInDays: number
}

export const createToken = (input: NewToken): Promise<{ token: string; info: TokenInfo }> =>
  request(z.object({ token: z.string(), info: tokenInfo }), '/api/tokens', {
    method: 'POST',
    json: input,
  })

export const revokeToken = (id: string): Promise<null> =>
  request(z.null(), `/api/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' })
