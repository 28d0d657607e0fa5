import { z } from 'zod'
import { day, line } from '../../../kernel/fields.ts'
import { isProtected } from '../../../kernel/protected-address.ts'
import { secretSchema } from '../secret.ts'

const word = line.min(1)

const address = z
  .string()
  .max(300)
  .refine(isProtected, 'Write an address that begins with https:// (http:// on this machine only).')

/** What every tracker needs. */
const common = {
  /** Ends the name by which reports say where they come from: `redmine:lab`. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Write a short name like lab or team-2.'),
  token: secretSchema,
  /** The product that its reports are about, as the registry names it. */
  product: line.default(''),
  /** Whose findings they are: of developers and testers (c), or of verification (a). */
  source: z.enum(['a', 'c']).default('c'),
  /** Issues that changed last before this day stay out. */
  from: day.optional(),
  everySeconds: z.number().int().min(10).max(86_400).default(60),
  /** Documentation defects that are put there. */
  defects: z
    .strictObject({
      /** Who decides when one is done: we, and its issue follows; or the tracker, and we do. */
      status: z.enum(['here', 'tracker']).default('here'),
      /** The statuses, as the tracker names them, that an issue gets when its defect ends or opens. */
      closed: word.optional(),
      open: word.optional(),
    })
    .default({ status: 'here' }),
  /** The key of an issue with the label, kept for self-tests, which write into it. */
  probeIssue: word.optional(),
}

const trackerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('redmine'),
    ...common,
    url: address,
    project: word,
    label: z.union([
      z.strictObject({ tracker: word }),
      z.strictObject({ category: word }),
      z.strictObject({ field: z.number().int().positive(), value: word }),
    ]),
    linkField: z.number().int().positive().optional(),
  }),
  z.strictObject({
    kind: z.literal('jira'),
    ...common,
    url: address,
    project: word,
    label: word,
    /** With it Jira Cloud is meant, without it Data Center. */
    account: z.email().optional(),
    issueType: word.default('Bug'),
    /** That only people whom the maker let in can read the project: Jira itself does not say. */
    private: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('github'),
    ...common,
    url: address.default('https://api.github.com'),
    repository: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'Write it as owner/name.'),
    label: word,
  }),
])
export type TrackerSettings = z.output<typeof trackerSchema>

/** Of the tracker that it is, however many projects of it are connected. */
export const addressOf = ({ url }: TrackerSettings): string => {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname.replace(/\/+$/, '')}`
}

/** Those of the same tracker, itself among them. */
export const siblingsOf = (
  settings: TrackerSettings,
  all: readonly TrackerSettings[],
): readonly TrackerSettings[] =>
  all.filter((other) => other.kind === settings.kind && addressOf(other) === addressOf(settings))

export const systemOf = ({ kind, name }: TrackerSettings): string => `${kind}:${name}`

export const trackersSchema = z
  .array(trackerSchema)
  .max(20)
  .default([])
  .refine((all) => new Set(all.map(systemOf)).size === all.length, 'Give each a name of its own.')

export const trackersExample = `# Issues of developers and testers that bear a label become reports, and hear what becomes of them.
# trackers:
#   - kind: redmine
#     name: lab
#     url: https://redmine.maker.example
#     token: { env: REDMINE_KEY }
#     project: ward-gateway
#     label: { category: Security }
#     product: Ward Gateway
#     defects: { status: here, closed: Closed, open: New }
#   - kind: jira
#     name: cloud
#     url: https://maker.atlassian.net
#     account: vulnerary@maker.example
#     token: { file: jira-token }
#     project: LAB
#     label: security
#   - kind: github
#     name: gateway
#     token: { file: github-token }
#     repository: maker/gateway
#     label: security
`
