import { limits } from '../../kernel/limits.ts'
import type { RecordChange, ReleaseRecords } from './records.ts'

/**
 * What an operator would notice between two revisions' records: posture, residual risks, known
 * vulnerabilities, configuration, guidance, components (`5.8.2/updated`). Cases that are not to be
 * disclosed are left out. An empty answer is not yet "nothing changed": that takes a signature.
 */
export const changesSince = (
  previous: ReleaseRecords,
  current: ReleaseRecords,
): readonly RecordChange[] =>
  areas.flatMap(({ area, facts }) => differences(area, facts(previous), facts(current)))

/** One thing that can be there or not; `detail` is how it is, in words to be printed. */
interface Fact {
  readonly subject: string
  readonly detail: string
}

const differences = (
  area: string,
  before: readonly Fact[],
  after: readonly Fact[],
): readonly RecordChange[] => {
  const was = detailsBySubject(before)
  const is = detailsBySubject(after)
  const subjects = [...new Set([...was.keys(), ...is.keys()])].toSorted()
  return subjects.flatMap((subject): readonly RecordChange[] => {
    const old = was.get(subject)
    const now = is.get(subject)
    if (old === now) return []
    return [
      {
        area,
        kind: old === undefined ? 'added' : now === undefined ? 'removed' : 'changed',
        subject,
        ...(old === undefined ? {} : { before: old }),
        ...(now === undefined ? {} : { after: now }),
      },
    ]
  })
}

// Two entries of one name (a port used twice) are one subject with both details.
const detailsBySubject = (facts: readonly Fact[]): ReadonlyMap<string, string> => {
  const lines = new Map<string, readonly string[]>()
  for (const { subject, detail } of facts) {
    const key = cut(subject, limits.text.line)
    lines.set(key, [...(lines.get(key) ?? []), detail])
  }
  return new Map(
    [...lines].map(([subject, details]) => [
      subject,
      cut(details.toSorted().join('\n'), limits.text.paragraph),
    ]),
  )
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 2).trimEnd()} …`

const words = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join('; ')

const areas: readonly {
  readonly area: string
  readonly facts: (records: ReleaseRecords) => readonly Fact[]
}[] = [
  {
    area: 'Network ports',
    facts: ({ securityProfile }) =>
      (securityProfile?.ports?.entries ?? []).map((port) => ({
        subject: port.port,
        detail: words([port.direction, port.purpose, port.protection]),
      })),
  },
  {
    area: 'Accounts',
    facts: ({ securityProfile }) =>
      (securityProfile?.accounts?.entries ?? []).map((account) => ({
        subject: account.name,
        detail: words([account.purpose, account.atDelivery]),
      })),
  },
  {
    area: 'Protocols and ciphers',
    facts: ({ securityProfile }) =>
      (securityProfile?.ciphers?.entries ?? []).map((cipher) => ({
        subject: cipher.name,
        detail: cipher.use,
      })),
  },
  {
    area: 'Health information',
    facts: ({ securityProfile }) =>
      (securityProfile?.healthInformation?.entries ?? []).map((store) => ({
        subject: store.what,
        detail: words([store.where, store.protection]),
      })),
  },
  {
    area: 'Required configuration',
    facts: ({ requiredConfiguration }) =>
      (requiredConfiguration?.entries ?? []).map((one) => ({
        subject: one.setting,
        detail: one.value,
      })),
  },
  {
    area: 'Residual risks',
    facts: ({ residualRisks }) =>
      (residualRisks?.entries ?? []).map((risk) => ({
        subject: risk.id,
        detail: words([
          risk.state === 'accepted' ? 'accepted' : 'not mitigated',
          risk.severity,
          risk.description,
          risk.compensatingControl,
        ]),
      })),
  },
  {
    area: 'Known vulnerabilities',
    facts: ({ openIssues }) =>
      (openIssues?.entries ?? [])
        .filter((issue) => issue.disclosure === 'disclose')
        .map((issue) => ({
          subject: issue.caseId,
          detail: words([issue.title, issue.severity, issue.conclusion, issue.operatorAction]),
        })),
  },
  {
    area: 'Guidance',
    facts: ({ guidance }) =>
      Object.entries(guidance ?? {}).flatMap(([part, given]) =>
        given === undefined
          ? []
          : [
              {
                subject: guidanceNames[part] ?? part,
                detail: [...given.paragraphs, ...(given.steps ?? []), given.warning ?? '']
                  .join('\n')
                  .trim(),
              },
            ],
      ),
  },
  {
    area: 'Compatibility',
    facts: ({ compatibility }) =>
      (compatibility?.environments ?? []).map((one) => ({
        subject: one.name,
        detail: words([one.versions, one.result]),
      })),
  },
  {
    area: 'Software bill of materials',
    facts: ({ sbom }) =>
      sbom === undefined
        ? []
        : [{ subject: 'Components', detail: `${sbom.components} (${sbom.file})` }],
  },
  {
    area: 'Conformance',
    facts: ({ conformance }) => [
      ...(conformance?.scoping ?? []).map((one) => ({ subject: 'Scoping', detail: one })),
      ...(conformance?.tailoring ?? []).map((one) => ({ subject: 'Tailoring', detail: one })),
      ...(conformance?.annexE?.entries ?? []).map((row) => ({
        subject: row.item,
        detail: words([row.coverage, row.evidence]),
      })),
    ],
  },
]

const guidanceNames: Readonly<Record<string, string>> = {
  secureOperation: 'Secure operation',
  network: 'Network configuration',
  access: 'Access control settings',
  communications: 'Secure communications settings',
  accounts: 'Account management',
  residualData: 'Data that persists',
  retention: 'Secure retention of live data',
  disposal: 'Secure disposal',
  updateNotification: 'How you are told about updates',
  updateProcedure: 'How to update',
}
