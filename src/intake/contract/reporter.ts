import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { long } from '../../kernel/fields.ts'
import { mailFacts } from './mail.ts'
import { files } from './receiving.ts'
import type { reportStatuses } from './words.ts'

export const addFromReporter = declareCommand({
  name: 'add-from-reporter',
  creates: false,
  title: 'Add to the report',
  help: 'The reporter adds a message or files.',
  permission: ['reporter'],
  input: z.strictObject({ message: long.default(''), files, mail: mailFacts.optional() }),
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
  /** When they hear more, as a day; null once closed. */
  readonly nextDate: string | null
  readonly thread: readonly {
    readonly from: 'you' | 'maker'
    readonly at: string
    readonly message: string
    /** An address that the message points to, or empty. */
    readonly where: string
    readonly files: readonly string[]
  }[]
}
