import { inbox, restrictingMarks } from '../../intake/contract.ts'
import {
  type IntakeClocks,
  type PolicyPorts,
  promisesOf,
  type ReportPorts,
  type ReportState,
} from '../../intake/index.ts'
import { orThrow, refuse } from '../../kernel/result.ts'
import { roles } from '../../kernel/roles.ts'
import type { Ledger } from '../../ledger/index.ts'
import { mailAddressOf, type PersonState } from '../access/person/index.ts'
import { visible } from '../commands/dispatch.ts'
import type { Settings } from '../settings.ts'
import { leftUnseen } from './left-unseen.ts'
import { having, one, readOf, type Typed } from './records.ts'

export const reportPorts = (
  ledger: () => Ledger,
  clocks: IntakeClocks,
  { needToKnow, publicUrl }: Pick<Settings, 'needToKnow' | 'publicUrl'>,
): ReportPorts => ({
  clocks,
  case: async (id) =>
    (await one(ledger(), 'case', id)) === undefined
      ? refuse('report/no-such-case', 'There is no case with this id. Open one from the report.')
      : { facts: undefined, read: [] },
  original: async (id, actor) => {
    const found = await one<ReportState>(ledger(), 'report', id)
    if (found === undefined || !(await visible(ledger(), found, actor)))
      return refuse('report/no-such-report', 'There is no report with this id. Name another one.')
    return { facts: originalOf(found.stream, found.humanId, found.state), read: readOf([found]) }
  },
  needToKnow: async (tlp, actor) => ({
    facts:
      needToKnow === 'all' || restrictingMarks.includes(tlp)
        ? await triagersAnd(ledger(), actor.id)
        : [],
    read: [],
  }),
  colleague: async (person) => {
    const found = await one<PersonState>(ledger(), 'person', person.replace(/^person:/, ''))
    if (found === undefined)
      return refuse('report/no-such-colleague', `There is no person "${person}". Name another one.`)
    const { name, status, roles: held } = found.state
    return {
      facts: {
        id: `person:${found.stream}`,
        name,
        active: status === 'active',
        dealsWithReports: inbox.some((role) => held.includes(role)),
      },
      read: readOf([found]),
    }
  },
  sight: async (report, actor) => {
    const found = await ledger().load(report)
    return {
      actor: found !== undefined && (await visible(ledger(), found, actor)),
      anybody: (await leftUnseen(ledger().database, 1, report)).length === 0,
    }
  },
  linkTo: (humanId) =>
    `${publicUrl}/workbench/reports${humanId === '' ? '' : `/${encodeURIComponent(humanId)}`}`,
  addresses: async (recipients) => {
    const known = new Map<string, readonly string[]>()
    for (const name of new Set(recipients))
      known.set(name, await addressesOf(ledger(), clocks, name))
    return known
  },
})

const originalOf = (id: string, reference: string, { of, cases, step, thread }: ReportState) => {
  const told = thread.findLast(({ from }) => from === 'maker')
  const [first] = cases
  return {
    id,
    reference,
    of,
    cases,
    news:
      step === null || told === undefined || first === undefined
        ? null
        : { case: first, step, message: told.message, said: told.said, where: told.where },
  }
}

/**
 * Active triagers, with the colleague who records the report. Where nobody has the role, the
 * administrators: a report that nobody sees would be lost.
 */
const triagersAnd = async (ledger: Ledger, actor: string): Promise<readonly string[]> => {
  const own = actor.startsWith('person:') ? [actor] : []
  for (const role of ['triager', 'administrator']) {
    const people = await having<PersonState>(ledger, 'person', 'role', role)
    const active = people.filter(({ state }) => state.status === 'active')
    if (active.length > 0)
      return [...new Set([...active.map(({ stream }) => `person:${stream}`), ...own])]
  }
  return own
}

/** Those of the rule file, and of active colleagues who have the role or are named themselves. */
export const addressesOf = async (
  ledger: Ledger,
  { addresses }: Pick<IntakeClocks, 'addresses'>,
  name: string,
): Promise<readonly string[]> => {
  const role = roles.find((known) => known === name)
  if (role === undefined && !name.startsWith(personPrefix)) return [name]
  if (role === undefined) {
    const colleague = await one<PersonState>(ledger, 'person', name.slice(personPrefix.length))
    return colleague === undefined ? [] : reaching([colleague])
  }
  const people = await having<PersonState>(ledger, 'person', 'role', role)
  return [...new Set([...(addresses[role] ?? []), ...reaching(people)])]
}

const personPrefix = 'person:'

const reaching = (people: readonly Typed<PersonState>[]): readonly string[] =>
  people
    .filter(({ state }) => state.status === 'active')
    .flatMap(({ state }) => mailAddressOf(state) ?? [])

export const policyPorts = (ledger: () => Ledger, clocks: IntakeClocks): PolicyPorts => ({
  facts: async (now) => {
    const { items } = orThrow(await ledger().list({ kind: 'policy', limit: 1, person: undefined }))
    return {
      facts: { promised: { ...promisesOf(clocks, now) }, already: items[0]?.humanId },
      read: [],
    }
  },
})
