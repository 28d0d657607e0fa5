import type { FastifyInstance, FastifyReply, onRequestHookHandler } from 'fastify'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Role } from '../../kernel/roles.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Anybody may come, signed in or not. Without it a route under `/api/` is for people known. */
    readonly open?: boolean
    /** Who may come; without it everybody who signed in. */
    readonly who?: readonly Role[]
  }
}

/**
 * Every route under `/api/` that is added from here on is shut to who is not signed in, or has none
 * of its roles: before the body is read, so that a stranger learns nothing of what it must be, and
 * a route that forgets to ask is shut, not open.
 */
export const registerDoor = (
  app: FastifyInstance,
  sendRefusal: (reply: FastifyReply, refusal: Refusal) => FastifyReply,
): void => {
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api/') || route.config?.open === true) return
    const who = route.config?.who
    const door: onRequestHookHandler = async ({ principal }, reply) => {
      if (principal === undefined)
        return sendRefusal(reply, refuse('access/not-signed-in', 'Sign in first.'))
      if (who !== undefined && !who.some((role) => principal.roles.includes(role)))
        return sendRefusal(
          reply,
          refuse(
            'access/not-permitted',
            `Your roles do not include this. Ask one of: ${who.join(', ')}.`,
          ),
        )
      return undefined
    }
    // After the hooks of the app, which find out who asks.
    route.onRequest = [route.onRequest ?? [], door].flat()
  })
}
