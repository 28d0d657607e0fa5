import { join } from 'node:path'
import type { Answer } from '../maker.ts'
import type { AProduct } from './product.ts'
import { aRelease } from './release.ts'
import { stateOf, type Team, tries } from './team.ts'

export type UpdateTeam = Team<'manager' | 'approver'>

export interface AnUpdate {
  readonly id: string
  readonly humanId: string
  readonly path: string
  state(): Promise<Answer['body']>
  /** Has it approved by another person. */
  approve(): Promise<void>
  tryToPublish(): Promise<Answer>
  /** Approves, publishes and waits until the repository holds it. */
  publish(): Promise<void>
  notify(): Promise<Answer>
}

export const firmware = 'firmware 2.4.1 '.repeat(100)

/** What a release manager fills in for an update, with nothing left out. */
export const updateOf = async (
  { manager }: Team<'manager'>,
  product: AProduct,
  release: { readonly id: string },
): Promise<Readonly<Record<string, unknown>>> => ({
  title: `${product.name} 2.4.1`,
  release: release.id,
  product: product.id,
  revision: '2.4.1',
  files: [await manager.upload('gateway-2.4.1.bin', Buffer.from(firmware))],
  compatibility: 'For Careline Gateway 2.3 and later on hardware B.',
  instructions: 'Stop the gateway, install, start.',
})

/** An update of a release that two people signed, or of one that nobody did. */
export const anUpdate = async (
  team: UpdateTeam,
  product: AProduct,
  { released = true, ...more }: Readonly<Record<string, unknown>> = {},
): Promise<AnUpdate> => {
  const { manager, approver, maker } = team
  const release = await aRelease(team, product)
  if (released === true) await release.release()
  const { id, humanId } = await manager.does('/api/updates/prepare', {
    ...(await updateOf(team, product, release)),
    ...more,
  })
  const path = `/api/updates/${id}`
  const state = () => stateOf(manager, path)
  const approve = async () => void (await approver.does(`${path}/approve`, {}, true))
  const tryToPublish = () => tries(manager, `${path}/publish`, {}, true)
  return {
    id,
    humanId,
    path,
    state,
    approve,
    tryToPublish,
    publish: async () => {
      await approve()
      await tryToPublish()
      await maker.settle()
      const { status, failure } = await state()
      if (status !== 'published') throw new Error(`${status}: ${JSON.stringify(failure)}`)
    },
    notify: async () => {
      const answer = await tries(manager, `${path}/notify`, {})
      await maker.settle()
      return answer
    },
  }
}

/** The tree that the maker publishes: any web server could serve it. */
export const repositoryOf = ({ maker }: Team): string => join(maker.folder, 'public', 'updates')
