import { expect, test } from 'vitest'
import { aTeam, dayAfter, listOf, signedInAgain, stateOf } from '../support/work/team.ts'

const team = aTeam(['engineer', 'writer'])

/** Moves the clock, and gives what was mailed to this colleague about the task, oldest first. */
const mailsAfter = async (days: number, login: string, humanId: string) => {
  const { maker, mail } = team
  maker.time.now += days * 86_400_000
  await maker.settle()
  return mail.mails
    .filter(({ to, mail: { subject } }) => to.includes(login) && subject?.includes(humanId))
    .map(({ mail: one }) => ({ subject: one.subject, text: one.text }))
}

test('a reminder that reached nobody is on record, and one that ended is not sent', async () => {
  const { engineer, maker, writer } = team
  const plan = (who: string) =>
    engineer.does('/api/findings/plan-task', {
      constraint: '9.5/proactive',
      what: 'Plan the scans.',
      who: `person:${who}`,
      until: dayAfter(maker, 2),
    })
  // Wanda's sign-in name is no mail address, and she gave none.
  const unheard = await plan(writer.person)
  const done = await plan(writer.person)
  await engineer.does(`/api/findings/${done.id}/end-task`, { outcome: 'done', reason: 'Planned.' })
  await maker.settle()
  const { task } = await stateOf(engineer, `/api/findings/${unheard.id}`)
  expect(task.reminded).toMatchObject([{ what: 'soon', mails: 0 }])
  expect((await stateOf(engineer, `/api/findings/${done.id}`)).task.reminded).toEqual([])
  const open = await listOf(engineer, `/api/findings?facet=assignee:person:${writer.person}`)
  expect(open.map(({ humanId }) => humanId)).toEqual([unheard.humanId])
})

// Last, since it moves the clock.
test('a task of the clause review is mailed three days before, and told when it was missed', async () => {
  const { engineer, maker } = team
  const wera = await maker.colleague('wera@maker.example', ['writer'])
  const paul = await maker.colleague('paul@maker.example', ['engineer'])
  const until = dayAfter(maker, 10)
  const { id, humanId } = await paul.does('/api/findings/plan-task', {
    constraint: '9.2/complaints',
    what: 'Have the secret ward of Lindenau send its complaints on.',
    who: `person:${wera.person}`,
    until,
  })
  const { body } = await wera.get('/api/due?mine=yes')
  expect(body.items).toMatchObject([
    { humanId, what: 'Close a gap of the clause review', collection: 'findings' },
  ])
  expect((await engineer.get('/api/due?mine=yes')).body.items).toEqual([])
  expect(await mailsAfter(0, 'wera@maker.example', humanId)).toEqual([])
  const [soon, ...more] = await mailsAfter(8, 'wera@maker.example', humanId)
  expect(more).toEqual([])
  expect(soon?.subject).toBe(`[${humanId}] A date comes near`)
  expect(soon?.text).toContain(`(9.2/complaints) is to be closed by ${until} (UTC)`)
  expect(soon?.text).toContain(`/workbench/findings/${humanId}`)
  // The words of the task stay on the server: mail passes through many hands.
  expect(soon?.text).not.toContain('Lindenau')
  const missed = `[${humanId}] A date was missed`
  expect(await mailsAfter(4, 'wera@maker.example', humanId)).toHaveLength(2)
  expect(await mailsAfter(1, 'wera@maker.example', humanId)).toMatchObject([
    {},
    { subject: missed },
  ])
  expect(await mailsAfter(0, 'paul@maker.example', humanId)).toMatchObject([{ subject: missed }])
  const { task } = await stateOf(await signedInAgain(maker, engineer), `/api/findings/${id}`)
  expect(task.reminded).toMatchObject([
    { what: 'soon', until, mails: 1 },
    { what: 'missed', until, mails: 2 },
  ])
})
