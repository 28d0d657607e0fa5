import type { z } from 'zod'
import type { Refusal } from '../kernel/result.ts'
import type { Actor } from '../kernel/roles.ts'
import type { Instant } from '../kernel/time.ts'
import type { Gathered } from '../ledger/index.ts'
import type { Told } from './contract/told.ts'
import type { recordNews } from './contract.ts'
import type { IntakeClocks } from './decide/clocks.ts'

/** What a report is merged with. */
export interface Original {
  readonly id: string
  readonly reference: string
  /** Set where it is a duplicate itself. */
  readonly of: string | null
  readonly cases: readonly string[]
  /** What its reporter was told of its case last. */
  readonly news: {
    readonly case: string
    readonly step: string
    readonly message: string
    readonly said?: Told | undefined
    readonly where: string
  } | null
}

/** Somebody with an account, as a report names them. */
export interface Colleague {
  /** `person:<id>`. */
  readonly id: string
  readonly name: string
  /** Whether they can sign in. */
  readonly active: boolean
  /** Whether their roles let them deal with reports. */
  readonly dealsWithReports: boolean
}

/** Who can see a report. */
export interface Sight {
  readonly actor: boolean
  /** Whether anybody who deals with reports, and can sign in, sees it. */
  readonly anybody: boolean
}

/** What this slice asks of others; `server/wiring` supplies it. */
export interface ReportPorts {
  /** The rule file that holds. */
  readonly clocks: IntakeClocks
  /** Refuses where there is no such case: a report linked with nothing would be lost from sight. */
  case(id: string): Promise<Gathered<unknown> | Refusal>
  /** Refuses where there is no such report, or where this actor may not know of it. */
  original(id: string, actor: Actor): Promise<Gathered<Original> | Refusal>
  /** Whom alone a new report with this mark is for: nobody is named where it is for everybody. */
  needToKnow(tlp: string, actor: Actor): Promise<Gathered<readonly string[]>>
  /** By `person:<id>`, the id or the human id; refuses where there is no such person. */
  colleague(person: string): Promise<Gathered<Colleague> | Refusal>
  sight(report: string, actor: Actor): Promise<Sight>
  /** Where the workbench shows the record with this human id. */
  linkTo(humanId: string): string
  /** Mail addresses behind roles of the staff and `person:<id>`; an address stands for itself. */
  addresses(recipients: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
}

/** What the policy asks of others. */
export interface PolicyPorts {
  /** What the rules of the clocks promise today, and the reference of a policy that is there. */
  facts(now: Instant): Promise<
    Gathered<{
      readonly promised: Readonly<Record<string, number>>
      readonly already: string | undefined
    }>
  >
}
/**
 * What a feed of monitoring hands over (clause 6.2): news as a person would record them, with the
 * name of the feed and its own key, by which the same news is one report.
 */
export interface FedNews extends Omit<z.input<typeof recordNews.input>, 'origin'> {
  /** Short and stable, like `cisa-kev`: reports name it as the way they came. */
  readonly feed: string
  readonly key: string
}

/** Takes news in; what the feed says anew under a key is added to its report. */
export type TakeNews = (news: FedNews) => Promise<
  | {
      readonly id: string
      readonly humanId: string
      readonly outcome: 'added' | 'known' | 'received'
    }
  | Refusal
>
