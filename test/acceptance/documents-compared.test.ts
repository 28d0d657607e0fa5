import { expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam } from '../support/work/team.ts'

const first = `# Installation

Keep the gateway in a locked cabinet near the ward.

The gateway listens on port 80 for the pumps.

## Accounts

Change the password of the service account.

## Repair

Send the gateway in for repair without its disk.
`

const second = `# Installation

Keep the gateway in a locked cabinet close to the ward.

The gateway listens on port 8443 for the pumps.

## Repair

Send the gateway in for repair without its disk.

## Accounts

Change the password of the service account.

Give each technician an account of their own.
`

onDatabases('two revisions of a document', (openDatabase) => {
  const team = aTeam(['engineer', 'writer', 'auditor'], openDatabase)

  const aGuide = async () => {
    const product = await aProduct(team.engineer)
    const guide = await aDocument(team, product, first)
    await guide.revise('2', second)
    return guide
  }

  test('are compared by statement, word by word, for everybody who may read', async () => {
    const { path } = await aGuide()
    const { status, body } = await team.auditor.get(`${path}/comparison`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      from: { version: '1', outcome: 'read' },
      to: { version: '2', outcome: 'read' },
      counts: { removed: 0, changed: 2, moved: 2 },
      next: null,
    })
    const changed = body.items.filter((one: { change: string }) => one.change === 'changed')
    expect(changed).toMatchObject([
      { how: 'reworded', moved: false },
      {
        how: 'otherwise',
        before: [{ text: 'The gateway listens on port 80 for the pumps.' }],
        after: [{ text: 'The gateway listens on port 8443 for the pumps.' }],
        words: [
          { is: 'same', text: 'The gateway listens on port ' },
          { is: 'removed', text: '80' },
          { is: 'added', text: '8443' },
          { is: 'same', text: ' for the pumps.' },
        ],
      },
    ])
    const added = body.items.filter((one: { change: string }) => one.change === 'added')
    expect(added.at(-1)).toMatchObject({
      after: [{ text: 'Give each technician an account of their own.' }],
    })
    const back = await team.auditor.get(`${path}/comparison?from=2&to=1`)
    expect(back.body.counts).toMatchObject({ removed: body.counts.added, changed: 2 })
  })

  test('are shown in pages, and narrowed to what somebody looks for', async () => {
    const { path } = await aGuide()
    const whole = await team.writer.get(`${path}/comparison?from=1&to=2`)
    const items: unknown[] = []
    for (let cursor: number | null = 0; cursor !== null; ) {
      const page: { body: { items: unknown[]; next: number | null } } = await team.writer.get(
        `${path}/comparison?from=1&to=2&limit=1&cursor=${cursor}`,
      )
      items.push(...page.body.items)
      cursor = page.body.next
    }
    expect(items).toEqual(whole.body.items)
    const { body } = await team.writer.get(`${path}/comparison?only=changed,moved`)
    expect(new Set(body.items.map(({ change }: { change: string }) => change))).toEqual(
      new Set(['changed', 'moved']),
    )
    expect(body.counts).toEqual(whole.body.counts)
  })

  test('are not compared where one could not be read, or is the only one', async () => {
    const product = await aProduct(team.engineer)
    const guide = await aDocument(team, product, first)
    expect((await team.writer.get(`${guide.path}/comparison`)).body.code).toBe(
      'document/nothing-before',
    )
    await team.writer.does(`${guide.path}/add-revision`, {
      version: '2',
      file: await team.writer.upload('guide.pdf', Buffer.from('%PDF-1.7 and then nothing')),
    })
    await team.maker.settle()
    expect((await team.writer.get(`${guide.path}/comparison`)).body).toMatchObject({
      code: 'document/not-read',
      title: expect.stringContaining('Version 2 could not be read'),
    })
    expect((await team.writer.get(`${guide.path}/comparison?from=9`)).status).toBe(404)
    expect((await team.writer.get(`${guide.path}/comparison?cursor=-1`)).status).toBe(400)
  })
})
