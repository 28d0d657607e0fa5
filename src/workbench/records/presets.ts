import { z } from 'zod'
import { impactRowsAtOnce } from '../../cases/contract.ts'
import { policySettings } from '../../intake/contract.ts'
import type { RecordEnvelope } from '../api/records.ts'
import type { Values } from '../forms/values.ts'
import { dayFromNow } from '../parts/time.tsx'
import { impactGroups, rangeOf, waits } from './panels/case/impact-groups.ts'
import { hasAnswered } from './views/case/owners.ts'
import { tasksView } from './views/case/tasks.ts'
import { isSettled, nameOf } from './views/case/third-parties.ts'
import { type CaseView, caseView } from './views/case.ts'
import { defectView } from './views/defect.ts'
import { documentView } from './views/documents.ts'
import { openGaps, releaseView } from './views/outward.ts'
import { riskView } from './views/risk.ts'
import { openReviewView, personView, productView } from './views/upkeep.ts'

type Preset = (record: RecordEnvelope, person: string) => Values

const empty: Values = {}

/** A row of the impact as the form takes it, without what the server found out about it. */
export const asEntered = ({
  product,
  revision,
  status,
  statement,
  ...row
}: CaseView['impact'][number]) => ({
  product,
  revision,
  status,
  statement,
  ...(row.justification === undefined ? {} : { justification: row.justification }),
  ...(row.configurations === undefined ? {} : { configurations: row.configurations }),
})

/** The range that waits for a decision, as it was decided before; else the product that waits. */
const rangeToDecide = (state: CaseView): Values => {
  const group = impactGroups(state).find(waits)
  if (group === undefined) return empty
  const range = rangeOf(group, state.ranges)
  return range === undefined ? { product: group.row.product } : rangeAsEntered(range)
}

export const rangeAsEntered = ({
  product,
  range,
  status,
  statement,
  justification,
}: CaseView['ranges'][number]): Values => ({
  ...{ product, range, status, statement },
  ...(justification === undefined ? {} : { justification }),
})

/** All rows, or where they are too many for a form those that wait for a decision. */
const rowsToSet = ({ impact, stale }: CaseView): CaseView['impact'] =>
  impact.length <= impactRowsAtOnce
    ? impact
    : impact
        .filter(
          (row) =>
            row.status === 'under-investigation' ||
            stale.some((one) => one.product === row.product && one.revision === row.revision),
        )
        .slice(0, impactRowsAtOnce)

/** The answer that SSVC asks for what is noted of exploitation. */
const exploitationPoints: Readonly<Record<string, string>> = { none: 'N', poc: 'P', active: 'A' }

/** The third party for whom something is to be done, or the first. */
const partyOf = (state: unknown): Values => {
  const parsed = caseView.safeParse(state)
  if (!parsed.success) return empty
  const { parties } = parsed.data
  const next = parties.find((party) => !isSettled(party)) ?? parties[0]
  return next === undefined ? empty : { party: nameOf(parties, next) }
}

