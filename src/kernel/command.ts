import type { z } from 'zod'
import type { Role } from './roles.ts'

/**
 * A command as data. The HTTP route and its OpenAPI entry, the CLI verb, the workbench form and
 * the permission matrix are all made from this declaration and from nothing else.
 */
export interface CommandDeclaration<Input extends z.ZodType = z.ZodType> {
  readonly name: string
  /** Creates its record (then it has no id to act on) or changes one. */
  readonly creates: boolean
  readonly input: Input
  readonly permission: readonly Role[]
  /** Present where the command is a signature: its meaning, as 21 CFR 11.50 (a)(3) asks. */
  readonly signature?: string
  /** Shown on buttons and in `--help`. */
  readonly title: string
  readonly help: string
  /** Fields of the input that hold an outsider's personal data: sealed before anything sees them. */
  readonly sealed?: readonly string[]
  /** The sealed field that names the person (their e-mail), so one person has one key. */
  readonly person?: string
  /**
   * The sealed field of the record's state whose person has the key, where the input names nobody:
   * who is erased by the one is erased in the other.
   */
  readonly sealedLike?: string
  /**
   * Finds its record also for who may not see it. Its decision says who may use that, refuses all
   * others as if there were none, and what it answers tells nothing of the record.
   */
  readonly unseen?: boolean
  /** Issued by reactions and workers only: it has no route, verb or form. */
  readonly internal?: boolean
  /**
   * What a person whose roles are limited to products needs in theirs: every product that the record
   * concerns (left out), one of them (`any`), or those that these fields of the input name, like
   * `rows.product`, where the command touches no other.
   */
  readonly products?: 'any' | readonly string[]
  /** With such fields: also on a record of other products only, whose people asked for it. */
  readonly elsewhere?: true
  /** Judges the work of others without being a signature: not for a record without product then. */
  readonly judges?: true
}

/** What a slice tells the outside of one kind of record. Pure data: browsers import it too. */
export interface KindContract {
  /** `report`: the kind of stream. */
  readonly kind: string
  /** `reports`: its place in URLs and in the CLI. */
  readonly collection: string
  /** `RPT`: starts the human id. */
  readonly prefix: string
  /** `9.2`: the clause it serves. */
  readonly clause: string
  readonly title: string
  readonly readers: readonly Role[]
  readonly statuses: readonly string[]
  /** Facets whose values a list shows beside each record; never one that says who may see it. */
  readonly listed?: readonly string[]
  readonly commands: readonly CommandDeclaration[]
  /** Holds for all products: who is limited to some changes only their own record of this kind. */
  readonly everywhere?: true
}

export const declareCommand = <Input extends z.ZodType>(
  declaration: CommandDeclaration<Input>,
): CommandDeclaration<Input> => declaration

export const declareKind = <Contract extends KindContract>(contract: Contract): Contract => contract
