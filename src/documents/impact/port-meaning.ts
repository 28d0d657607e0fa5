import type { PreparedPassage } from './prepared-passage.ts'

/** Words beside which a number is likely a port; in a heading or a table's head, and in the text. */
export const aboutPorts =
  /\b(?:ports?|tcp|udp|firewall|network|connections?|protocols?|communications?|interfaces?)\b/
export const portWords =
  /\b(?:ports?|tcp|udp|firewall|iptables|ufw|nmap|listen(?:s|ing|er)?|inbound|outbound|expose[sd]?|bind|forward(?:s|ed|ing)?|endpoint)\b/

type Read = Pick<PreparedPassage, 'lower' | 'context' | 'passage'>

/**
 * How surely the number at `at` means a port, 0 to 1; undefined where it surely means something else:
 * a decimal, a thousand, a version, a count. Index keys rest on it (`keysVersion`).
 */
export const portMeaning = (
  { lower, context, passage }: Read,
  at: number,
  length: number,
): number | undefined => {
  const before = lower.slice(Math.max(0, at - 40), at)
  const after = lower.slice(at + length, at + length + 20)
  if (
    /[\d][.,]$/.test(before) ||
    /^[.,]\d/.test(after) ||
    /^\s?(?:%|ms|kb|mb|gb|px|mm|kg|ml|hours?|days?|patients?|records?|users?|bytes?|bits?)/.test(
      after,
    )
  )
    return undefined
  if (/(?:[\w\])]|localhost):$/.test(before) && !/\d:$/.test(before)) return 0.9
  if (/\d{1,3}\.\d{1,3}:$/.test(before) || /^\s?[/:]\s?(?:tcp|udp|\d)/.test(after)) return 0.9
  if (/\b(?:ports?|tcp|udp)\b[^.!?]{0,30}$/.test(before) || /^\s?\(?(?:tcp|udp|port)/.test(after))
    return 0.9
  if (passage.kind === 'table-row')
    return aboutPorts.test(context) || portWords.test(lower) ? 0.85 : 0
  if (portWords.test(lower)) return 0.7
  return passage.kind !== 'paragraph' && /\bports?\b/.test(context) ? 0.6 : 0
}
