import { readIdentifiers } from '../../formats/identifiers.ts'
import { readTlp } from '../../formats/tlp.ts'
import { cut } from '../../kernel/cut.ts'
import type { InputOf } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import { newsPublishers, receive, type recordNews } from '../contract.ts'
import type { ReportState } from '../state.ts'
import type { IntakeClocks } from './clocks/rules.ts'
import type { Decided } from './decided.ts'
import { decideReceive } from './receiving.ts'

/** News is a report of source g like any other from here on. */
export const decideRecordNews = (clocks: IntakeClocks) => {
  const receiveIt = decideReceive(clocks)
  return (
    state: ReportState,
    news: InputOf<typeof recordNews>,
    context: DecisionContext,
  ): Decided => {
    const { title, text, link, product, exploited, reference, original, origin } = news
    const tlp = news.tlp === '' ? readTlp(title, text) : news.tlp
    const found = readIdentifiers(`${title}\n${text}\n${link}`)
    const identifiers = [...new Set([...news.identifiers, ...found])]
    return receiveIt(
      state,
      // Parsed by the same schema, so that every field has what it has when nobody gives it.
      receive.input.parse({
        source: 'g',
        channel: 'news',
        title,
        description: description(news),
        product,
        exploited,
        // What anybody may pass on is public; what bears another mark may not be by now.
        alreadyPublic: tlp === 'CLEAR' || (tlp === '' && isPublic(news)) ? 'yes' : 'unknown',
        reference,
        identifiers: identifiers.slice(0, limits.intake.identifiers),
        tlp,
        ...(original === undefined ? {} : { original }),
        ...(origin === undefined ? {} : { origin }),
      }),
      context,
    )
  }
}

const isPublic = ({ publisherKind, link }: InputOf<typeof recordNews>): boolean =>
  publisherKind === 'press' || link !== ''

const description = ({
  text,
  publisher,
  publisherKind,
  publishedOn,
  link,
}: InputOf<typeof recordNews>): string => {
  const when = publishedOn === undefined ? '' : ` on ${publishedOn}`
  const source = [
    `Published by ${publisher} (${newsPublishers[publisherKind].toLowerCase()})${when}.`,
    link,
  ]
  const provenance = source.filter((part) => part !== '').join('\n')
  return `${cut(text, limits.text.long - provenance.length - 2)}\n\n${provenance}`
}
