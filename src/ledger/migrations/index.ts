import type { Migration } from 'kysely/migration'
import type { Engine } from '../database.ts'
import { facts } from './0001-facts.ts'
import { surroundings } from './0002-surroundings.ts'
import { accessLog } from './0003-access-log.ts'
import { heldReactions } from './0004-held-reactions.ts'
import { counts } from './0005-counts.ts'
import { embargo } from './0006-embargo.ts'
import { auditEvents } from './0007-audit-events.ts'
import { destroyedFiles } from './0008-destroyed-files.ts'
import { reportSketches } from './0009-report-sketches.ts'
import { auditCounts } from './0011-audit-counts.ts'
import { usedProofs } from './0012-used-proofs.ts'
import { tokenProducts } from './0013-token-products.ts'
import { narrowedCounts } from './0014-narrowed-counts.ts'
import { lineage } from './0015-lineage.ts'
import { statementIndex } from './0016-statement-index.ts'
import { sourceFiles } from './0017-source-files.ts'
import { cosignatures } from './0018-cosignatures.ts'

/** The one list for both engines, in order; an entry that has shipped is never edited. */
export const migrations = (engine: Engine): Record<string, Migration> => ({
  '0001-facts': facts(engine),
  '0002-surroundings': surroundings(engine),
  '0003-access-log': accessLog(),
  '0004-held-reactions': heldReactions,
  '0005-counts': counts,
  '0006-embargo': embargo,
  '0007-audit-events': auditEvents(engine),
  '0008-destroyed-files': destroyedFiles,
  '0009-report-sketches': reportSketches(engine),
  '0011-audit-counts': auditCounts(engine),
  '0012-used-proofs': usedProofs,
  '0013-token-products': tokenProducts,
  '0014-narrowed-counts': narrowedCounts,
  '0015-lineage': lineage,
  '0016-statement-index': statementIndex(engine),
  '0017-source-files': sourceFiles,
  '0018-cosignatures': cosignatures,
})
