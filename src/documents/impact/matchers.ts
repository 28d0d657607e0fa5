import type { ImpactFacts } from './facts.ts'
import type { FactMatcher } from './hit.ts'
import { accountMatchers } from './match-accounts.ts'
import { algorithmMatchers } from './match-algorithms.ts'
import { componentMatchers } from './match-components.ts'
import { hostMatchers } from './match-hosts.ts'
import { pathMatchers } from './match-paths.ts'
import { portMatchers } from './match-ports.ts'
import { productMatchers } from './match-product.ts'
import { settingMatchers } from './match-settings.ts'
import { summaryMatchers } from './match-summary.ts'
import { featureMatchers, termMatchers } from './match-words.ts'

/** One matcher per fact, each fact once. */
export const matchersOf = (facts: ImpactFacts): readonly FactMatcher[] => {
  const matchers = [
    ...componentMatchers(facts.components ?? []),
    ...productMatchers(facts.product),
    ...portMatchers(facts.ports ?? []),
    ...accountMatchers(facts.accounts ?? []),
    ...algorithmMatchers(facts.algorithms ?? []),
    ...settingMatchers(facts.settings ?? []),
    ...pathMatchers(facts.paths ?? []),
    ...hostMatchers(facts.hosts ?? []),
    ...featureMatchers(facts.features ?? []),
    ...termMatchers(facts.terms ?? []),
    ...summaryMatchers(facts.summary ?? ''),
  ]
  const seen = new Set<string>()
  return matchers.filter((matcher) => {
    const same = JSON.stringify([matcher.fact, matcher.keys, matcher.inDocumentsWith])
    const fresh = matcher.keys.length > 0 && !seen.has(same)
    seen.add(same)
    return fresh
  })
}
