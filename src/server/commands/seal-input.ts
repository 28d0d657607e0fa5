import type { CommandDeclaration } from '../../kernel/command.ts'
import type { StreamId } from '../../kernel/ids.ts'

/** What the dispatcher needs of the key store: personal data is sealed before anything sees it. */
export interface Sealing {
  personIdOf(identifier: string): string
  seal(person: string, plain: string): Promise<string>
  /** A keyed hash, so that a stored fingerprint tells nothing of the command it stands for. */
  fingerprint(bytes: Uint8Array): string
}

/** The input with each field that its declaration names sealed under the person's key. */
export const sealInput = async (
  sealing: Sealing,
  { sealed = [], person }: Pick<CommandDeclaration, 'sealed' | 'person'>,
  input: unknown,
  stream: StreamId,
  /** Whose key it is where the input names nobody: `p-…`. */
  known?: string,
): Promise<unknown> => {
  if (sealed.length === 0 || typeof input !== 'object' || input === null) return input
  const fields: Record<string, unknown> = { ...input }
  const told = sealed.filter((name) => typeof fields[name] === 'string' && fields[name] !== '')
  if (told.length === 0) return input
  const identifier = person === undefined ? undefined : fields[person]
  const subject =
    typeof identifier === 'string' && identifier !== ''
      ? sealing.personIdOf(identifier)
      : (known ?? sealing.personIdOf(stream))
  for (const name of told) fields[name] = await sealing.seal(subject, String(fields[name]))
  return fields
}
