import { expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aCase } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, signedInAgain, stateOf, tries } from '../support/work/team.ts'

// 9.5: for each authority the maker names, a decision by two people and what was sent.
onDatabases('What is reportable, due, and how cases flow', (openDatabase) => {
  const team = aTeam(['engineer', 'approver'], openDatabase)

  test('a case with a serious incident cannot close before each authority is decided and told', async () => {
    const about = await aCase(team, await aProduct(team.engineer))
    await about.takeAllBut()
    const at = new Date(team.maker.time.now - 3_600_000).toISOString().slice(0, 16)
    await about.does('record-incident', {
      kind: 'other-serious',
      aware: { at, zone: 'UTC' },
      description: 'An infusion ran at another rate.',
    })
    const missing = async () =>
      ((await about.close()).body.details?.missing ?? []).map(({ what }: { what: string }) => what)
    expect(await missing()).toEqual([
      'Reportability decided: Competent authority, vigilance',
      'Reportability decided: FDA, medical device reporting',
    ])
    const decide = `${about.path}/decide-reportability`
    const mdr = { authority: 'mdr-87', reportable: true, reason: 'It led to a wrong dose.' }
    expect((await tries(team.engineer, decide, mdr)).body.code).toBe('access/signature-needed')
    expect((await tries(team.engineer, decide, mdr, true)).status).toBe(200)
    const fda = { authority: 'fda-803', reportable: false, reason: 'Not sold in the US.' }
    expect((await tries(team.engineer, decide, fda, true)).status).toBe(200)
    const approve = `${about.path}/approve-reportability`
    const both = ['mdr-87', 'fda-803']
    for (const authority of both) {
      const own = await tries(team.engineer, approve, { authority }, true)
      expect(own.body.code).toBe('case/second-person')
      expect((await tries(team.approver, approve, { authority }, true)).status).toBe(200)
    }
    expect(await missing()).toEqual(['Submitted: Competent authority, vigilance'])
    await about.does('record-submission', {
      authority: 'mdr-87',
      what: 'Initial report',
      sent: { at, zone: 'UTC' },
      reference: 'V-2026-1',
    })
    await about.does('reference-action', { action: 'field-safety-notice', number: 'FSN-12' })
    await about.does('reference-action', { action: 'capa', number: 'CAPA-7' })
    expect((await about.close()).status).toBe(200)
    expect(await about.state()).toMatchObject({
      reportability: [
        { ...mdr, signedBy: team.engineer.name, approved: { signedBy: team.approver.name } },
        { ...fda, approved: { signedBy: team.approver.name } },
      ],
      submissions: [{ authority: 'mdr-87', reference: 'V-2026-1' }],
      actions: [{ number: 'FSN-12' }, { number: 'CAPA-7' }],
    })
  })

  test('what is due over cases and reports stands on one page, filtered by authority', async () => {
    const product = await aProduct(team.engineer)
    const about = await aCase(team, product)
    await about.take('impact')
    const at = new Date(team.maker.time.now - 3_600_000).toISOString().slice(0, 16)
    await about.does('record-incident', {
      kind: 'public-health-threat',
      aware: { at, zone: 'UTC' },
      description: 'x',
    })
    const due = async (query: string) => {
      const answer = await team.engineer.get(`/api/due?${query}`)
      expect(answer.status).toBe(200)
      return answer.body
    }
    const all = await due('')
    const moments = all.items.map(({ dueAt }: { dueAt: string }) => dueAt)
    expect(moments).toEqual(moments.toSorted())
    const own = all.items.filter(({ humanId }: { humanId: string }) => humanId === about.humanId)
    const rules: readonly string[] = own.map(({ rule }: { rule: string }) => rule)
    expect([rules[0], rules.at(-1)]).toEqual(['mdr-threat', 'disclosure'])
    // Thirty days each: which comes first depends on the midnights between.
    expect(rules.slice(1, -1).toSorted()).toEqual(['assessment', 'fda-803'])
    const vigilance = await due('authority=mdr-87')
    expect(vigilance.items.map(({ rule }: { rule: string }) => rule)).toEqual(['mdr-threat'])
    const ofProduct = await due(`product=${product.id}`)
    expect(ofProduct.items).toHaveLength(4)
    // Page by page it is the same.
    const paged: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page: { items: { rule: string; humanId: string }[]; next: string | null } = await due(
        `limit=1${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
      )
      paged.push(...page.items.map(({ humanId, rule }) => `${humanId} ${rule}`))
      after = page.next
    }
    expect(paged).toEqual(
      all.items.map(({ humanId, rule }: { humanId: string; rule: string }) => `${humanId} ${rule}`),
    )
    expect((await team.engineer.get('/api/due?after=nonsense')).body.code).toBe('list/bad-cursor')
  })

  test('the flow counts what its lists hold', async () => {
    const { body: flow } = await team.engineer.get('/api/flow')
    const listed = async (query: string) =>
      (await team.engineer.get(`/api/cases?${query}`)).body.items.length
    for (const [status, count] of Object.entries(flow.statuses))
      expect(await listed(`status=${status}`)).toBe(count)
    expect(flow.waits.length).toBeGreaterThan(0)
    for (const { value, count } of flow.waits)
      expect(await listed(`facet=waits:${encodeURIComponent(value)}`)).toBe(count)
    for (const { step, count } of flow.steps)
      expect(await listed(`facet=reached-${step}:ever`)).toBe(count)
    const year = new Date(team.maker.time.now).toISOString().slice(0, 4)
    const ofYear = (await team.engineer.get(`/api/flow?year=${year}`)).body
    expect(ofYear.steps).toEqual(flow.steps)
    expect((await team.engineer.get('/api/flow?year=1999')).body.steps[0]).toMatchObject({
      count: 0,
    })
    expect(flow.clocks.length).toBeGreaterThan(2)
    for (const { rule, outcomes } of flow.clocks)
      for (const [outcome, count] of Object.entries(outcomes))
        expect(await listed(`facet=clock:${outcome}%20${rule}`)).toBe(count)
  })

  test('each figure of time is one of the cases that it opens, page by page', async () => {
    const { steps } = (await team.engineer.get('/api/flow')).body
    const year = new Date(team.maker.time.now).toISOString().slice(0, 4)
    for (const { step, count, medianHours, p90Hours } of steps)
      for (const of of ['', `&year=${year}`]) {
        const hours: number[] = []
        for (let after: string | null = ''; after !== null; ) {
          const page: { items: { hours: number }[]; next: string | null } = (
            await team.engineer.get(
              `/api/flow/took?step=${step}${of}&limit=1${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
            )
          ).body
          hours.push(...page.items.map((one) => one.hours))
          after = page.next
        }
        expect(hours).toHaveLength(count)
        expect(hours).toEqual(hours.toSorted((one, other) => one - other))
        // By nearest rank: half of all lie within the one, nine of ten within the other.
        expect(hours[Math.ceil(count / 2) - 1] ?? null).toBe(medianHours)
        expect(hours[Math.ceil(count * 0.9) - 1] ?? null).toBe(p90Hours)
      }
    const none = await team.engineer.get('/api/flow/took?step=closed&year=1999')
    expect(none.body).toEqual({ items: [], next: null })
    const bad = await team.engineer.get('/api/flow/took?step=closed&after=nonsense')
    expect(bad.body.code).toBe('list/bad-cursor')
  })

  test('an open leak and the end of an embargo are due, too, until they are settled', async () => {
    const about = await aCase(team, await aProduct(team.engineer))
    const at = (hours: number) => ({
      at: new Date(team.maker.time.now + hours * 3_600_000).toISOString().slice(0, 16),
      zone: 'UTC',
    })
    await about.does('set-embargo', {
      named: [`person:${team.engineer.person}`],
      untilAt: at(200),
      reason: 'Agreed.',
    })
    await about.does('report-leak', { where: 'A talk', seen: at(-1), what: 'The open port.' })
    const due = async () =>
      (await team.engineer.get('/api/due')).body.items
        .filter(({ humanId }: { humanId: string }) => humanId === about.humanId)
        .map(({ what, dueAt }: { what: string; dueAt: string }) => [what, dueAt])
    const { leak, embargo } = await about.state()
    expect(await due()).toContainEqual(['Answer every step of the leak', leak.dueAt])
    expect(await due()).toContainEqual(['The embargo ends', embargo.endsAt])
    await about.does('set-embargo', { named: [], reason: 'It is out.' })
    expect((await due()).map(([what]: readonly string[]) => what)).not.toContain('The embargo ends')
  })

  test('mine are the cases of products that I own', async () => {
    const product = await aProduct(team.engineer)
    const about = await aCase(team, product)
    await about.take('impact')
    const mine = async () =>
      (await team.approver.get('/api/due?mine=yes')).body.items.map(
        ({ humanId }: { humanId: string }) => humanId,
      )
    expect(await mine()).toEqual([])
    await team.engineer.does(`/api/products/${product.id}/name-owners`, {
      owners: [`person:${team.approver.person}`],
    })
    expect(new Set(await mine())).toEqual(new Set([about.humanId]))
  })

  test('a reminder of a case that reached nobody stands on its line and among what needs attention', async () => {
    const { engineer, maker } = team
    const attention = async () =>
      (await (await signedInAgain(maker, engineer)).get('/api/due/attention')).body
    // Nobody here has a mail address.
    expect(await attention()).toEqual({
      rolesWithoutAddress: ['engineer', 'administrator', 'approver'],
      unheard: 0,
    })
    const about = await aCase(team, await aProduct(engineer))
    // The last test of the suite: the sessions end while the clock is moved.
    maker.time.now += 28 * 86_400_000
    await maker.settle()
    await maker.settle()
    const reader = await signedInAgain(maker, engineer)
    const { items } = (await reader.get('/api/cases?facet=reminder:unheard')).body
    expect(items).toContainEqual(
      expect.objectContaining({
        humanId: about.humanId,
        facets: expect.objectContaining({ reminder: ['unheard'] }),
      }),
    )
    expect(await stateOf(reader, about.path)).toMatchObject({
      told: [{ kind: 'remind', to: ['engineer'], mails: 0 }],
    })
    expect((await attention()).unheard).toBe(items.length)
  })
})
