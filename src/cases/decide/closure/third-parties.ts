import { isSettled, type Party } from '../../state/third-parties.ts'
import { type ChecksOf, check } from './check.ts'

/** Each third party was told, and has answered or was followed up as the rules say. */
export const thirdPartiesChecks: ChecksOf = ({ parties, thirdParties }) => {
  const [open] = parties.filter((party) => !isSettled(party))
  return [
    check(
      '9.5/third-party',
      'Third parties told',
      parties.length === 0 ? thirdParties.length > 0 : open === undefined,
      open === undefined
        ? 'Name the owner of third-party code and send the notice, or record that there is none.'
        : whatNext(open),
      open === undefined
        ? 'name-third-party'
        : open.notice === null
          ? 'send-notice'
          : open.byHand.length > 0
            ? 'follow-up-notice'
            : 'record-answer',
      {
        recorded: thirdParties
          .map(({ none, owner }) => (none ? 'No third party is involved' : owner))
          .join(', '),
        by: thirdParties.slice(-1),
      },
    ),
  ]
}

const whatNext = ({ owner, notice, byHand, pending }: Party): string =>
  notice === null
    ? `Send the notice to ${owner}.`
    : byHand.length > 0
      ? `Ask ${owner} again where you told them, and record it.`
      : `Record the answer of ${owner}, or wait until they were followed up on ${pending.at(-1)?.slice(0, 10)}.`
