import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { type Gathered, handle, handleWith, type Kind } from '../../ledger/index.ts'
import * as contract from '../contract/defect.ts'
import * as correcting from './decide/correcting.ts'
import { placeOf } from './decide/decided.ts'
import * as describing from './decide/describing.ts'
import * as ending from './decide/ending.ts'
import * as tracking from './decide/tracking.ts'
import { type DefectEvent, parseDefectEvent } from './events.ts'
import { defectFacets, defectText } from './facets.ts'
import type { AboutDocument, DefectPorts } from './ports.ts'
import { type DefectState, evolveDefect, initialDefect } from './state.ts'

/** Clause 4.1.9: errors, omissions and outdated statements, tracked like software defects. */
export const defectKind = (ports: DefectPorts): Kind<DefectState, DefectEvent> => ({
  contract: contract.defectContract,
  initial: initialDefect,
  parseEvent: parseDefectEvent,
  evolve: evolveDefect,
  facets: defectFacets,
  text: defectText,
  upkeep: new Set(['defect.reminded', 'defect.issue-followed', 'defect.issue-recorded']),
  handlers: [
    handleWith(
      contract.openDefect,
      async (_state: DefectState, input, { actor }) => {
        const linked = await ports.linked(input, actor)
        if (isRefusal(linked)) return linked
        return also(await ports.documentOf(input.document), linked.read)
      },
      describing.decideOpen,
    ),
    handleWith(
      contract.describeDefect,
      ({ document }: DefectState) => ports.documentOf(document),
      describing.decideDescribe,
    ),
    handle(contract.assessDefect, describing.decideAssess(ports.matrix)),
    handleWith(
      contract.assignDefect,
      async ({ document }: DefectState, { to, release }) => {
        const colleague = await ports.colleagueOf(to)
        if (isRefusal(colleague)) return colleague
        const goesWith = await releaseOf(ports, release, document)
        if (isRefusal(goesWith)) return goesWith
        return {
          facts: { colleague: colleague.facts, release: goesWith.facts },
          read: [...colleague.read, ...goesWith.read],
        }
      },
      correcting.decideAssign,
    ),
    handleWith(
      contract.correctDefect,
      async ({ document, statements }: DefectState, { revision, after }) => {
        const about = await ports.documentOf(document)
        if (isRefusal(about)) return about
        const compared = await ports.compare({
          document,
          statements: statements.map((one) => ({
            revision: hashOf(about.facts, one.revision),
            quote: one.quote,
          })),
          revision: hashOf(about.facts, revision),
          after,
        })
        return { facts: { about: about.facts, compared }, read: about.read }
      },
      correcting.decideCorrect,
    ),
    handle(contract.verifyDefect, correcting.decideVerify),
    handle(contract.demandNotice, ending.decideDemandNotice),
    handleWith(
      contract.nameNotice,
      ({ document }: DefectState, { notice }) => ports.noticeOf(notice, document),
      ending.decideNameNotice,
    ),
    handleWith(
      contract.closeDefect,
      async (state: DefectState, { release }, { stream }) => {
        const goesWith = await releaseOf(ports, release, state.document)
        if (isRefusal(goesWith)) return goesWith
        const counterparts = await ports.counterpartsOf(stream, state)
        return {
          facts: { counterparts: counterparts.facts, release: goesWith.facts },
          read: [...goesWith.read, ...counterparts.read],
        }
      },
      tracking.told(ports.trackers, ending.decideClose(ports.trackers)),
    ),
    handle(
      contract.withdrawDefect,
      alone(tracking.told(ports.trackers, ending.decideWithdraw(ports.trackers))),
    ),
    handle(contract.reopenDefect, alone(tracking.told(ports.trackers, correcting.decideReopen))),
    handle(
      contract.statementReturned,
      alone(tracking.told(ports.trackers, correcting.decideReturned)),
    ),
    handle(contract.trackDefect, tracking.decideTrack(ports.trackers)),
    handle(contract.recordDefectIssue, tracking.decideRecordIssue),
    handle(contract.followDefectIssue, tracking.decideFollowIssue(ports.trackers)),
    handleWith(
      contract.keepDates,
      async (state: DefectState, _input, { humanId }) => ({
        facts: {
          addresses: await ports.addresses([
            ...tracking.remindedOf(state, 'soon'),
            ...tracking.remindedOf(state, 'missed'),
          ]),
          link: ports.linkTo(humanId),
        },
        read: [],
      }),
      tracking.decideKeepDates,
    ),
  ],
})

/** A decision that needs nothing but its own record. */
const alone =
  <Input, Result>(
    decide: (
      state: DefectState,
      input: Input,
      context: Parameters<typeof correcting.decideVerify>[2],
      facts: undefined,
    ) => Result,
  ) =>
  (state: DefectState, input: Input, context: Parameters<typeof correcting.decideVerify>[2]) =>
    decide(state, input, context, undefined)

const also = <Facts>(
  gathered: Gathered<Facts> | Refusal,
  read: Gathered<Facts>['read'],
): Gathered<Facts> | Refusal =>
  isRefusal(gathered) ? gathered : { ...gathered, read: [...gathered.read, ...read] }

const releaseOf = async (ports: DefectPorts, release: string | undefined, document: string) =>
  release === undefined ? { facts: undefined, read: [] } : await ports.releaseOf(release, document)

const hashOf = (about: AboutDocument, name: string): string =>
  about.revisions[placeOf(about, name)]?.hash ?? ''
