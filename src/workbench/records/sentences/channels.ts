import { listOf, type Telling, text, told } from './told.ts'

const toldBy = (addresses: readonly string[]): string =>
  addresses.length === 0
    ? ''
    : `, and told ${addresses.length === 1 ? 'one person' : `${addresses.length} people`} by mail`

/** Facts of the ways in, and of those who watch the ledger. */
export const channelSentences: Readonly<Record<string, Telling>> = {
  'channel.registered': (p) => told(`opened the channel "${text(p, 'title')}"`),
  'channel.described': (p) => told(`now calls the channel "${text(p, 'title')}"`),
  'channel.probed': (p) =>
    p['ok'] === true
      ? told('sent a marked message through it, which arrived')
      : told('sent a marked message through it, which did not arrive', text(p, 'detail')),
  'channel.alarm-raised': (p) => told(`raised the alarm${toldBy(listOf(p, 'told'))}`),
  'channel.alarm-escalated': (p) => told(`escalated the alarm${toldBy(listOf(p, 'told'))}`),
  'channel.alarm-cleared': () => told('cleared the alarm: it works again'),
  'channel.closed': () => told('closed the channel: the settings have it no longer'),
  'witness.named': (p) => told(`awaits the witness "${text(p, 'name')}": the settings name it`),
  'witness.named-again': () => told('awaits the witness again: the settings have it again'),
  'witness.missed': (p) =>
    told(
      `missed the witness for ${p['hours'] === 1 ? 'an hour' : `${Number(p['hours'])} hours`}${toldBy(listOf(p, 'told'))}`,
    ),
  'witness.came-back': () => told('heard from the witness again'),
  'witness.dropped': () => told('awaits the witness no longer: the settings name it no more'),
}
