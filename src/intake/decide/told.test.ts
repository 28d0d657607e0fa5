import { describe, expect, it } from 'vitest'
import { aReport } from '../../../test/support/a-report.ts'
import { fixedId } from '../../../test/support/deciding.ts'
import { isRefusal } from '../../kernel/result.ts'

const ended = { exit: 'obsolete-product', reason: 'Sold until 2011.', message: 'No longer made.' }

/** What leaves at each step of a report that came in like this: channel, recipient, subject. */
const leaves = async (received: object, by = 'outsider:tracker') => {
  const report = aReport()
  const left: string[][] = []
  const step = async (command: string, input: object, actor?: string) => {
    const decided = await report.when(command, input, actor)
    const deliveries = isRefusal(decided) ? [] : (decided.deliveries ?? [])
    left.push(
      deliveries.map(
        ({ channel, recipient, content }) => `${channel} ${recipient}: ${content['subject']}`,
      ),
    )
  }
  await step('receive', { source: 'c', description: 'Plain HTTP.', ...received }, by)
  await step('link-case', { case: fixedId(1) })
  await step('link-case', { case: fixedId(2) })
  await step('reply', { message: 'Which version?' })
  await step('conclude', ended)
  return left
}

describe('who is told what becomes of a report', () => {
  it('is the issue, where it came from a tracker', async () => {
    const origin = { system: 'redmine:lab', key: '12' }
    expect(await leaves({ channel: 'tracker', origin })).toEqual([
      ['tracker redmine:lab 12: [RPT-2026-0001] We have your report'],
      ['tracker redmine:lab 12: [RPT-2026-0001] Your report is being worked on'],
      [],
      ['tracker redmine:lab 12: [RPT-2026-0001] A message about your report'],
      ['tracker redmine:lab 12: [RPT-2026-0001] Your report is closed'],
    ])
  })

  it('is no issue, where only its origin is known and nobody reads answers there', async () => {
    const origin = { system: 'osv', key: 'OSV-2026-1' }
    expect((await leaves({ channel: 'api', origin })).flat()).toEqual([])
  })

  it('is the owner of a complaint, at receipt, in a case and at the end', async () => {
    const owner = 'complaints@maker.example'
    const told = await leaves({ channel: 'complaint', reference: '4711', owner })
    const to = `mail ${owner}: [RPT-2026-0001] Complaint 4711`
    expect(told).toEqual([
      [`${to} is being handled as a security report`],
      [`${to} is being worked on as a security case`],
      [],
      [],
      [`${to} has ended as a security report: Product no longer supported`],
    ])
  })
})
