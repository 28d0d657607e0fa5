import type { AdvisoryState } from '../../advisories/index.ts'
import type { CaseState } from '../../cases/index.ts'
import { type ReportState, wantsThanks } from '../../intake/index.ts'
import { isRefusal } from '../../kernel/result.ts'
import { type Site, type Thanked, thanksPage } from '../../portal/index.ts'
import type { Parts } from '../parts.ts'
import { having, one, type Typed } from '../wiring/records.ts'
import { publishedPolicy } from './portal-policy.ts'

/** Reports looked at for one page. */
const atMost = 500

/**
 * Who asked to be thanked in public, by the name they gave, once their flaw is public. Found anew for
 * each reader: a wish that was taken back, or a person who was erased, is gone with the next look.
 */
export const renderThanks = async (parts: Parts, site: Site): Promise<string> => {
  const policy = await publishedPolicy(parts)
  if (policy?.recognition === 'none') return thanksPage(site, null)
  const { ledger } = parts
  const ids = await ledger.having('report', 'thanks', 'wished', atMost)
  const thanked = new Map<string, Thanked>()
  for (const { state } of (await ledger.loadAll(ids)) as readonly Typed<ReportState>[]) {
    const since =
      wantsThanks(state) && state.embargo === null ? await publicSince(parts, state) : ''
    const named = since === '' ? undefined : await nameOf(parts, state)
    if (named === undefined) continue
    const year = since.slice(0, 4)
    thanked.set(`${year} ${named.name} ${named.link}`, { ...named, year })
  }
  return thanksPage(
    site,
    [...thanked.values()].sort((a, b) => a.name.localeCompare(b.name, site.say.tag)),
  )
}

/** Undefined where the name is gone with its person. */
const nameOf = async (
  { sealing }: Parts,
  { credit, creditLink = '' }: Partial<ReportState>,
): Promise<Omit<Thanked, 'year'> | undefined> => {
  const name = await opened(sealing, credit ?? '')
  const link = creditLink === '' ? '' : await opened(sealing, creditLink)
  return name === undefined || name === '' ? undefined : { name, link: link ?? '' }
}

const opened = async (sealing: Parts['sealing'], sealed: string): Promise<string | undefined> => {
  const text = await sealing.open(sealed)
  return isRefusal(text) ? undefined : text
}

/**
 * Since when the flaw is public: an advisory about it is out, or it is fixed and done. Empty while it
 * is neither, and while any of its cases is for named people only.
 */
const publicSince = async ({ ledger }: Parts, { cases, exit }: ReportState): Promise<string> => {
  const about: Typed<CaseState>[] = []
  for (const id of cases) {
    const found = await one<CaseState>(ledger, 'case', id)
    if (found !== undefined) about.push(found)
  }
  if (about.length === 0 || about.some(({ state }) => state.embargo !== null)) return ''
  const dates: string[] = []
  for (const { stream } of about)
    for (const { state } of await having<AdvisoryState>(ledger, 'advisory', 'case', stream))
      dates.push(...state.publications.slice(0, 1).map(({ date }) => date))
  // What was decided to be withheld is not public, however well it is fixed.
  const isDone =
    exit?.exit === 'resolved' &&
    about.every(({ state }) => state.status === 'closed' && state.disclosure?.disclose === true)
  return dates.sort()[0] ?? (isDone ? exit.at : '')
}
