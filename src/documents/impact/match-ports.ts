import type { PortFact } from './facts.ts'
import { type FactMatcher, type Hit, strongest } from './hit.ts'
import { isNegated, occurrences } from './occurrences.ts'
import type { PreparedPassage } from './prepared-passage.ts'

/**
 * Looks for a port's number where it means a port: beside the word, a protocol or a host's
 * colon, in a rule, or in a table or section about ports. A bare number elsewhere is no port.
 */
export const portMatchers = (ports: readonly PortFact[]): readonly FactMatcher[] =>
  ports.map((port) => ({
    fact: `port ${port.port}/${(port.protocol ?? '').toLowerCase()}`,
    match: (passage) => matchPort(passage, port),
  }))

const portWords =
  /\b(?:ports?|tcp|udp|firewall|iptables|ufw|nmap|listen(?:s|ing|er)?|inbound|outbound|expose[sd]?|bind|forward(?:s|ed|ing)?|endpoint)\b/
const aboutPorts =
  /\b(?:ports?|tcp|udp|firewall|network|connections?|protocols?|communications?|interfaces?)\b/

const matchPort = (
  passage: PreparedPassage,
  { port, protocol, service }: PortFact,
): Hit | undefined => {
  const { lower, context } = passage
  const hits = [...occurrences(lower, String(port), ''), ...insideRange(lower, port)].map(
    (at): Hit | undefined => {
      const meaning = meaningOf(passage, at, String(port).length, service)
      if (meaning === 0) return undefined
      const other = otherProtocol(lower, at, protocol) ? 0.5 : 1
      const negated = isNegated(lower, at) ? 0.7 : 1
      const named =
        service !== undefined && occurrences(lower, service.toLowerCase()).length > 0 ? 0.05 : 0
      return {
        strength: (meaning + named) * other * negated,
        at,
        reason: `names port ${port}${named > 0 ? ` (${service})` : ''}`,
      }
    },
  )
  const byService = service === undefined ? undefined : matchService(lower, context, service)
  return strongest([...hits, byService])
}

const meaningOf = (
  { lower, context, passage }: PreparedPassage,
  at: number,
  length: number,
  service: string | undefined,
): number => {
  const before = lower.slice(Math.max(0, at - 40), at)
  const after = lower.slice(at + length, at + length + 20)
  // A decimal, a thousand, a version or a unit is no port.
  if (
    /[\d][.,]$/.test(before) ||
    /^[.,]\d/.test(after) ||
    /^\s?(?:%|ms|kb|mb|gb|px|mm|kg|ml|hours?|days?|patients?|records?|users?|bytes?|bits?)/.test(
      after,
    )
  )
    return 0
  if (/(?:[\w\])]|localhost):$/.test(before) && !/\d:$/.test(before)) return 0.9
  if (/\d{1,3}\.\d{1,3}:$/.test(before) || /^\s?[/:]\s?(?:tcp|udp|\d)/.test(after)) return 0.9
  if (/\b(?:ports?|tcp|udp)\b[^.!?]{0,30}$/.test(before) || /^\s?\(?(?:tcp|udp|port)/.test(after))
    return 0.9
  if (passage.kind === 'table-row')
    return aboutPorts.test(context) || portWords.test(lower) ? 0.85 : 0
  if (portWords.test(lower)) return 0.7
  if (service !== undefined && occurrences(lower, service.toLowerCase()).length > 0) return 0.6
  return passage.kind !== 'paragraph' && /\bports?\b/.test(context) ? 0.6 : 0
}

const insideRange = (lower: string, port: number): readonly number[] =>
  Array.from(lower.matchAll(/(?<![\d.])(\d{1,5})\s?(?:-|–|to|:)\s?(\d{1,5})(?![\d.])/g))
    .filter(
      (match) => Number(match[1]) < port && port < Number(match[2]) && /\bports?\b/.test(lower),
    )
    .map((match) => match.index)

/** The other transport is named beside it, and the fact's own is not. */
const otherProtocol = (lower: string, at: number, protocol: string | undefined): boolean => {
  const own = (protocol ?? '').toLowerCase()
  const other = own === 'tcp' ? 'udp' : own === 'udp' ? 'tcp' : undefined
  const near = lower.slice(Math.max(0, at - 25), at + 25)
  return other !== undefined && near.includes(other) && !near.includes(own)
}

/** The service by name ("Telnet") without its number. */
const matchService = (lower: string, context: string, service: string): Hit | undefined => {
  const [at] = occurrences(lower, service.toLowerCase())
  if (at === undefined || service.length < 3) return undefined
  const strength =
    (portWords.test(lower) || aboutPorts.test(context) ? 0.55 : 0.35) *
    (isNegated(lower, at) ? 0.7 : 1)
  return { strength, at, reason: `names the service ${service}` }
}
