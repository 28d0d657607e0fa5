import type { FastifyInstance } from 'fastify'
import { caseContract } from '../../cases/contract.ts'
import { type CaseState, draftNotice } from '../../cases/index.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { ProductState } from '../../products/index.ts'
import type { Parts } from '../parts.ts'
import { ofKind } from '../wiring/records.ts'
import { askedRecord, recordParams } from './asked-record.ts'
import { sendRefusal } from './problems.ts'

/** What a person starts from when they tell a third party: whom to choose from, and the text. */
export const registerCaseNotice = (app: FastifyInstance, parts: Parts): void => {
  app.get(
    '/api/cases/:id/third-parties',
    {
      config: { who: caseContract.readers },
      schema: {
        tags: ['cases'],
        summary: 'Components of the flaw with their owners, coordinators, and drafted notices',
        params: recordParams,
      },
    },
    async (request, reply) => {
      const asked = await askedRecord<CaseState>(parts, request, caseContract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { found } = asked
      const { state } = found
      const maker = { name: parts.settings.makerName, contact: parts.settings.mailFrom }
      return {
        suggested: await suggestedFor(parts, state),
        coordinators: parts.caseInquiries.coordinators,
        drafts: state.parties
          .filter(({ notice }) => notice === null)
          .map((party) => ({
            party: party.party,
            text: draftNotice(state, party, { maker, reference: found.humanId }),
          })),
      }
    },
  )
}

const suggestionsAtMost = 100

/**
 * Components of the flaw with the owner and contact that the impact's products classified them by,
 * or that an SBOM of theirs gives.
 */
const suggestedFor = async ({ ledger }: Parts, state: CaseState) => {
  const flawed = state.facts.components ?? []
  const products = ofKind<ProductState>(
    await ledger.loadAll([...new Set(state.impact.map(({ product }) => product))]),
    'product',
  )
  const owned = products.flatMap(({ state: { items, revisions } }) => [
    ...items,
    ...revisions
      .flatMap(({ sbom }) => sbom?.components ?? [])
      .map(({ name, supplier = '', contact = '' }) => ({ name, owner: supplier, contact })),
  ])
  return flawed
    .map(({ name, affected }) => {
      const item = owned.find(
        (one) => one.name.toLowerCase() === name.toLowerCase() && one.owner !== '',
      )
      return {
        component: `${name} ${affected ?? ''}`.trim(),
        owner: item?.owner ?? '',
        contact: item?.contact ?? '',
      }
    })
    .slice(0, suggestionsAtMost)
}
