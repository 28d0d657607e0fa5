import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, long, paragraph } from '../../kernel/fields.ts'
import { mailFacts } from './mail.ts'
import { files, thanked } from './receiving.ts'
import type { Told } from './told.ts'
import type { exits, reportStatuses } from './words.ts'

export const addFromReporter = declareCommand({
  name: 'add-from-reporter',
  creates: false,
  title: 'Add to the report',
  help: 'The reporter adds a message or files.',
  permission: ['reporter'],
  input: z.strictObject({ message: long.default(''), files, mail: mailFacts.optional() }),
})

export const withdraw = declareCommand({
  name: 'withdraw',
  creates: false,
  title: 'Withdraw the report',
  help: 'The reporter takes it back and hears no more of it. The maker still looks at the flaw.',
  permission: ['reporter'],
  input: z.strictObject({ message: paragraph.default('') }),
})

export const setCredit = declareCommand({
  name: 'set-credit',
  creates: false,
  title: 'Ask for credit',
  help: 'The reporter says by which name to be thanked in the advisory, and whether on the public page of thanks too; empty for none.',
  permission: ['reporter'],
  sealed: ['credit', 'creditLink'],
  sealedLike: 'reporterEmail',
  input: z.strictObject({ credit: line, ...thanked }),
})

/** Decided for whoever named the report and its contact; the mail alone holds the new link. */
export const askForLink = declareCommand({
  name: 'ask-for-link',
  creates: false,
  title: 'Ask for a new link',
  help: 'Has a new secret link sent to the contact that the report was given.',
  permission: [],
  internal: true,
  input: z.strictObject({}),
})

export const replaceLink = declareCommand({
  name: 'replace-link',
  creates: false,
  title: 'Replace the link',
  help: 'Records that a new secret link has left by mail. The one before it stops.',
  permission: [],
  internal: true,
  input: z.strictObject({ linkHash: z.string().regex(/^[0-9a-f]{64}$/) }),
})

/** Where a report stands, as far as its reporter was told. */
export const standings = [
  'new',
  'acknowledged',
  'in-case',
  'decided',
  'fixed',
  'update-out',
  'advice-out',
  'ended',
  'withdrawn',
  'closed',
] as const

/** What a reporter sees behind the secret link, and nothing else. */
export interface ReporterPage {
  readonly reference: string
  readonly title: string
  readonly receivedAt: string
  readonly status: (typeof reportStatuses)[number]
  /** Where it stands; the portal has plain words for it in each language. */
  readonly standing: (typeof standings)[number]
  /** When they hear more, as a day; null once closed or withdrawn. */
  readonly nextDate: string | null
  /** When they hear at the latest what we make of it at first; null where that is past. */
  readonly assessBy: string | null
  /** Whether they took it back: then nothing more is written to them. */
  readonly withdrawn: boolean
  /** Sealed: whether a wish for credit is there, and never what it is. */
  readonly credit: boolean
  /** Whether they want to be named on the public page of thanks as well. */
  readonly thanks: boolean
  /** How it ended; null while it is open. */
  readonly exit: keyof typeof exits | null
  readonly thread: readonly {
    readonly from: 'you' | 'maker'
    readonly at: string
    readonly message: string
    /** The message for each language, where the server told it by itself. */
    readonly said: Told
    /** An address that the message points to, or empty. */
    readonly where: string
    readonly files: readonly string[]
  }[]
}
