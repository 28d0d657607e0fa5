import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { long, paragraph, required } from '../../kernel/fields.ts'
import { readers } from '../../kernel/roles.ts'

/** What a maker says of legal steps; the portal has the sentence of each in its languages. */
export const safeHarbours = {
  'good-faith': 'No legal steps against who keeps to it in good faith',
  authorised: 'Testing that keeps to it is authorised',
  'no-complaint': 'No complaint and no claim by us; others are not bound',
  none: 'Nothing is said of legal steps',
} as const

export const recognitions = {
  advisory: 'Named in the advisory, if they wish',
  none: 'Not named in public',
} as const

const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Write a language tag: en, de, pt-BR.')

/** The settings of the policy (ISO/IEC 29147): what is not set here, the clocks and keys say. */
const settings = {
  scope: required(long, 'Say which products and services the policy covers.').meta({
    title: 'Scope',
    description: 'Products, services and versions that may be reported on, and what is left out.',
  }),
  language: languageTag.default('en').meta({
    title: 'Language of your own words',
    description: 'The tag of the language that scope and rules are written in, for screen readers.',
  }),
  contactMail: z
    .union([z.literal(''), z.email('Write an e-mail address, or leave it empty.')])
    .default('')
    .meta({
      title: 'E-mail',
      description: 'Where reports by mail go. Empty: the address that this server writes from.',
    }),
  phone: z
    .union([
      z.literal(''),
      z.string().regex(/^\+[0-9][0-9 ()/-]{4,30}$/, 'Write a number like +49 30 1234567.'),
    ])
    .default('')
    .meta({ title: 'Telephone', description: 'In international form, +49 30 1234567.' }),
  languages: z
    .array(languageTag)
    .min(1, 'Name a language that you answer in.')
    .max(20)
    .default(['en'])
    .meta({ title: 'Languages', description: 'Tags of the languages that your people answer in.' }),
  safeHarbour: z
    .enum(['good-faith', 'authorised', 'no-complaint', 'none'])
    .default('good-faith')
    .meta({ title: 'Safe harbour', description: 'What you say of legal steps against reporters.' }),
  recognition: z
    .enum(['advisory', 'none'])
    .default('advisory')
    .meta({ title: 'Recognition', description: 'Whether reporters are named in public.' }),
  disclosureDays: z.number().int().min(1).max(365).optional().meta({
    title: 'Days before publication',
    description: 'How long you ask reporters to wait at most. Empty: no number is named.',
  }),
  notToSend: paragraph.default('').meta({
    title: 'What not to send',
    description: 'Besides patient data, which the policy always asks to leave out.',
  }),
  rules: paragraph.default('').meta({
    title: 'Further rules',
    description: 'What else you ask of who tests your products.',
  }),
}
export const policySettings = z.strictObject(settings)
export type PolicySettings = z.output<typeof policySettings>

const publishers = ['administrator', 'approver'] as const

export const publishPolicy = declareCommand({
  name: 'publish',
  creates: true,
  title: 'Publish the policy',
  help: 'Publishes the policy for reports of vulnerabilities as its first version, at /security.',
  permission: publishers,
  signature: 'I publish this as our policy for reports of vulnerabilities',
  input: policySettings,
})

export const revisePolicy = declareCommand({
  name: 'revise',
  creates: false,
  title: 'Publish a new version',
  help: 'Replaces the policy; the older versions stay to be read.',
  permission: publishers,
  signature: 'I publish this as the new version of our policy',
  input: z.strictObject({
    changes: required(paragraph, 'Say what changed, for those who knew the last version.').meta({
      title: 'What changed',
      description: 'Published with the new version.',
    }),
    ...settings,
  }),
})

export const policyContract = declareKind({
  kind: 'policy',
  everywhere: true,
  collection: 'policies',
  prefix: 'POL',
  clause: '9.2',
  title: 'Disclosure policy',
  readers,
  statuses: ['published'],
  commands: [publishPolicy, revisePolicy],
})

/** A version as it was published. */
export interface PolicyVersion extends PolicySettings {
  readonly number: number
  readonly at: string
  /** Empty for the first. */
  readonly changes: string
  /** Days promised when it was published. */
  readonly promised: Readonly<Record<string, number>>
}
