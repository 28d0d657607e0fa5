import type { CommandDeclaration } from '../../kernel/command.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { Found, Kind } from '../../ledger/index.ts'
import { firstPerson } from '../vault/index.ts'

/** What the dispatcher needs of the key store: personal data is sealed before anything sees it. */
export interface Sealing {
  personIdOf(identifier: string): string
  seal(person: string, plain: string): Promise<string>
  sealWords(person: string, plain: readonly string[]): Promise<readonly string[]>
  openWords(values: readonly unknown[]): Promise<readonly unknown[]>
  newPerson(): Promise<string>
  /** A keyed hash, so that a stored fingerprint tells nothing of the command it stands for. */
  fingerprint(bytes: Uint8Array): string
}

/** Whose keys seal what this command brings; undefined where nobody outside is concerned. */
export interface Persons {
  /** Whom the record is about: what they tell in their own words goes under this key. */
  readonly subject: string | undefined
  /** Whom the sealed fields of the input name. */
  readonly named: string | undefined
}

/**
 * A record says itself whom it is about. A new one is about whom its input names by address, else
 * about an outsider who tells nothing of themselves and is known by this record alone.
 */
export const personsOf = async (
  sealing: Sealing,
  kind: Kind,
  declaration: CommandDeclaration,
  from: Found,
  input: unknown,
  actor: Actor,
): Promise<Persons> => {
  const told = sealedFields(declaration, input).length > 0
  const identifier = declaration.person === undefined ? '' : textAt(input, declaration.person)
  const byAddress = told && identifier !== '' ? sealing.personIdOf(identifier) : undefined
  if (from.version > 0) {
    const state = from.stored ?? from.state
    const { sealedLike } = declaration
    const like = sealedLike === undefined ? undefined : firstPerson(textAt(state, sealedLike))
    const subject = subjectIn(state)
    const named = byAddress ?? like ?? subject ?? (told ? await sealing.newPerson() : undefined)
    return { subject, named }
  }
  const isOutsiders = kind.words !== undefined && actor.id.startsWith('outsider:')
  const person = byAddress ?? (told || isOutsiders ? await sealing.newPerson() : undefined)
  return { subject: person, named: person }
}

const subjectIn = (state: unknown): string | undefined => {
  const subject = textAt(state, 'subject')
  return subject === '' ? undefined : subject
}

/** The input with each field that its declaration names sealed under the key of whom it names. */
export const sealInput = async (
  sealing: Sealing,
  declaration: CommandDeclaration,
  input: unknown,
  person: string | undefined,
): Promise<unknown> => {
  const told = sealedFields(declaration, input)
  if (person === undefined || told.length === 0) return input
  // An input with fields is an object.
  const fields = { ...(input as Record<string, unknown>) }
  for (const name of told) fields[name] = await sealing.seal(person, textAt(input, name))
  return fields
}

const sealedFields = ({ sealed = [] }: CommandDeclaration, input: unknown): readonly string[] =>
  sealed.filter((name) => textAt(input, name) !== '')

const textAt = (value: unknown, name: string): string => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return ''
  // Any object may be asked for a member that it has.
  const text = (value as Record<string, unknown>)[name]
  return typeof text === 'string' ? text : ''
}
