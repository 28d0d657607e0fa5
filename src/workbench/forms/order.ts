import { createContext, useContext } from 'react'
import type { CommandDeclaration, KindContract } from '../../kernel/command.ts'
import type { Dispatched } from '../api/issue.ts'
import type { RecordEnvelope } from '../api/records.ts'
import { hasRole, type SignedIn } from '../api/session.ts'
import { commandOf, contractOf } from '../kinds/contracts.ts'
import type { Values } from './values.ts'

/** A command somebody is about to issue: on which record, and what is filled in already. */
export interface Order {
  readonly collection: string
  readonly command: string
  /** Absent where the command creates its record. */
  readonly record?: RecordEnvelope
  readonly preset?: Values
  readonly onDone?: (dispatched: Dispatched) => void
}

const context = createContext<((order: Order) => void) | undefined>(undefined)
export const OrderProvider = context.Provider

/** Opens the form of a command over the page. */
export const useOrder = (): ((order: Order) => void) => {
  const open = useContext(context)
  if (open === undefined) throw new Error('useOrder is used outside its provider')
  return open
}

/** The commands of a kind that somebody in these roles may issue, by how they act. */
export const offered = (
  contract: KindContract,
  session: SignedIn,
  creates: boolean,
): readonly CommandDeclaration[] =>
  contract.commands.filter(
    (command) =>
      command.internal !== true &&
      command.creates === creates &&
      hasRole(session, command.permission),
  )

export const mayIssue = (session: SignedIn, collection: string, command: string): boolean =>
  contractOf(collection) !== undefined &&
  hasRole(session, commandOf(collection, command).permission)
