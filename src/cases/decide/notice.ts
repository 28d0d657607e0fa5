import { partyAnswers } from '../contract/third-parties.ts'
import type { Party } from '../state/third-parties.ts'
import type { CaseState } from '../state.ts'

export interface NoticeTerms {
  readonly embargo?: string
  readonly disclosureOn?: string | undefined
  /** How the maker can be reached. */
  readonly maker: { readonly name: string; readonly contact: string }
  readonly reference: string
}

/**
 * The notice as the case would write it, for a person to correct: what, which versions, how it was
 * found, how bad, how to reach us, and what we ask them to keep to themselves (ISO/IEC 29147 names
 * these for a report to a vendor).
 */
export const draftNotice = (
  state: CaseState,
  { component, owner, partyKind }: Pick<Party, 'component' | 'owner' | 'partyKind'>,
  { embargo = '', disclosureOn, maker, reference }: NoticeTerms,
): string => {
  const flawed = (state.facts.components ?? []).find(
    ({ name }) => name !== '' && component.toLowerCase().startsWith(name.toLowerCase()),
  )
  const worst = [...state.scores].sort((one, other) => other.score - one.score)[0]
  const day = disclosureOn ?? state.disclosure?.on
  return [
    `To: ${owner}`,
    partyKind === 'coordinator'
      ? `We ask for your help in coordinating the disclosure of a security flaw${component === '' ? '' : ` in ${component}`}.`
      : `We believe that ${component === '' ? 'your software' : component} has a security flaw, and we ask you to look at it.`,
    partyKind === 'coordinator' ? section('Whom we told', toldOwners(state)) : '',
    section('What', [state.title, state.summary, state.facts.summary ?? '']),
    section('Component and versions', [
      component,
      flawed?.purl ?? '',
      flawed?.affected === undefined ? '' : `Affected: ${flawed.affected}`,
      flawed?.fixed === undefined ? '' : `Fixed in: ${flawed.fixed}`,
    ]),
    section('Weakness', [state.cve ?? '', state.cwe ?? '', state.rootCause]),
    section('How it was found', [
      state.reports.length > 0
        ? 'It was reported to us; we do not name the reporter without their consent.'
        : 'We found it in our own work.',
    ]),
    section('Impact', [
      worst === undefined
        ? 'Not scored yet.'
        : `CVSS ${worst.version} ${worst.score}: ${worst.vector}`,
    ]),
    section('What you may tell, and when', [embargo, day === undefined ? noDay : planned(day)]),
    section('How to reach us', [maker.name, maker.contact, `Our reference: ${reference}`]),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
}

/** Terms that were given beside a text of one's own go with it: else they bind nobody. */
export const withTerms = ({
  text,
  embargo,
  disclosureOn,
}: {
  readonly text: string
  readonly embargo: string
  readonly disclosureOn?: string | undefined
}): string => {
  // The draft, as it was shown before the day was chosen, must not say the contrary.
  const said = disclosureOn === undefined ? text : text.replace(noDay, planned(disclosureOn))
  return [
    said,
    embargo === '' || said.includes(embargo) ? '' : `What you may tell, and when:\n${embargo}`,
    disclosureOn === undefined || said.includes(disclosureOn) ? '' : planned(disclosureOn),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const noDay = 'No day of disclosure is set. Please tell us yours.'
const planned = (day: string): string =>
  `We plan to disclose on ${day}. Tell us if you need longer.`

/** Owners of the code who had a notice, with what came of it: a coordinator asks for that first. */
const toldOwners = ({ parties }: CaseState): readonly string[] =>
  parties.flatMap(({ owner, component, partyKind, notice, answer }) =>
    notice === null || partyKind === 'coordinator'
      ? []
      : [
          `${component === '' ? owner : `${owner} (${component})`}, on ${notice.sentOn}: ${
            answer === null ? 'no answer so far' : partyAnswers[answer.answer].toLowerCase()
          }`,
        ],
  )

const section = (title: string, lines: readonly string[]): string => {
  const said = [...new Set(lines.map((text) => text.trim()).filter((text) => text !== ''))]
  return said.length === 0 ? '' : `${title}:\n${said.join('\n')}`
}
