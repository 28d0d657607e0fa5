import { portRanges } from './concepts.ts'
import type { PortFact } from './facts.ts'
import { type FactMatcher, type Hit, type KeyGroup, strongest, textGroup } from './hit.ts'
import { findable, portKey, portRangeKey } from './keys.ts'
import { isNegated, occurrences } from './occurrences.ts'
import { aboutPorts, portMeaning, portWords } from './port-meaning.ts'
import type { PreparedPassage } from './prepared-passage.ts'

/**
 * Looks for a port's number where it means a port: beside the word, a protocol or a host's
 * colon, in a rule, or in a table or section about ports. A bare number elsewhere is no port.
 */
export const portMatchers = (ports: readonly PortFact[]): readonly FactMatcher[] =>
  ports.map(({ port, protocol, service }) => {
    const fact = { port, protocol, service: findable(service) }
    return {
      fact: `port ${port}/${(protocol ?? '').toLowerCase()}`,
      keys: groupsOf(fact),
      match: (passage) => matchPort(passage, fact),
    }
  })

interface Port {
  readonly port: number
  readonly protocol: string | undefined
  readonly service: string | undefined
}

const groupsOf = ({ port, service }: Port): readonly KeyGroup[] => [
  { all: [portKey(port)], atMost: 0.95 },
  { all: [portRangeKey(port)], atMost: 0.95 },
  ...textGroup(service, 0.65, [String(port)]),
  ...textGroup(service, 0.55),
]

const matchPort = (
  passage: PreparedPassage,
  { port, protocol, service }: Port,
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

/** A number that the place does not tell to be a port may be the one of the service named beside it. */
const meaningOf = (
  passage: PreparedPassage,
  at: number,
  length: number,
  service: string | undefined,
): number => {
  const meaning = portMeaning(passage, at, length)
  if (meaning !== 0) return meaning ?? 0
  const named =
    service !== undefined && occurrences(passage.lower, service.toLowerCase()).length > 0
  return named ? 0.6 : 0
}

const insideRange = (lower: string, port: number): readonly number[] =>
  portRanges(lower)
    .filter(({ above, below }) => above < port && port < below)
    .map(({ at }) => at)

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
