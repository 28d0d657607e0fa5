import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Colleague } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { type RedmineLab, startRedmine } from '../support/redmine/server.ts'
import { type GitHubLab, startGitHub } from '../support/trackers/github.ts'
import { type JiraLab, startJira } from '../support/trackers/jira.ts'
import { aDefect, harmless } from '../support/work/defect.ts'
import { type ADocument, aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { listOf, tries } from '../support/work/team.ts'
import {
  type MakerWithChannels,
  openMakerWithChannels,
  polls,
} from '../support/work/with-channels.ts'

// 4.1.9/defect-system: documentation defects are tracked where the maker tracks defects.

interface Shown {
  readonly key: string
  readonly title: string
  readonly text: string
  readonly status: string
}
/** What a test of the same story needs of one tracker. */
interface Lab {
  readonly system: string
  issues(): Promise<readonly Shown[]>
  sets(key: string, isClosed: boolean): Promise<string>
}
interface World extends MakerWithChannels {
  readonly writer: Colleague
  readonly guide: ADocument
}

const opens = async (
  settings: unknown,
  secrets: Readonly<Record<string, string>>,
): Promise<World> => {
  const world = await openMakerWithChannels({ settings: { trackers: settings }, secrets })
  const writer = await world.maker.colleague('wanda', ['writer'])
  const product = await aProduct(world.engineer)
  const guide = await aDocument({ ...world, writer }, product, 'The password is "care".')
  return { ...world, writer, guide }
}

const tracked = async (world: World, system: string) => {
  const defect = await aDefect(world.engineer, world.guide)
  await world.engineer.does(`${defect.path}/track`, { tracker: system })
  await world.maker.settle()
  return { ...defect, issue: (await defect.state()).issue }
}

let version = 1
const verified = async ({ guide, writer, engineer }: World, path: string) => {
  version += 1
  await guide.revise(String(version), `Choose a password of your own, with ${version} words.`)
  await writer.does(`${path}/correct`, { revision: String(version), after: 'Choose your own.' })
  await engineer.does(`${path}/verify`, { right: true, reason: 'Read and right.' })
  await engineer.does(`${path}/assess`, harmless)
}
const closes = ({ engineer }: World, path: string) =>
  tries(engineer, `${path}/close`, { told: 'next-release', reason: 'With 2.4.1.' })

/** Create, link back, our end there, its status here: the same for every tracker. */
const goesThereAndBack = async (world: World, lab: Lab) => {
  const before = (await lab.issues()).length
  const defect = await tracked(world, lab.system)
  const [issue, ...more] = (await lab.issues()).slice(before)
  expect(more).toEqual([])
  expect(issue?.title).toBe(`[${defect.humanId}] The guide keeps the default password`)
  for (const words of ['leave the default password', 'The password is "care".', defect.humanId])
    expect(issue?.text).toContain(words)
  const key = issue?.key ?? ''
  expect(defect.issue).toMatchObject({ key, withheld: false, isClosed: false })
  expect(defect.issue.url).toContain(key)
  const again = await tries(world.engineer, `${defect.path}/track`, { tracker: lab.system })
  expect(again.body.code).toBe('defect/tracked-already')
  const byKey = await listOf(
    world.engineer,
    `/api/defects?facet=defect-issue:${encodeURIComponent(defect.issue.issue)}`,
  )
  expect(byKey.map(({ id }) => id)).toEqual([defect.id])
  // Closed there before it is corrected here: the defect asks for its correction.
  const status = await lab.sets(key, true)
  await polls(world.maker, lab.system)
  expect((await defect.state()).issue).toMatchObject({ status, isClosed: true })
  const asking = await listOf(world.engineer, '/api/defects?facet=attention:tracker-closed')
  expect(asking.map(({ id }) => id)).toEqual([defect.id])
  await lab.sets(key, false)
  await polls(world.maker, lab.system)
  expect((await defect.state()).issue.isClosed).toBe(false)
  // We decide: what ends here ends there, and what opens here opens there.
  await verified(world, defect.path)
  expect((await closes(world, defect.path)).status).toBe(200)
  await world.maker.settle()
  const shown = async () => (await lab.issues()).find((one) => one.key === key)?.status
  expect(await shown()).toBe(status)
  expect((await defect.state()).issue.isClosed).toBe(true)
  await world.engineer.does(`${defect.path}/reopen`, { reason: 'Not right in chapter 3.' })
  await world.maker.settle()
  expect(await shown()).not.toBe(status)
  // It is no finding of a developer.
  expect(await listOf(world.triager, '/api/reports')).toEqual([])
}

/** Nothing closes here before the tracker closed it; what is opened again there is open here. */
const letsItDecide = async (world: World, lab: Lab) => {
  const defect = await tracked(world, lab.system)
  const { key } = defect.issue
  await verified(world, defect.path)
  expect((await closes(world, defect.path)).body.code).toBe('defect/issue-open')
  await lab.sets(key, true)
  await polls(world.maker, lab.system)
  expect((await closes(world, defect.path)).status).toBe(200)
  await lab.sets(key, false)
  await polls(world.maker, lab.system)
  expect(await defect.state()).toMatchObject({ status: 'open', reopened: [{}] })
}

describe('documentation defects in GitHub', () => {
  let github: GitHubLab
  let world: World
  let lab: Lab
  beforeAll(async () => {
    github = await startGitHub()
    const common = {
      kind: 'github',
      url: github.url,
      repository: 'maker/gateway',
      token: { file: 'github' },
      label: 'security',
      everySeconds: 86_400,
    }
    world = await opens(
      [
        { ...common, name: 'gateway' },
        { ...common, name: 'docs', defects: { status: 'tracker' } },
      ],
      { github: github.token },
    )
    lab = {
      system: 'github:gateway',
      issues: async () => github.issues,
      sets: async (key, isClosed) => {
        const issue = github.issues.find((one) => one.key === key)
        if (issue !== undefined) issue.status = isClosed ? 'closed' : 'open'
        return isClosed ? 'closed' : 'open'
      },
    }
  })
  afterAll(async () => {
    await world?.close()
    await github?.close()
  })

  test('go there and come back', () => goesThereAndBack(world, lab))
  test('end where the tracker decides', () =>
    letsItDecide(world, { ...lab, system: 'github:docs' }))

  test('tell no details where others read the project', async () => {
    github.visibility = 'public'
    const { humanId, issue } = await tracked(world, lab.system)
    expect(issue.withheld).toBe(true)
    const made = github.issues.at(-1)
    expect(made?.title).toBe(`[${humanId}] Documentation defect`)
    expect(JSON.stringify(made)).not.toMatch(/password|care"/i)
    github.visibility = 'private'
  })

  test('wait while the tracker is away, and are made once', async () => {
    const before = github.issues.length
    github.lose('POST')
    const { issue, ...defect } = await tracked(world, lab.system)
    expect(issue).toBeNull()
    world.maker.time.now += 600_000
    await world.maker.settle()
    expect(github.issues).toHaveLength(before + 1)
    expect((await defect.state()).issue.key).toBe(github.issues.at(-1)?.key)
  })

  test('are refused a tracker that is not connected', async () => {
    const { path } = await aDefect(world.engineer, world.guide)
    const refused = await tries(world.engineer, `${path}/track`, { tracker: 'jira:lab' })
    expect([refused.body.code, refused.body.title]).toEqual([
      'defect/no-tracker',
      expect.stringContaining('github:gateway'),
    ])
  })
})

describe('documentation defects in Jira', () => {
  let jira: JiraLab
  let world: World
  let lab: Lab
  beforeAll(async () => {
    jira = await startJira('cloud')
    const common = {
      kind: 'jira',
      url: jira.url,
      account: jira.account,
      project: 'LAB',
      private: true,
      token: { file: 'jira' },
      label: 'security',
      everySeconds: 86_400,
    }
    world = await opens(
      [
        { ...common, name: 'inside' },
        { ...common, name: 'docs', defects: { status: 'tracker' } },
        { ...common, name: 'open', private: false },
      ],
      { jira: jira.token },
    )
    lab = {
      system: 'jira:inside',
      issues: async () => jira.issues,
      sets: async (key, isClosed) => {
        const issue = jira.issues.find((one) => one.key === key)
        const status = isClosed ? 'Done' : 'To Do'
        if (issue !== undefined) Object.assign(issue, { status, updated: Date.now() })
        return status
      },
    }
  })
  afterAll(async () => {
    await world?.close()
    await jira?.close()
  })

  test('go there and come back', () => goesThereAndBack(world, lab))
  test('end where the tracker decides', () => letsItDecide(world, { ...lab, system: 'jira:docs' }))
  test('tell no details where nobody said that the project is private', async () => {
    expect((await tracked(world, 'jira:open')).issue.withheld).toBe(true)
    expect(JSON.stringify(jira.issues.at(-1))).not.toContain('password')
  })
})

describeWith('redmine', 'documentation defects in Redmine, the real one', () => {
  let redmine: RedmineLab
  let world: World
  let lab: Lab
  beforeAll(async () => {
    redmine = await startRedmine()
    const common = {
      kind: 'redmine',
      url: redmine.url,
      project: 'gateway',
      token: { file: 'redmine' },
      label: { category: 'Security' },
      everySeconds: 86_400,
    }
    const asked = async (path: string) => (await redmine.asDora('GET', path)).body
    const { issue_statuses: all } = (await asked('/issue_statuses.json')) as {
      issue_statuses: readonly { id: number; name: string; is_closed: boolean }[]
    }
    const named = (isClosed: boolean) => all.find(({ is_closed }) => is_closed === isClosed)
    const defects = { closed: named(true)?.name, open: named(false)?.name }
    world = await opens(
      [
        { ...common, name: 'lab', defects },
        { ...common, name: 'docs', defects: { status: 'tracker' } },
        { ...common, name: 'open', project: 'pump' },
      ],
      { redmine: redmine.robotKey },
    )
    lab = {
      system: 'redmine:lab',
      issues: async () => {
        const { issues } = (await asked('/issues.json?status_id=*&sort=id')) as {
          issues: readonly {
            id: number
            subject: string
            description: string
            status: { name: string }
          }[]
        }
        return issues.map(({ id, subject, description, status }) => ({
          key: String(id),
          title: subject,
          text: description,
          status: status.name,
        }))
      },
      sets: async (key, isClosed) => {
        const issue = { status_id: named(isClosed)?.id }
        expect((await redmine.asDora('PUT', `/issues/${key}.json`, { issue })).status).toBe(204)
        return named(isClosed)?.name ?? ''
      },
    }
  })
  afterAll(async () => {
    await world?.close()
    await redmine?.stop()
  })

  test('go there and come back', () => goesThereAndBack(world, lab))
  test('end where the tracker decides', () =>
    letsItDecide(world, { ...lab, system: 'redmine:docs' }))
  test('tell no details in a project that is public', async () => {
    const { issue, humanId } = await tracked(world, 'redmine:open')
    expect(issue.withheld).toBe(true)
    const made = (await lab.issues()).find(({ key }) => key === issue.key)
    expect(made?.title).toBe(`[${humanId}] Documentation defect`)
    expect(made?.text).not.toMatch(/password/i)
  })
})
