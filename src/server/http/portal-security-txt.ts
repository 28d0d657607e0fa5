import { writeSecurityTxt } from '../../formats/security-txt.ts'
import { orThrow } from '../../kernel/result.ts'
import { addDays, instantOf } from '../../kernel/time.ts'
import type { Parts } from '../parts.ts'
import { contactMail, publishedPolicy } from './portal-policy.ts'

/** Days from a day to the end of what was signed on it: RFC 9116 section 5.3 advises under a year. */
const lastsDays = 90

/**
 * security.txt as it is now, signed by the maker's key (RFC 9116 section 2.3). It is written anew
 * with each day and each change, so that it never runs out; the self-test of the public form says
 * so if it ever does.
 */
export const createSecurityTxt = (
  parts: Parts,
  languages: readonly string[],
): (() => Promise<string>) => {
  let last: { readonly text: string; readonly signed: Promise<string> } | undefined
  return async () => {
    const text = await plainText(parts, languages)
    // The same text is signed once: a signature costs more than a stranger's request.
    if (last?.text !== text) {
      const signed = parts.openPgp.signCleartext(text)
      last = { text, signed }
      signed.catch(() => {
        last = undefined
      })
    }
    return last.signed
  }
}

/** Section 2.5.4 and its neighbours take web addresses with https only; else mail must do. */
const plainText = async (parts: Parts, preferredLanguages: readonly string[]): Promise<string> => {
  const { settings, clock, openPgp } = parts
  const policy = await publishedPolicy(parts)
  const { publicUrl } = settings
  const secure = publicUrl.startsWith('https:')
  const web = (path: string) => (secure ? [`${publicUrl}${path}`] : [])
  const today = instantOf(Math.floor(clock() / 86_400_000) * 86_400_000)
  return orThrow(
    writeSecurityTxt(
      {
        contact: [
          ...web('/report'),
          `mailto:${contactMail(policy, parts)}`,
          ...(policy === undefined || policy.phone === ''
            ? []
            : [`tel:${policy.phone.replaceAll(/[^+\d]/g, '')}`]),
        ],
        expires: addDays(today, lastsDays),
        encryption: [
          ...(secure ? [openPgp.publicKeyUrl] : []),
          `openpgp4fpr:${(await openPgp.fingerprint()).toLowerCase()}`,
        ],
        // Nobody is named where the policy says so: then there is no such page to name.
        acknowledgments: policy?.recognition === 'none' ? [] : web('/security/thanks'),
        canonical: web('/.well-known/security.txt'),
        policy: web('/security'),
        preferredLanguages,
      },
      clock(),
    ),
  )
}
