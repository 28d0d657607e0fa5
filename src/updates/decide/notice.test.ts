import { describe, expect, it } from 'vitest'
import {
  ada,
  anUpdate,
  approved,
  ben,
  north,
  offered,
  prepared,
  published,
  south,
} from '../../../test/support/an-update.ts'
import { fixedId } from '../../../test/support/deciding.ts'
import { updateOffer } from '../views.ts'

describe('telling the users of an update', () => {
  it('refuses before it is published', async () => {
    const update = anUpdate()
    await approved(update)
    expect(await update.when('notify', {})).toMatchObject({ code: 'update/not-published' })
    await update.given('publish', {}, ada)
    expect(await update.when('notify', {})).toMatchObject({ code: 'update/not-published' })
  })

  it('yields one fact without addresses, and one mail for each user', async () => {
    const update = anUpdate()
    await offered(update)
    const decided = await update.when('notify', { message: 'Please read.' })
    expect(decided).toMatchObject({
      events: [
        {
          type: 'update.notified',
          recipients: [
            { user: north.user, organisation: 'North' },
            { user: south.user, organisation: 'South' },
          ],
        },
      ],
      deliveries: [
        { recipient: 'sealed:north', dedupeKey: `${update.stream}:notice:${north.user}` },
        { recipient: 'sealed:south', dedupeKey: `${update.stream}:notice:${south.user}` },
      ],
    })
    expect(JSON.stringify('events' in decided ? decided.events : [])).not.toContain('sealed')
  })

  it('says what the update is, what it fits, how to install, get and verify it', async () => {
    const update = anUpdate()
    await offered(update)
    const decided = await update.when('notify', { message: 'Please read.' })
    const mail = 'deliveries' in decided ? decided.deliveries?.[0] : undefined
    expect(mail?.content['subject']).toBe('[UPD-2026-0001] Update: Pump 2.4.1')
    for (const part of [
      'Please read.',
      prepared.title,
      prepared.compatibility,
      prepared.instructions,
      'https://psirt.example/updates/UPD-2026-0001',
      'vulnerary verify FILE --root ROOT',
      'https://psirt.example/root.json',
      'SHA256SUMS.asc',
    ])
      expect(mail?.content['body']).toContain(part)
  })

  it('writes no line end into a subject', async () => {
    const update = anUpdate()
    await update.given('prepare', { ...prepared, title: 'Pump\r\nBcc: all@example.com' }, ada)
    await update.given('approve', {}, ben)
    await update.given('publish', {}, ada)
    await update.given('record-publication', published)
    const decided = await update.when('notify', {})
    const mail = 'deliveries' in decided ? decided.deliveries?.[0] : undefined
    expect(mail?.content['subject']).toBe('[UPD-2026-0001] Update: Pump Bcc: all@example.com')
  })

  it('tells later only those who registered since, and refuses when there are none', async () => {
    const users = [north]
    const update = anUpdate(undefined, () => users)
    await offered(update)
    await update.given('notify', {})
    expect(await update.when('notify', {})).toMatchObject({ code: 'update/all-told' })
    users.push(south)
    expect(await update.when('notify', {})).toMatchObject({
      deliveries: [{ recipient: 'sealed:south' }],
    })
    expect(update.state().notices.map(({ organisation }) => organisation)).toEqual([
      'North',
      'South',
    ])
  })

  it('refuses where the product has no registered users', async () => {
    const update = anUpdate(undefined, () => [])
    await offered(update)
    expect(await update.when('notify', {})).toMatchObject({ code: 'update/nobody-registered' })
  })

  it('splits what would grow too large for one fact', async () => {
    const many = Array.from({ length: 501 }, (_, index) => ({
      user: fixedId(1_000 + index),
      organisation: `Hospital ${index}`,
      email: `sealed:${index}`,
    }))
    const update = anUpdate(undefined, () => many)
    await offered(update)
    const decided = await update.when('notify', {})
    expect('events' in decided ? decided.events.length : 0).toBe(2)
    expect(update.state().notices).toHaveLength(501)
  })

  it('keeps who acknowledged and when, once', async () => {
    const update = anUpdate()
    await offered(update)
    await update.given('notify', {})
    const acknowledgement = { user: north.user, on: '2026-03-02', note: 'Installed.' }
    await update.given('record-acknowledgement', acknowledgement)
    expect(update.state().notices.map(({ acknowledged }) => acknowledged?.on)).toEqual([
      '2026-03-02',
      undefined,
    ])
    expect(await update.when('record-acknowledgement', acknowledgement)).toMatchObject({
      code: 'update/acknowledged-already',
    })
  })

  it('refuses an acknowledgement of somebody who was not told, or of a later day', async () => {
    const update = anUpdate()
    await offered(update)
    const early = { user: north.user, on: '2026-03-03' }
    expect(await update.when('record-acknowledgement', early)).toMatchObject({
      code: 'update/not-told',
    })
    await update.given('notify', {})
    expect(await update.when('record-acknowledgement', early)).toMatchObject({
      code: 'update/date-later',
    })
  })
})

describe('withdrawing an update', () => {
  const reason = 'It stops the pump after an hour. Go back to 2.4.0.'

  it('tells those who were told of it, and ends every other step', async () => {
    const users = [north]
    const update = anUpdate(undefined, () => users)
    await offered(update)
    await update.given('notify', {})
    users.push(south)
    const decided = await update.when('withdraw', { reason }, ben)
    expect(decided).toMatchObject({
      deliveries: [
        {
          recipient: 'sealed:north',
          content: { subject: '[UPD-2026-0001] Withdrawn, do not install: Pump 2.4.1' },
        },
      ],
    })
    expect('deliveries' in decided ? decided.deliveries?.[0]?.content['body'] : '').toContain(
      reason,
    )
    expect(update.state().status).toBe('withdrawn')
    expect(updateOffer(update.state())).toMatchObject({ status: 'withdrawn' })
    for (const [command, input] of [
      ['approve', {}],
      ['publish', {}],
      ['notify', {}],
      ['withdraw', { reason }],
    ] as const)
      expect(await update.when(command, input, ben)).toMatchObject({ code: 'update/withdrawn' })
  })

  it('waits while the update is being published', async () => {
    const update = anUpdate()
    await approved(update)
    await update.given('publish', {}, ada)
    expect(await update.when('withdraw', { reason }, ben)).toMatchObject({
      code: 'update/publishing',
    })
  })
})
