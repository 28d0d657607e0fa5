import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Server } from '../start.ts'
import { codeAt, type DemoPerson, demoPassword, enrolCast } from './cast.ts'
import { isDemoClock } from './clock.ts'
import { readSaved, type Saved, writeSaved } from './saved.ts'
import { createStage, playScenes } from './stage.ts'
import { storyScenes } from './story/index.ts'
import { lastDayOfMail, letMailGo } from './story/mail.ts'

export { type DemoClock, demoClock } from './clock.ts'
export { demoEnvironment } from './maker.ts'

/** What whoever started the demo needs to look around in it. */
export interface DemoSummary {
  /** False where the folder was filled before. */
  readonly filled: boolean
  readonly people: readonly DemoPerson[]
  /** Of all of them. */
  readonly password: string
  /** What one of the strangers was given for following a report. */
  readonly reporterLink: string
}

/** Days from the beginning of the story to the day on which the demo is filled. */
const storyDays = 120
const day = 86_400_000

/**
 * Fills an empty workspace with an invented maker's work of four months, by the commands that
 * everybody uses; a folder that was filled before is left as it is. The server must have been
 * started with `demoClock()`. Refuses with `demo/not-empty` or `demo/clock`.
 */
export const fillDemo = async (server: Server): Promise<DemoSummary | Refusal> => {
  const { parts } = server
  const { clock, settings } = parts
  const before = await readSaved(settings.dataDir)
  if (before !== undefined) return summaryOf(before, settings.publicUrl, false)
  await server.settle()
  if ((await parts.sequencer.size()) > 0)
    return refuse(
      'demo/not-empty',
      `${settings.dataDir} holds a workspace that is no finished demo. Choose another DATA_DIR, or remove that folder.`,
    )
  if (!isDemoClock(clock))
    return refuse('demo/clock', 'Start the server with demoClock(): the story begins in the past.')
  const beginning = Math.floor(clock() / day - storyDays) * day
  clock.stand(beginning + day / 4)
  try {
    const { cast, people } = await enrolCast(parts)
    const reporterToken = Buffer.from(parts.random(32)).toString('base64url')
    const { settle } = server
    const stage = createStage({ parts, clock, cast, beginning, reporterToken, settle })
    await playScenes(stage, storyScenes, beginning, async (count) => {
      if (count <= lastDayOfMail) await letMailGo(stage)
    })
    const saved = { people: [...people], reporterToken }
    await writeSaved(settings.dataDir, saved)
    return summaryOf(saved, settings.publicUrl, true)
  } finally {
    clock.run()
  }
}

const summaryOf = (
  { people, reporterToken }: Saved,
  publicUrl: string,
  filled: boolean,
): DemoSummary => ({
  filled,
  people,
  password: demoPassword,
  reporterLink: `${publicUrl}/r/${reporterToken}`,
})

/** For the terminal, in demo mode only: who can sign in, and the code that is right at this moment. */
export const describeDemo = (
  { people, password, reporterLink }: DemoSummary,
  now: number,
): readonly string[] => [
  'Everybody here is invented. Sign in as one of:',
  '',
  ...people.map(
    ({ login, name, roles, secret }) =>
      `  ${login.padEnd(8)}${name.padEnd(18)}${roles.join(', ').padEnd(20)}code now ${codeAt(secret, now)}   secret ${secret}`,
  ),
  '',
  `  Password of all: ${password}`,
  '  A code works once, for half a minute; put a secret into an authenticator app for more of them.',
  '',
  `A researcher follows a report at ${reporterLink}`,
]
