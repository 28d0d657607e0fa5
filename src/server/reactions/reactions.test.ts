import { describe, expect, test } from 'vitest'
import { aCase } from '../../../test/support/work/case.ts'
import { aProduct } from '../../../test/support/work/product.ts'
import { aRelease } from '../../../test/support/work/release.ts'
import { sendsForm } from '../../../test/support/work/report.ts'
import { aTeam, dayAfter, listOf, stateOf } from '../../../test/support/work/team.ts'
import { anUpdate, updateOf } from '../../../test/support/work/update.ts'

const team = aTeam(['engineer', 'approver', 'manager', 'triager'])
// Loading the CSAF validator and the typesetter takes long on a machine that is busy.
const patience = 120_000

const aDisclosed = async (tlp: string, report?: string) => {
  const { engineer, approver, maker } = team
  const about = await aCase(team, await aProduct(engineer), report === undefined ? {} : { report })
  await about.take('impact', 'score', 'disposition')
  const decision = {
    disclose: true,
    audiences: ['customers'],
    on: dayAfter(maker, 0),
    tlp,
    reason: 'Operators must act.',
  }
  await engineer.does(`${about.path}/decide-disclosure`, decision, true)
  await approver.does(`${about.path}/approve-disclosure`, {}, true)
  return about
}
const published = async (about: { readonly id: string }) => {
  const { engineer, approver, manager, maker } = team
  const { id, humanId } = await engineer.does('/api/advisories/draft', {
    case: about.id,
    title: 'The web interface accepts plain HTTP',
    summary: 'It should not.',
  })
  const path = `/api/advisories/${id}`
  await approver.does(`${path}/approve`, {}, true)
  await manager.does(`${path}/publish`, {}, true)
  await maker.settle()
  return { humanId, state: await stateOf(engineer, path) }
}

describe('publishing an advisory', () => {
  test(
    'puts nothing before the public that is not for everybody',
    async () => {
      const { humanId, state } = await published(await aDisclosed('AMBER'))
      expect(state).toMatchObject({ status: 'approved', publications: [] })
      expect(state.failure.reason).toContain('TLP:AMBER')
      const name = `${humanId.toLowerCase()}.json`
      expect((await team.maker.fetch(`/advisories/files/${name}`)).status).toBe(404)
      expect(await (await team.maker.fetch('/advisories/')).text()).not.toContain(humanId)
    },
    patience,
  )

  test(
    'tells the reporter of the case, behind the link and by mail',
    async () => {
      const { maker, triager } = team
      const reporterEmail = 'finder@example.org'
      const sent = await sendsForm(maker, { description: 'Plain HTTP.', reporterEmail })
      const [report] = await listOf(triager, '/api/reports')
      const about = await aDisclosed('CLEAR', report.id)
      await maker.settle()
      const { humanId, state } = await published(about)
      expect(state.status).toBe('published')
      const page = await (await maker.fetch(sent.link)).text()
      expect(page).toContain(`We have published the advisory ${humanId}.`)
      const mails = team.mail.mails.filter(({ to }) => to.includes(reporterEmail))
      expect(mails.map(({ mail }) => mail.text?.includes(humanId))).toContain(true)
    },
    patience,
  )
})

describe('publishing an update', () => {
  test(
    'that lacks a file fails with the reason, and does not hold up the next one',
    async () => {
      const { engineer, manager, maker } = team
      const product = await aProduct(engineer)
      const release = await aRelease(team, product)
      await release.release()
      const whole = await updateOf(team, product, release)
      const lost = { hash: '12'.repeat(32), name: 'gateway-2.4.1.bin', size: 9 }
      const { id } = await manager.does('/api/updates/prepare', { ...whole, files: [lost] })
      const path = `/api/updates/${id}`
      await team.approver.does(`${path}/approve`, {}, true)
      await manager.does(`${path}/publish`, {}, true)
      await maker.settle()
      const state = await stateOf(manager, path)
      expect(state.status).toBe('approved')
      expect(state.failure.reason).not.toBe('')
      const next = await anUpdate(team, product, { release: release.id })
      await next.publish()
      expect((await next.state()).status).toBe('published')
    },
    patience,
  )
})

describe('a case under embargo', () => {
  test(
    'leaves its words neither in the list of open issues nor in a release document',
    async () => {
      const { engineer, manager } = team
      const product = await aProduct(engineer)
      const secret = 'Heartbleed of the ward gateway'
      const about = await aCase(team, product, {
        title: secret,
        risk: { residual: 'acceptable', description: `${secret}: still there.` },
      })
      await about.take('impact', 'risk-record')
      const release = await aRelease(team, product)
      expect((await release.write()).text).toContain(secret)
      await about.does('set-embargo', {
        named: [`person:${engineer.person}`],
        reason: 'Agreed with the reporter.',
      })
      expect((await release.write()).text).not.toContain(secret)
      const review = await manager.does('/api/open-reviews/hold', {
        title: 'Before 2.4.1',
        product: product.id,
        participants: ['Ralf'],
      })
      const { issues } = await stateOf(manager, `/api/open-reviews/${review.id}`)
      const frozen = issues.find((issue: { case: string }) => issue.case === about.id)
      expect(frozen).toMatchObject({ reference: about.humanId, title: '(under embargo)' })
    },
    patience,
  )
})
