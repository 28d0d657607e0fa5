import { isRefusal } from '../../kernel/result.ts'
import { plain } from '../terminal-text.ts'
import type { Verified } from './verdict.ts'

/** An audit pack, by nothing but itself and at best the maker's key. */
export const verifyPack = async (path: string, key: string | undefined): Verified => {
  const { verifyAuditPackFile } = await import('../../server/index/offline.ts')
  const found = await verifyAuditPackFile(path, { key })
  if (isRefusal(found)) {
    if (found.code === 'pack/no-file' || found.code === 'pack/changing') return found
    const { code, message, details = {} } = found
    return {
      good: false,
      kind: 'audit pack',
      value: { code, message, ...details },
      lines: [`NOT GOOD: ${plain(path)}: ${plain(message)}`],
    }
  }
  const { maker, made, origin, signedBy, keyTrusted, checkpoint, facts, records } = found
  return {
    good: true,
    kind: 'audit pack',
    value: { ...found },
    lines: [
      `good: audit pack of ${plain(aboutOf(found))}, made ${made} by ${plain(maker)}`,
      ...verdictLines(found),
      `      ${facts} facts of ${records.length} records, ${found.signatures.length} signatures, ${found.files.length} files; each fact stands in the ledger ${plain(origin)}`,
      `      checkpoint of ${checkpoint.size} events, consistent since ${found.consistentSince}`,
      ...((found.withheld ?? 0) === 0
        ? []
        : [`      ${found.withheld} records were withheld from whoever made it`]),
      `      signed by ${plain(signedBy)}`,
      ...(keyTrusted
        ? []
        : [
            '      This key is the pack’s own word: compare it with the one you have from the maker, or give it: --key KEY.',
          ]),
    ],
  }
}

type Found = Extract<
  Awaited<ReturnType<typeof import('../../server/index/offline.ts')['verifyAuditPackFile']>>,
  { readonly good: true }
>

const aboutOf = ({ case: about, scope }: Found): string =>
  about?.humanId ??
  [
    `the clause review of ${scope?.clauses.join(', ')}`,
    ...(scope?.product == null
      ? []
      : [`for ${scope.product.humanId}${scope.revision === null ? '' : ` ${scope.revision}`}`]),
    ...(scope?.since == null ? [] : [`since ${scope.since}`]),
  ].join(' ')

const verdictLines = ({
  verdicts,
  passages,
  seenBy,
  keptReviews = 0,
  asksAgain = 0,
}: Found): readonly string[] =>
  verdicts === undefined
    ? []
    : [
        `      verdicts: ${Object.entries(verdicts)
          .map(([verdict, count]) => `${count} ${verdict}`)
          .join(', ')}; ${passages} passages, each in a document whose hash a fact names`,
        ...(asksAgain === 0 ? [] : [`      words of people that no longer hold: ${asksAgain}`]),
        ...(keptReviews === 0 ? [] : [`      reviews kept earlier: ${keptReviews}`]),
        `      it holds what ${plain(seenBy ?? '')} may see`,
      ]
