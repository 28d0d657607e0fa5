import type { Answer, Colleague } from '../maker.ts'
import type { ADocument } from './document.ts'
import { stateOf, type Team } from './team.ts'

export interface ADefect {
  readonly id: string
  readonly humanId: string
  readonly path: string
  state(): Promise<Answer['body']>
}

/** What a person says who opens a documentation defect by hand, with nothing left out. */
export const defectIn = (document: ADocument, more: Readonly<Record<string, unknown>> = {}) => ({
  title: 'The guide keeps the default password',
  defectKind: 'error',
  severity: 'high',
  misleads: 'Operators leave the default password in place.',
  document: document.id,
  statements: [{ document: document.id, revision: '1', quote: 'The password is "care".' }],
  ...more,
})

/** What an engineer says whose defect can harm nobody. */
export const harmless = { endangers: false, reason: 'The account shows no data of patients.' }

export const aDefect = async (
  by: Colleague,
  document: ADocument,
  more: Readonly<Record<string, unknown>> = {},
): Promise<ADefect> => {
  const { id, humanId } = await by.does('/api/defects/open', defectIn(document, more))
  const path = `/api/defects/${id}`
  return { id, humanId, path, state: () => stateOf(by, path) }
}

/** Corrected in version 2 by the writer, verified by the engineer, closed. */
export const corrects = async (
  { writer, engineer }: Team<'writer' | 'engineer'>,
  document: ADocument,
  defect: ADefect,
): Promise<void> => {
  await document.revise('2', 'Choose a password of your own at installation.')
  await writer.does(`${defect.path}/correct`, { revision: '2', after: 'Choose your own.' })
  await engineer.does(`${defect.path}/verify`, { right: true, reason: 'Read and right.' })
  await engineer.does(`${defect.path}/assess`, harmless)
  await engineer.does(`${defect.path}/close`, { told: 'next-release', reason: 'With 2.4.1.' })
}