/** The zone of who looks, which the form lets them change. */
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** What a form starts with, from the state of the record it acts on. */
const presets: Readonly<Record<string, Preset>> = {
  'reports.acknowledge': () => ({ nextDate: dayFromNow(7) }),
  'defects.assign': ({ state }) => {
    const { data } = defectView.safeParse(state)
    return {
      ...(data?.assigned == null ? {} : data.assigned),
      ...(data?.release == null ? {} : { release: data.release }),
    }
  },
  'defects.describe': ({ state }) => {
    const { data } = defectView.safeParse(state)
    if (data === undefined) return empty
    const { title, defectKind, severity, misleads, missingAt, revisions, languages } = data
    const statements = data.statements.map((one) => ({ ...one }))
    return {
      ...{ title, defectKind, severity, misleads, missingAt, statements },
      ...{ revisions: [...revisions], languages: [...languages] },
    }
  },
  'defects.assess': ({ state }) => {
    const { data } = defectView.safeParse(state)
    if (data?.assessment == null) return empty
    const { result: _, by: __, at: ___, ...told } = data.assessment
    return told
  },
  'reports.assign': (_record, person) => ({ to: `person:${person}` }),
  'people.set-address': ({ state }) => ({
    address: personView.safeParse(state).data?.address ?? '',
  }),
  'policies.revise': ({ state }) => {
    // What is published is what the form takes, but for what has changed.
    const parsed = z.object(policySettings.shape).safeParse(state)
    return parsed.success ? { ...parsed.data } : empty
  },
  'cases.describe': ({ state }) => {
    const parsed = caseView.safeParse(state)
    if (!parsed.success) return empty
    const { cve, cwe, rootCause, facts } = parsed.data
    return {
      ...(cve === null ? {} : { cve }),
      ...(cwe === null ? {} : { cwe }),
      ...(rootCause === '' ? {} : { rootCause }),
      ...(Object.keys(facts).length === 0 ? {} : { facts }),
    }
  },
  'cases.close-task': ({ state }) => {
    const open = (tasksView.safeParse(state).data?.tasks ?? []).filter(({ closed }) => !closed)
    const [only] = open
    return open.length === 1 && only !== undefined ? { task: only.task } : empty
  },
  'cases.set-impact': ({ state }) => {
    const parsed = caseView.safeParse(state)
    const rows = parsed.success ? rowsToSet(parsed.data) : []
    return {
      rows:
        rows.length > 0 ? rows.map(asEntered) : [{ status: 'under-investigation', statement: '' }],
    }
  },
  'cases.decide-range': ({ state }) => {
    const parsed = caseView.safeParse(state)
    return parsed.success ? rangeToDecide(parsed.data) : empty
  },
  'cases.verify-fix': ({ state }) => {
    const parsed = caseView.safeParse(state)
    const product = parsed.success ? parsed.data.impact[0]?.product : undefined
    return product === undefined ? empty : { product }
  },
  'cases.decide-ssvc': ({ state }) => {
    const parsed = caseView.safeParse(state)
    if (!parsed.success) return empty
    const { exploitation, ssvc } = parsed.data
    const known = exploitation === null ? undefined : exploitationPoints[exploitation.status]
    return { answers: { ...ssvc?.points, ...(known === undefined ? {} : { E: known }) } }
  },
  'cases.record-context': ({ state }) => {
    const parsed = caseView.safeParse(state)
    if (!parsed.success || parsed.data.context === null) return empty
    const { location, boundary, reachableBy, data } = parsed.data.context
    return { location, boundary, reachableBy, data }
  },
  'cases.send-notice': ({ state }) => partyOf(state),
  'cases.follow-up-notice': ({ state }) => ({ ...partyOf(state), on: dayFromNow(0) }),
  'cases.record-answer': ({ state }) => ({ ...partyOf(state), on: dayFromNow(0) }),
  'cases.drop-third-party': ({ state }) => partyOf(state),
  'cases.answer-for-product': ({ state }) => {
    const parsed = caseView.safeParse(state)
    const ask = parsed.success ? parsed.data.asks.find((one) => !hasAnswered(one)) : undefined
    return ask === undefined ? empty : { product: ask.product }
  },
  'cases.decide-disclosure': () => ({ on: dayFromNow(0) }),
  'cases.report-leak': () => ({ seen: { zone: ownZone() } }),
  'cases.record-awareness': () => ({ aware: { zone: ownZone() } }),
  'cases.record-incident': () => ({ aware: { zone: ownZone() } }),
  'cases.record-submission': () => ({ sent: { zone: ownZone() } }),
  'cases.propose-embargo-move': ({ state }) => ({
    to: { zone: caseView.safeParse(state).data?.embargo?.untilAt?.zone ?? ownZone() },
  }),
  'cases.set-embargo': ({ state }, person) => {
    const parsed = caseView.safeParse(state)
    const embargo = parsed.success ? parsed.data.embargo : null
    // Whoever names one more person keeps the end that was agreed.
    return {
      named: embargo?.named ?? [`person:${person}`],
      ...(embargo?.until === undefined ? {} : { until: embargo.until }),
      untilAt:
        embargo?.untilAt === undefined
          ? { zone: ownZone() }
          : { at: embargo.untilAt.at, zone: embargo.untilAt.zone },
    }
  },
  // What they replace as a whole starts as it stands.
  'people.set-scope': ({ state }) => ({
    products: personView.safeParse(state).data?.products ?? [],
  }),
  'people.change-roles': ({ state }) => ({ roles: personView.safeParse(state).data?.roles ?? [] }),
  'documents.describe': ({ state }) => {
    const parsed = documentView.safeParse(state)
    if (!parsed.success) return empty
    const { title, documentKind, number, language, owner, translationOf, covers } = parsed.data
    return {
      ...{ title, documentKind, number, language, owner },
      products: covers
        .filter(({ revisions }) => revisions.length === 0)
        .map(({ product }) => product),
      covers: covers.filter(({ revisions }) => revisions.length > 0),
      ...(translationOf === null ? {} : { translationOf }),
    }
  },
  'products.name-owners': ({ state }) => ({
    owners: productView.safeParse(state).data?.owners ?? [],
  }),
  'products.classify-items': () => ({
    items: [{ name: '', purl: '', riskTransferredTo: '', told: '', owner: '', contact: '' }],
  }),
  'products.set-security-profile': ({ state }) => {
    const parsed = productView.safeParse(state)
    return parsed.success && parsed.data.profile !== null ? { profile: parsed.data.profile } : empty
  },
  'releases.waive-gaps': ({ state }) => {
    const parsed = releaseView.safeParse(state)
    return parsed.success
      ? { gaps: openGaps(parsed.data).map(({ gap }) => ({ gap, reason: '' })) }
      : empty
  },
  // The entry as it stands: a revision changes what differs.
  'risks.revise': ({ state }) => {
    const parsed = riskView.safeParse(state)
    if (!parsed.success) return empty
    const { title, number, product, hazard, category, controls, eliminated, ...rest } = parsed.data
    return {
      ...{ title, number, hazard, category, eliminated },
      ...(product === null ? {} : { product }),
      controls: [...controls],
      initialSeverity: rest.initial.severity,
      initialProbability: rest.initial.probability,
      residualSeverity: rest.residual.severity,
      residualProbability: rest.residual.probability,
      description: rest.description,
      compensatingControl: rest.compensatingControl,
    }
  },
  'open-reviews.conclude': ({ state }) => {
    const parsed = openReviewView.safeParse(state)
    if (!parsed.success) return empty
    const { issues, conclusions, minutes } = parsed.data
    return {
      minutes,
      conclusions: issues.map(
        (issue) =>
          conclusions.find((one) => one.case === issue.case) ?? { case: issue.case, reason: '' },
      ),
    }
  },
  'activities.record-run': () => ({ on: dayFromNow(0) }),
  'updates.record-acknowledgement': () => ({ on: dayFromNow(0) }),
}

export const presetOf = (
  collection: string,
  command: string,
  record: RecordEnvelope,
  person: string,
): Values => presets[`${collection}.${command}`]?.(record, person) ?? empty
