import { type PolicyState, promisesOf } from '../../intake/index.ts'
import { instantOf } from '../../kernel/time.ts'
import { type PolicyShown, policyPage, type Site } from '../../portal/index.ts'
import type { Parts } from '../parts.ts'
import { recordsOf } from './portal-published.ts'

/** The maker's policy as it is published; undefined before the first version. */
export const publishedPolicy = async (parts: Parts): Promise<PolicyState | undefined> => {
  const found = await recordsOf<PolicyState>(parts, 'policy', ['published'])
  // There is one; had two been published at the same moment, the first would count.
  return found.toSorted((one, other) => (one.humanId < other.humanId ? -1 : 1))[0]?.state
}

/** The address for reports by mail: what the policy says, else what this server writes from. */
export const contactMail = (policy: PolicyState | undefined, { settings }: Parts): string =>
  policy === undefined || policy.contactMail === '' ? settings.mailFrom : policy.contactMail

/**
 * The page of a version, or of what applies now where no number is given: before the first
 * publication, what follows from the settings. Undefined where there is no such version.
 */
export type RenderPolicy = (site: Site, number?: number) => Promise<string | undefined>

export const createPolicyPages = (parts: Parts): RenderPolicy => {
  const promisedNow = promisesOfToday(parts)
  return async (site, number) => {
    const policy = await publishedPolicy(parts)
    const versions = policy?.versions ?? []
    const newest = versions.at(-1) ?? null
    const version = number === undefined ? newest : versions.find((one) => one.number === number)
    if (version === undefined) return undefined
    return policyPage(site, {
      version,
      versions,
      // What applies now is what the clocks do now; an older version keeps what it promised.
      promised: version === newest || version === null ? promisedNow() : version.promised,
      contactMail: version?.contactMail || parts.settings.mailFrom,
      key: await keyOf(parts),
    })
  }
}

/** The longest a promise can take within a year is much to compute, and changes with the day only. */
const promisesOfToday = ({ intakeClocks, clock }: Parts): (() => PolicyShown['promised']) => {
  let last: { readonly day: string; readonly promised: PolicyShown['promised'] } | undefined
  return () => {
    const now = instantOf(clock())
    const day = now.slice(0, 10)
    if (last?.day !== day) last = { day, promised: { ...promisesOf(intakeClocks, now) } }
    return last.promised
  }
}

/** Null where no key can be made, on a full disk for one: the policy is read all the same. */
const keyOf = async ({ openPgp, log }: Parts): Promise<PolicyShown['key']> => {
  try {
    return {
      href: new URL(openPgp.publicKeyUrl).pathname,
      fingerprint: (await openPgp.fingerprint()).replaceAll(/(.{4})(?=.)/g, '$1 '),
    }
  } catch (cause) {
    log.error({ err: cause }, 'the policy is shown without an OpenPGP key')
    return null
  }
}
