import { constraintIds } from '../../src/catalogue/constraint-ids.ts'
import type { Reading } from './corpus.ts'

/**
 * What a search by words finds: the baseline that a judge must beat. One pattern for each labelled
 * constraint, as somebody with a grep would write it; three lines that match are `met`, one `partial`.
 */
const keywords: Readonly<Record<string, RegExp>> = {
  '9.2/channel': /report.{0,40}vulnerabilit|security@|security\.txt|vulnerability disclosure/i,
  '9.2/closure': /track.{0,40}(report|vulnerabilit)|bug tracker|issue tracker/i,
  '9.2/acknowledge': /acknowledg|respond within|business days/i,
  '9.5/disclosure': /disclos/i,
  '9.5/verified': /verif(y|ied|ication)|retest/i,
  '9.5/third-party': /third.part|upstream|supplier/i,
  '9.5/open-review': /open (issue|vulnerabilit)|known issue/i,
  '9.5/proactive': /penetration test|vulnerability scan|static analysis|sast|dast/i,
  '4.1.9/closure': /root cause|corrective|close.{0,20}(issue|defect)/i,
  '5.8.2/secure-operation': /secur(e|ity) (guid|config|best)|hardening/i,
  '5.8.2/network': /firewall|port \d|network|tls|https/i,
  '5.8.2/accounts': /password|account|user right|permission/i,
  '5.8.2/residual': /residual risk|known risk|limitation/i,
  '5.8.2/retention': /retention|retain|encrypt|backup/i,
  '5.8.2/disposal': /dispos|decommission|delet|erase|wipe/i,
  '5.8.2/conformance': /conform|complian|62443|81001/i,
  '5.8.2/release-notes': /security (fix|update)|cve-|vulnerabilit/i,
  '6.3/inform': /notif(y|ied|ication)|announce|advisor/i,
  '6.3/compatibility': /compatib|support(s|ed) version|requires/i,
  '6.3/unapproved': /unapproved|unauthori[sz]ed (patch|update)|not (been )?(approved|validated)/i,
  '6.3/available': /download|update|upgrade|patch/i,
  '6.3/integrity': /checksum|sha-?256|signature|signed|gpg/i,
}

/** The words' verdicts, in the form of a review. */
export const judgeByKeywords = ({ read }: Pick<Reading, 'read'>) => ({
  path: read.path,
  constraints: Object.fromEntries(
    constraintIds.map((id) => {
      const pattern = keywords[id]
      const found =
        pattern === undefined ? [] : read.passages.filter(({ text }) => pattern.test(text))
      return [
        id,
        {
          verdict: found.length >= 3 ? 'met' : found.length > 0 ? 'partial' : 'absent',
          evidence: found.slice(0, 6).map(({ text }) => ({ quote: text })),
        },
      ]
    }),
  ),
})
