import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { lookUp } from '../../catalogue/look-up.ts'
import type { OwnCatalogue } from '../../catalogue/own.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { reviewFindingContract } from '../../review/contract.ts'
import { catalogueAsOscal } from '../../review/index/catalogue.ts'
import type { ClauseReview } from '../clause-review.ts'
import { readOwnCatalogue } from '../own-catalogue.ts'
import { judgedDuties } from '../own-duties.ts'
import type { Parts } from '../parts.ts'
import { requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'

const tags = ['clauses']
const { readers } = reviewFindingContract

/** The clauses as data: the catalogue, its crosswalk both ways, and all of it as OSCAL. */
export const registerCatalogueRoutes = (
  app: FastifyInstance,
  { ledger, settings: { dataDir } }: Pick<Parts, 'ledger' | 'settings'>,
  review: Pick<ClauseReview, 'catalogue'>,
): void => {
  const read = async (
    request: FastifyRequest,
  ): Promise<{ readonly catalogue: Catalogue; readonly own: OwnCatalogue } | Refusal> => {
    const principal = requireReader(request, { readers, collection: 'the catalogue' })
    if (isRefusal(principal)) return principal
    const catalogue = review.catalogue()
    if (isRefusal(catalogue)) return catalogue
    const own = await readOwnCatalogue(dataDir)
    return isRefusal(own) ? own : { catalogue, own }
  }

  app.get(
    '/api/catalogue',
    {
      config: { who: readers },
      schema: { tags, summary: 'The clauses as data, with what the maker added' },
    },
    async (request, reply) => {
      const known = await read(request)
      if (isRefusal(known)) return sendRefusal(reply, known)
      const { background, clauses, neighbours, crosswalk } = known.catalogue
      return { background, clauses, neighbours, crosswalk, own: known.own }
    },
  )

  app.get(
    '/api/catalogue/own-duties',
    {
      config: { who: readers },
      schema: {
        tags,
        summary: 'The maker’s own duties, each with the last word of a person on it',
        querystring: z.object({ product: z.uuid().optional() }),
      },
    },
    async (request, reply) => {
      const known = await read(request)
      if (isRefusal(known)) return sendRefusal(reply, known)
      const { product } = request.query as { readonly product?: string }
      return { duties: await judgedDuties(ledger, known.own.duties, product) }
    },
  )

  const querystring = z.object({ of: z.string().trim().min(1).max(200) })
  app.get(
    '/api/catalogue/crosswalk',
    {
      config: { who: readers },
      schema: {
        tags,
        summary:
          'What a clause or constraint maps to, or what a clause of another standard maps back to',
        querystring,
      },
    },
    async (request, reply): Promise<FastifyReply | object> => {
      const known = await read(request)
      if (isRefusal(known)) return sendRefusal(reply, known)
      const { of } = request.query as z.infer<typeof querystring>
      const found = lookUp(known.catalogue, known.own, of)
      return isRefusal(found) ? sendRefusal(reply, found) : found
    },
  )

  app.get(
    '/api/catalogue/oscal',
    {
      config: { who: readers },
      schema: { tags, summary: 'The catalogue as OSCAL (NIST, catalog model)' },
    },
    async (request, reply) => {
      const known = await read(request)
      return isRefusal(known)
        ? sendRefusal(reply, known)
        : catalogueAsOscal(known.catalogue, known.own)
    },
  )
}
