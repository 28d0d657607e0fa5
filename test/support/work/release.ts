import type { SecurityProfile } from '../../../src/products/contract.ts'
import type { Answer } from '../maker.ts'
import { elementText, htmlElements } from '../rendered-text.ts'
import { type AProduct, aProduct } from './product.ts'
import { stateOf, type Team } from './team.ts'

export type ReleaseTeam = Team<'manager' | 'approver'>

/** The release documents as they were written: security guide and security release notes. */
export interface Written {
  /** What the sections that answer this constraint say, guide first. */
  says(constraint: string): string
  /** All that both documents say. */
  readonly text: string
  /** Constraints with a gap, in either document. */
  readonly missing: readonly string[]
  readonly files: Answer['body']
}

export interface ARelease {
  readonly id: string
  readonly humanId: string
  readonly path: string
  state(): Promise<Answer['body']>
  /** Evaluates the gate; answers its checks by id. */
  gate(): Promise<Readonly<Record<string, { state: string; detail: string; constraint: string }>>>
  write(): Promise<Written>
  /** Waives what does not pass, writes the documents, and has two people sign. */
  release(): Promise<void>
}

export const aRelease = async (
  team: ReleaseTeam,
  product: AProduct,
  plan: Readonly<Record<string, unknown>> = {},
): Promise<ARelease> => {
  const { manager, approver, maker } = team
  const { id, humanId } = await manager.does('/api/releases/plan', {
    title: `${product.name} 2.4.1`,
    product: product.id,
    revision: '2.4.1',
    previousRevision: '2.4.0',
    ...plan,
  })
  const path = `/api/releases/${id}`
  const state = () => stateOf(manager, path)
  const checks = async () => {
    await manager.does(`${path}/evaluate-gate`, {})
    return (await state()).gate.checks as readonly { id: string; state: string }[]
  }
  const order = async () => {
    await manager.does(`${path}/write-documents`, {})
    await maker.settle()
  }
  return {
    id,
    humanId,
    path,
    state,
    gate: async () =>
      Object.fromEntries((await checks()).map((check) => [check.id, check])) as never,
    write: async () => {
      await order()
      return written(team, (await state()).documents)
    },
    release: async () => {
      for (const check of await checks())
        if (check.state !== 'passed')
          await approver.does(`${path}/waive`, { check: check.id, reason: 'For this test.' }, true)
      await order()
      const { documents } = await state()
      const gaps: { gap: string }[] = documents.flatMap((one: { gaps: object[] }) => one.gaps)
      const open = [...new Set(gaps.map(({ gap }) => gap))]
      if (open.length > 0) {
        const waived = open.map((gap) => ({ gap, reason: 'Not part of this test.' }))
        await approver.does(`${path}/waive-gaps`, { gaps: waived }, true)
        await maker.settle()
      }
      await manager.does(`${path}/sign`, {}, true)
      await approver.does(`${path}/sign`, {}, true)
    },
  }
}

const written = async ({ manager }: Team<'manager'>, files: Answer['body']): Promise<Written> => {
  const pages: Uint8Array[] = []
  for (const { format, file } of files)
    if (format === 'html')
      pages.push(Buffer.from((await manager.get(`/api/files/${file.hash}`)).body))
  const elements = pages.flatMap((page) => htmlElements(page))
  const sections = elements
    .filter(({ tagName }) => tagName === 'section')
    .map((section) => ({
      answers:
        section.attrs.find(({ name }) => name === 'data-constraints')?.value.split(' ') ?? [],
      text: elementText(section),
    }))
  return {
    says: (constraint) =>
      sections
        .filter(({ answers }) => answers.includes(constraint))
        .map(({ text }) => text)
        .join('\n'),
    text: elements
      .filter(({ tagName }) => tagName === 'main')
      .map(elementText)
      .join('\n'),
    missing: [...new Set<string>(files.flatMap((file: { missing: string[] }) => file.missing))],
    files,
  }
}

/** The documents of a release of a product with this profile. */
export const writtenFrom = async (
  team: ReleaseTeam & Team<'engineer'>,
  profile: Partial<SecurityProfile>,
): Promise<Written> => (await aRelease(team, await aProduct(team.engineer, { profile }))).write()
