import { beforeAll, describe, expect, test } from 'vitest'
import { openMaker } from '../support/maker.ts'
import { receives, sendsForm } from '../support/work/report.ts'
import { aTeam, dayAfter, listOf, signedInAgain, stateOf } from '../support/work/team.ts'

const team = aTeam(['triager', 'engineer', 'second', 'writer', 'auditor'])

/** Stands in the restricted reports and nowhere else. */
const secret = 'quixotic'

describe('a report marked TLP:RED', () => {
  let id = ''
  beforeAll(async () => {
    const { second, triager } = team
    const red = {
      title: `The ${secret} hole`,
      source: 'f',
      tlp: 'RED',
      reporterEmail: 'r@x.example',
    }
    id = (await receives(second, red)).id
    await triager.does(`/api/reports/${id}/acknowledge`, {
      message: `About ${secret}.`,
      nextDate: dayAfter(team.maker, 3),
    })
    await team.maker.settle()
  })

  test('is for triagers, and for who recorded it, from its first moment', async () => {
    const { triager, second, engineer, writer, auditor, maker } = team
    for (const who of [triager, second])
      expect((await who.get(`/api/reports/${id}`)).status).toBe(200)
    const told: string[] = []
    for (const who of [engineer, writer, auditor, maker.administrator])
      for (const [path, status] of [
        [`/api/reports/${id}`, 404],
        [`/api/reports/${id}/history`, 404],
        ['/api/reports?limit=500', 200],
        [`/api/search?q=${secret}`, 200],
        ['/api/deliveries', 200],
        ['/api/distributions', 200],
      ] as const) {
        const answer = await who.get(path)
        const text = JSON.stringify(answer.body)
        if (answer.status !== status || text.includes(secret) || text.includes(id))
          told.push(`${who.login} ${path} ${answer.status}`)
      }
    expect(told).toEqual([])
    const [first, next] = (await triager.get(`/api/reports/${id}/history`)).body.events
    expect([first.type, next.type, next.at]).toEqual([
      'report.received',
      'report.embargo-set',
      first.at,
    ])
  })

  test('hands its restriction on to the case that is opened from it, with the same fact', async () => {
    const { second, engineer } = team
    const opened = await second.does('/api/cases/open', { title: `${secret} case`, report: id })
    await team.maker.settle()
    expect((await engineer.get(`/api/cases/${opened.id}`)).status).toBe(404)
    const { embargo } = await stateOf(second, `/api/cases/${opened.id}`)
    expect(embargo.named).toContain(`person:${team.triager.person}`)
  })

  test('is opened wider by who sees it, and restricted until a day again', async () => {
    const { triager, auditor, maker } = team
    const embargo = { named: [], reason: 'Published by its finder.' }
    await triager.does(`/api/reports/${id}/set-embargo`, embargo)
    // Its case is still restricted, and the report says as much as its case.
    expect((await auditor.get(`/api/reports/${id}`)).status).toBe(404)
    const other = await receives(triager, { source: 'd' })
    await triager.does(`/api/reports/${other.id}/set-embargo`, {
      named: [`person:${triager.person}`],
      until: dayAfter(maker, 1),
      reason: 'Agreed with the finder.',
    })
    expect((await auditor.get(`/api/reports/${other.id}`)).status).toBe(404)
    const shut = { named: [`person:${auditor.person}`], reason: 'x' }
    expect(
      (await triager.post(`/api/reports/${other.id}/set-embargo`, { input: shut })).body.code,
    ).toBe('report/embargo-locks-out')
    maker.time.now += 2 * 86_400_000
    await maker.settle()
    const later = await signedInAgain(maker, auditor)
    expect((await later.get(`/api/reports/${other.id}`)).status).toBe(200)
  })
})

test('where the settings ask, every new report is for triagers first', async () => {
  const maker = await openMaker({ environment: { NEED_TO_KNOW: 'all' } })
  try {
    // Nobody triages yet: the administrators see it, so that it is not lost.
    await sendsForm(maker, { description: 'An open port.' })
    const triager = await maker.colleague('tessa', ['triager'])
    const engineer = await maker.colleague('erik', ['engineer'])
    expect(await listOf(maker.administrator, '/api/reports')).toHaveLength(1)
    await sendsForm(maker, { description: 'Another open port.' })
    expect(await listOf(triager, '/api/reports')).toHaveLength(1)
    expect(await listOf(engineer, '/api/reports')).toHaveLength(0)
  } finally {
    await maker.close()
  }
})
