/** What the beginning of a file tells of its kind; the readers decide, these only choose one. */

const headBytes = 65_536

/** The beginning as text: bytes that are none show as replacement characters and fit no pattern. */
export const headOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8').decode(bytes.subarray(0, headBytes)).replace(/^\uFEFF/, '')

/** A header field that only messages begin with (RFC 5322 section 3.6, RFC 2045 section 3). */
const mailField =
  /^(?:received|return-path|from|to|cc|subject|date|message-id|mime-version|delivered-to|dkim-signature|reply-to|sender):/im

/**
 * A block of header fields, one of which is a message's own. What stands after the first empty line
 * is body and says nothing of the kind.
 */
export const looksLikeMail = (head: string): boolean => {
  // The first line of a message in an mbox file, which many tools leave there.
  const text = head.replace(/^From [^\r\n]*\r?\n/, '')
  if (!/^[!-9;-~]{1,100}:/.test(text)) return false
  const end = /\r?\n\r?\n/.exec(text)
  const block = end === null ? text : text.slice(0, end.index)
  return mailField.test(block) && !(contact.test(block) && expires.test(block))
}

/** The two fields that a security.txt must have (RFC 9116 sections 2.5.3 and 2.5.5). */
const contact = /^contact:/im
const expires = /^expires:/im

export const looksLikeSecurityTxt = (head: string): boolean =>
  !/^\s*[{[<]/.test(head) && (contact.test(head) || expires.test(head))
