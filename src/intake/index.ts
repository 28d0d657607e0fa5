import { isRefusal, type Refusal } from '../kernel/result.ts'
import { type Gathered, handle, handleWith, type Kind } from '../ledger/index.ts'
import * as contract from './contract.ts'
import { reportContract } from './contract.ts'
import { watched } from './decide/dates.ts'
import * as decide from './decide.ts'
import { parseReportEvent, type ReportEvent } from './events.ts'
import type { Colleague, PolicyPorts, ReportPorts } from './ports.ts'
import {
  evolveReport,
  initialReport,
  type ReportState,
  reportFacets,
  reportText,
  reportWords,
} from './state.ts'

export {
  candidatesAmong,
  lookupsOf,
  sketchOfReceived,
  sketchOfReport,
} from './candidates.ts'
export { type ChannelState, channelKind } from './channel/index.ts'
export {
  defaultClocksText,
  type IntakeClocks,
  intakeClocksSchema,
  promisesOf,
} from './decide/clocks.ts'
export { type DeviceState, deviceKind } from './device/index.ts'
export { causeFacet, type IndicatorState, indicatorKind } from './indicator/index.ts'
export { type PolicyState, policyKind } from './policy/index.ts'
export { inCommon, sketchLength } from './state/sketch.ts'
export { mayDownload, originFacet, wantsThanks } from './state.ts'
export { reporterPage } from './views.ts'
export type { PolicyPorts, ReportEvent, ReportPorts, ReportState }

/** Clause 9.2: a report, from whatever source, tracked to closure. */
export const reportKind = (ports: ReportPorts): Kind<ReportState, ReportEvent> => {
  const { clocks } = ports
  const { alone, relying } = watched(clocks)
  return {
    contract: reportContract,
    initial: initialReport,
    parseEvent: parseReportEvent,
    evolve: evolveReport,
    facets: reportFacets,
    text: reportText,
    words: reportWords,
    upkeep: new Set<ReportEvent['type']>(['report.reminded']),
    handlers: [
      handleWith(
        contract.receive,
        (_state: ReportState, { tlp }, { actor }) => ports.needToKnow(tlp, actor),
        relying((state, input, context, named: readonly string[]) =>
          decide.forNamed(decide.decideReceive(clocks)(state, input, context), named),
        ),
      ),
      handleWith(
        contract.recordNews,
        (_state: ReportState, { tlp }, { actor }) => ports.needToKnow(tlp, actor),
        relying((state, input, context, named: readonly string[]) =>
          decide.forNamed(decide.decideRecordNews(clocks)(state, input, context), named),
        ),
      ),
      handle(contract.acknowledge, alone(decide.decideAcknowledge(clocks))),
      handle(contract.reply, alone(decide.decideReply(clocks))),
      handle(contract.assess, alone(decide.decideAssess(clocks))),
      handle(contract.reclassify, alone(decide.decideReclassify)),
      handle(contract.addFromReporter, alone(decide.decideAddFromReporter(clocks))),
      handle(contract.withdraw, alone(decide.decideWithdraw)),
      handle(contract.setCredit, alone(decide.decideSetCredit)),
      handle(contract.askForLink, alone(decide.decideAskForLink)),
      handle(contract.replaceLink, alone(decide.decideReplaceLink)),
      handleWith(
        contract.linkCase,
        (_state: ReportState, { case: linked }) => ports.case(linked),
        alone(decide.decideLinkCase),
      ),
      handle(contract.unlinkCase, alone(decide.decideUnlinkCase)),
      handle(contract.conclude, alone(decide.decideConclude(clocks))),
      handleWith(
        contract.merge,
        (_state: ReportState, { report }, { actor }) => ports.original(report, actor),
        relying(decide.decideMerge),
      ),
      handle(contract.reopen, alone(decide.decideReopen(clocks))),
      handle(contract.setReportEmbargo, alone(decide.decideSetReportEmbargo)),
      handleWith(
        contract.assign,
        async (_state: ReportState, { to }): Promise<Gathered<Colleague | undefined> | Refusal> =>
          to === '' ? { facts: undefined, read: [] } : ports.colleague(to),
        relying(decide.decideAssign),
      ),
      handleWith(
        contract.namePerson,
        async (_state: ReportState, { person }, { actor, stream }) => {
          const sight = await ports.sight(stream, actor)
          const found = await ports.colleague(person)
          return isRefusal(found)
            ? { facts: { colleague: undefined, sight }, read: [] }
            : { facts: { colleague: found.facts, sight }, read: found.read }
        },
        relying(decide.decideNamePerson),
      ),
      handleWith(
        contract.alarmUnseen,
        async () => {
          const addresses = (await ports.addresses(['administrator'])).get('administrator') ?? []
          return { facts: { addresses, link: ports.linkTo('') }, read: [] }
        },
        relying(decide.decideAlarmUnseen),
      ),
      handle(contract.endReportEmbargo, alone(decide.decideEndReportEmbargo)),
      handle(contract.openFile, alone(decide.decideOpenFile)),
      handle(contract.scanFiles, alone(decide.decideScanFiles)),
      handle(contract.recordLook, alone(decide.decideRecordLook)),
      handle(contract.recordUnreached, alone(decide.decideRecordUnreached)),
      handle(contract.reachOtherwise, alone(decide.decideReachOtherwise)),
      handle(contract.moveOrigin, alone(decide.decideMoveOrigin)),
      handle(contract.tellProgress, alone(decide.decideTellProgress(clocks))),
      handleWith(
        contract.keepDates,
        async (state: ReportState, _input, { now }) => {
          const due = decide.dueMoments(clocks, state, now)
          const names = due.flatMap((moment) => decide.recipientsOf(state, moment))
          const link = ports.linkTo(state.reference)
          return { facts: { addresses: await ports.addresses(names), link }, read: [] }
        },
        relying(decide.decideKeepDates(clocks)),
      ),
    ],
  }
}
