import { expect, test } from 'vitest'
import { aTeam, dayAfter, listOf, signedInAgain, stateOf, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'auditor'])
const kinds = ['sast', 'dast', 'sbom-scan', 'penetration-test'] as const

const planned = (kind: string, firstDue: string) =>
  team.engineer.does('/api/activities/plan', {
    kind,
    title: `Planned ${kind}`,
    everyDays: 30,
    firstDue,
  })

test('the four proactive activities are planned, and each run leaves a record', async () => {
  for (const kind of kinds) {
    const { id } = await planned(kind, dayAfter(team.maker, 1))
    const evidence = await team.engineer.upload(`${kind}.txt`, Buffer.from(`output of ${kind}`))
    await team.engineer.does(`/api/activities/${id}/record-run`, {
      on: dayAfter(team.maker, 0),
      outcome: 'clean',
      summary: 'All of it was looked at.',
      file: evidence,
    })
    const state = await stateOf(team.auditor, `/api/activities/${id}`)
    expect(state.runs).toEqual([
      expect.objectContaining({ outcome: 'clean', file: evidence, summary: expect.any(String) }),
    ])
    expect(state.nextDue).toBe(dayAfter(team.maker, 30))
  }
  // They stand on their own: nobody had to report anything first.
  expect(await listOf(team.auditor, '/api/reports')).toEqual([])
  for (const kind of kinds)
    expect(await listOf(team.auditor, `/api/activities?facet=kind:${kind}`)).toHaveLength(1)
})

test('a run needs words, and none is recorded for a day to come', async () => {
  const { id } = await planned('dast', dayAfter(team.maker, 1))
  const run = { on: dayAfter(team.maker, 0), outcome: 'clean', summary: 'Done.' }
  const record = `/api/activities/${id}/record-run`
  const wordless = await tries(team.engineer, record, { ...run, summary: '' })
  expect(wordless.body.code).toBe('input/invalid')
  const early = await tries(team.engineer, record, { ...run, on: dayAfter(team.maker, 2) })
  expect(early.status).toBe(422)
  expect((await stateOf(team.engineer, `/api/activities/${id}`)).runs).toEqual([])
})

test('what is overdue comes first, and a failed run is still due', async () => {
  const { maker, engineer } = team
  await planned('dast', dayAfter(maker, 20))
  const late = await planned('sast', dayAfter(maker, 0))
  await engineer.does(`/api/activities/${late.id}/record-run`, {
    on: dayAfter(maker, 0),
    outcome: 'failed',
    summary: 'The scanner could not build the sources.',
  })
  maker.time.now += 3 * 86_400_000
  const [first] = await listOf(
    await signedInAgain(maker, engineer),
    '/api/activities?sort=due&order=asc',
  )
  expect(first.id).toBe(late.id)
  expect(first.dueAt < new Date(maker.time.now).toISOString()).toBe(true)
})
