import type { FastifyInstance } from 'fastify'
import type { Parts } from '../parts.ts'

export const registerClauseRoutes = (_app: FastifyInstance, _parts: Parts): void => undefined
