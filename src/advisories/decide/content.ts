import type { AdvisoryContent } from '../../formats/csaf-write.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { type AdvisoryTlpLabel, advisoryTlps } from '../contract.ts'
import type { AdvisoryState } from '../state.ts'

/**
 * The whole advisory as it would be published now: the facts of the case with our own words, and
 * the next entry of the revision history (CSAF 2.0 section 3.2.1.12). After a failed attempt it is
 * what that attempt would have published, date and all, so that no two files carry one version.
 * Undefined before there is a draft.
 */
export const contentToPublish = (
  state: AdvisoryState,
  now: Instant,
): AdvisoryContent | undefined => {
  if (state.order !== null) return state.order.content
  if (state.content === null) return undefined
  const { content } = state
  return {
    ...content,
    title: state.title,
    summary: state.summary,
    distribution: state.tlp === null ? content.distribution : distributionOf(state.tlp),
    tracking: {
      ...content.tracking,
      id: state.reference,
      status: 'final',
      revisions: [
        ...state.publications.map(({ date, summary }) => ({ date, summary })),
        { date: now, summary: revisionSummary(state) },
      ],
    },
    vulnerabilities:
      state.mitigation === ''
        ? content.vulnerabilities
        : content.vulnerabilities.map((vulnerability) => ({
            ...vulnerability,
            remediations: [
              ...(vulnerability.remediations ?? []),
              { category: 'mitigation', details: state.mitigation },
            ],
          })),
  }
}

/** Nobody read the drafts before the first version: what changed among them is no history. */
const revisionSummary = ({ publications, changes }: AdvisoryState): string =>
  publications.length === 0 ? 'Initial version.' : changes.join('\n')

/** CSAF 2.0 knows the labels of TLP 1 only (section 3.2.1.5.1): the stricter one, and a text. */
const distributionOf = (label: AdvisoryTlpLabel): AdvisoryContent['distribution'] => {
  switch (label) {
    case 'CLEAR':
      return { tlp: { label: 'WHITE' }, text: 'TLP:CLEAR' }
    case 'AMBER+STRICT':
      return { tlp: { label: 'AMBER' }, text: 'TLP:AMBER+STRICT: within your organisation only.' }
    case 'GREEN':
    case 'AMBER':
    case 'RED':
      return { tlp: { label }, text: `TLP:${label}` }
    default:
      return label satisfies never
  }
}

/** What the advisory says now, in the labels of TLP 2.0. */
export const tlpOf = (state: AdvisoryState): AdvisoryTlpLabel | null => {
  if (state.tlp !== null || state.content === null) return state.tlp
  const { label } = state.content.distribution.tlp
  return label === 'WHITE' ? 'CLEAR' : label
}

/** Refuses a label more open than the one that the disclosure decision gave. */
export const checkTlp = (
  asked: AdvisoryTlpLabel | null,
  decided: AdvisoryTlpLabel | undefined,
): Refusal | undefined =>
  asked !== null &&
  decided !== undefined &&
  advisoryTlps.indexOf(asked) < advisoryTlps.indexOf(decided)
    ? refuse(
        'advisory/tlp-too-open',
        `The disclosure decision says TLP:${decided}, and the advisory TLP:${asked}. Revise it to that or a stricter label, or decide the disclosure anew.`,
        { asked, allowed: advisoryTlps.slice(advisoryTlps.indexOf(decided)) },
      )
    : undefined
