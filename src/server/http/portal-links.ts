import { createHash } from 'node:crypto'
import { latestCheckpoint } from '../../ledger/index.ts'
import type { Parts } from '../parts.ts'

/** 256 bits: the address of the reporter's page, kept by nobody but the reporter. */
export const newToken = ({ random }: Pick<Parts, 'random'>): string =>
  Buffer.from(random(32)).toString('base64url')
export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text)
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Who sends by the public pages. */
export const stranger = { id: 'outsider:portal', roles: ['reporter'] } as const

/** The ledger's checkpoint as a signed note; empty before the first. */
export const checkpointOf = async ({ ledger }: Pick<Parts, 'ledger'>): Promise<string> =>
  (await latestCheckpoint(ledger.database))?.note ?? ''
