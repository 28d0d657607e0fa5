import { outsideText } from '../../../connections/trackers/text.ts'
import { limits } from '../../../kernel/limits.ts'
import type { Issue, IssueComment } from '../../../kernel/tracker.ts'

/** Room for what stands around a text of theirs. */
const frame = 1_000

/** What the issue says, with what is attached to it, as the description of a report. */
export const descriptionOf = ({ title, text, attachments }: Issue): string => {
  const attached = attachments.slice(0, 50).map(({ name, url }) => `- ${name}: ${url}`)
  return outsideText(
    [
      outsideText(text === '' ? title : text, limits.text.long - frame * 16),
      ...(attached.length === 0 ? [] : [['Attached there:', ...attached].join('\n')]),
    ].join('\n\n'),
  )
}

/** Names nobody: who wrote it stands in the issue. */
export const commentAs = ({ id, at, text }: IssueComment): string =>
  `Comment ${id} in the issue, ${at.slice(0, 16).replace('T', ' ')} UTC:\n\n${outsideText(text, limits.text.long - frame)}`

export const changedAs = (issue: Issue): string =>
  outsideText(`The issue was changed. It now says:\n\n${issue.title}\n\n${descriptionOf(issue)}`)

/** What the report of an issue has no room for is a report of its own. */
export const moreAs = (reference: string, message: string): string =>
  outsideText(`More on report ${reference}, which takes no more:\n\n${message}`)
