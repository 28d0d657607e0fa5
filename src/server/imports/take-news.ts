import { originFacet, type ReportState } from '../../intake/index.ts'
import type { FedNews, TakeNews } from '../../intake/ports.ts'
import { cut } from '../../kernel/cut.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { having } from '../wiring/records.ts'

/**
 * Takes news from a feed (clause 6.2): each key of a feed is one report of source g, however often
 * it is handed over, and what the feed says anew under the same key is added to it.
 */
export const createNewsTaker =
  (parts: Parts): TakeNews =>
  async ({ feed, key, ...news }) => {
    const origin = { system: feed, key, url: news.link ?? '' }
    const actor = { id: `outsider:${feed}`, roles: ['reporter'] } as const
    const requestId = `feed:${feed}`
    const taken = await parts.dispatch({
      kind: 'report',
      command: 'record-news',
      input: { ...news, origin },
      actor,
      requestId,
      key: `news:${feed}:${key}`,
    })
    if (!isRefusal(taken)) {
      const { id, humanId, repeated } = taken
      return { id, humanId, outcome: repeated ? 'known' : 'received' }
    }
    if (taken.code !== 'ledger/key-reused') return taken
    const [report] = await having<ReportState>(
      parts.ledger,
      'report',
      'origin',
      originFacet(origin),
    )
    if (report === undefined) return taken
    const message = changed(news)
    const { stream: id, humanId, state } = report
    if (state.thread.some((entry) => entry.message === message))
      return { id, humanId, outcome: 'known' }
    const added = await parts.dispatch({
      kind: 'report',
      command: 'add-from-reporter',
      id,
      input: { message },
      actor,
      requestId,
    })
    return isRefusal(added) ? added : { id, humanId, outcome: 'added' }
  }

const changed = ({ title, text }: Pick<FedNews, 'title' | 'text'>): string =>
  cut(`The feed says it anew: ${title}\n\n${text}`.trim(), limits.text.long)
