import type {
  Silence,
  SilenceRow,
  SilentChannel,
  Source,
  silenceStates,
} from '../../intake/contract.ts'
import { sources } from '../../intake/contract.ts'
import { isRefusal, orThrow, type Refusal } from '../../kernel/result.ts'
import { instantOf, millisecondsOf, parseInstant } from '../../kernel/time.ts'
import type { Parts } from '../parts.ts'
import type { Channel } from './channel.ts'
import type { ChannelKeeper } from './index.ts'
import { channelRecords } from './self-tests/records.ts'
import { type Heard, lastHeard } from './silence/heard.ts'
import { activeProducts } from './silence/products.ts'

type State = (typeof silenceStates)[number]

/**
 * For each product and source the last report by each way, and for the way its last self-test:
 * what tells "nobody had anything to report" from "nobody could". `person` sees active products
 * only as far as they may see them; `product` narrows to one.
 */
export const silence = async (
  parts: Parts,
  keeper: ChannelKeeper,
  person: string,
  product: string | undefined,
): Promise<Silence | Refusal> => {
  const now = parts.clock()
  const all = await activeProducts(parts.ledger, person)
  if (isRefusal(all)) return all
  const asked = all.filter(({ id }) => product === undefined || id === product)
  const shown = asked.slice(0, productsShown)
  const channels = await Promise.all(keeper.all.map((channel) => describe(parts, channel)))
  const heard = await lastHeard(parts, all, person)
  return {
    at: instantOf(now),
    testsEvery: keeper.testsEvery,
    products: shown,
    productsLeftOut: asked.length - shown.length,
    channels,
    rows: [...shown.map(({ id }) => id), ...(product === undefined ? [null] : [])].flatMap((id) =>
      rowsOf(id, channels, heard, now - 2 * keeper.testsEvery),
    ),
  }
}

/** A matrix of more is none that a person reads. */
const productsShown = 100

const describe = async (parts: Parts, channel: Channel): Promise<SilentChannel> => {
  const record = await channelRecords(parts).find(channel.name)
  const { lastTest = null, lastGoodAt = null, alarm = null } = record?.state ?? {}
  return {
    id: record?.stream ?? null,
    humanId: record?.humanId ?? null,
    name: channel.name,
    title: channel.title,
    sources: channel.sources,
    // A record closed before belongs to a channel that the settings have again.
    status:
      record === undefined || record.state.status === 'closed' ? 'untested' : record.state.status,
    lastTest:
      lastTest === null ? null : { at: lastTest.at, ok: lastTest.ok, detail: lastTest.detail },
    lastGoodAt,
    alarm: alarm === null ? null : { since: alarm.since, detail: alarm.detail },
  }
}

const letters = Object.keys(sources) as readonly Source[]

const rowsOf = (
  product: string | null,
  channels: readonly SilentChannel[],
  heard: readonly Heard[],
  goodSince: number,
): readonly SilenceRow[] =>
  letters.flatMap((source): readonly SilenceRow[] => {
    const here = heard.filter((one) => one.product === product && one.source === source)
    const open = channels.filter((channel) => channel.sources.includes(source))
    const rows = open.map((channel): SilenceRow => {
      const { reports, hidden, lastReportAt } =
        here.find(({ way }) => way === channel.name) ?? never
      const state = stateOf(channel, lastReportAt, goodSince)
      return { product, source, channel: channel.name, reports, hidden, lastReportAt, state }
    })
    const byHand = here
      .filter(({ way }) => !open.some(({ name }) => name === way))
      .map(
        ({ way, reports, hidden, lastReportAt }): SilenceRow => ({
          product,
          source,
          channel: way,
          reports,
          hidden,
          lastReportAt,
          state: 'heard',
        }),
      )
    const found = [...rows, ...byHand]
    return found.length > 0
      ? found
      : [{ product, source, channel: null, ...never, state: 'no-channel' }]
  })

const never = { reports: 0, hidden: 0, lastReportAt: null } as const

const stateOf = (
  { status, lastGoodAt }: SilentChannel,
  lastReportAt: string | null,
  goodSince: number,
): State => {
  if (status === 'failing') return 'failing'
  if (lastGoodAt === null || millisecondsOf(orThrow(parseInstant(lastGoodAt))) < goodSince)
    return 'unproven'
  return lastReportAt === null ? 'silent' : 'heard'
}
