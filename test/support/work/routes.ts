import type { FastifyInstance } from 'fastify'

/** A route as the server's own router tells it; parameters are nameless, `/api/cases/:`. */
export interface ServedRoute {
  readonly method: string
  readonly path: string
}

/**
 * Every route of the running server, read from its router: what is hidden from OpenAPI, too. HEAD
 * goes with GET and is left out beside it.
 */
export const servedRoutes = (app: FastifyInstance): readonly ServedRoute[] => {
  const labels: string[] = []
  const routes: ServedRoute[] = []
  for (const line of app.printRoutes().split('\n')) {
    const found = /^(?<indent>[\s│]*)[├└]── (?<label>.*?)(?: \((?<methods>[A-Z, ]+)\))?$/u.exec(
      line,
    )
    const { indent = '', label = '', methods } = found?.groups ?? {}
    if (found === null) continue
    const depth = indent.length / 4
    labels.length = depth
    labels[depth] = label
    for (const method of methods?.split(', ') ?? [])
      if (method !== 'HEAD' || methods?.includes('GET') !== true)
        routes.push({ method, path: nameless(labels.join('')) })
  }
  return routes
}

/** Two routes whose parameters have other names are the same address. */
export const nameless = (path: string): string => path.replaceAll(/:[\w|:]+/g, ':')
