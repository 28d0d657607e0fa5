import type { Command } from './command.ts'
import { auditPack } from './commands/audit-pack.ts'
import { backup } from './commands/backup.ts'
import { caseExport } from './commands/case-export.ts'
import { catalogue } from './commands/catalogue.ts'
import { compare } from './commands/compare.ts'
import { demo } from './commands/demo.ts'
import { erasuresExport } from './commands/erasures.ts'
import { impact } from './commands/impact.ts'
import { intakeReport } from './commands/intake.ts'
import { intakeDeviceToken } from './commands/intake-device.ts'
import { intakeImport } from './commands/intake-import.ts'
import { intakeKey } from './commands/intake-key.ts'
import { intakeLog } from './commands/intake-log.ts'
import { intakeMail } from './commands/intake-mail.ts'
import { intakeNews } from './commands/intake-news.ts'
import { intakeSelfTest } from './commands/intake-self-test.ts'
import { ledgerCheck, ledgerCheckpoint, ledgerProof, ledgerRebuild } from './commands/ledger.ts'
import { ledgerWitness } from './commands/ledger-witness.ts'
import { list } from './commands/list.ts'
import { read } from './commands/read.ts'
import { recover } from './commands/recover.ts'
import { casesImport, risksImport } from './commands/register-import.ts'
import { restore } from './commands/restore.ts'
import { review } from './commands/review.ts'
import { risksExport } from './commands/risks-export.ts'
import { score } from './commands/score.ts'
import { secondJudge } from './commands/second-judge.ts'
import { serve } from './commands/serve.ts'
import { show } from './commands/show.ts'
import { verify } from './commands/verify.ts'

/** Every command, in the order of `vulnerary --help`. Add one here and nowhere else. */
export const commands: readonly Command[] = [
  serve,
  demo,
  review,
  secondJudge,
  catalogue,
  impact,
  compare,
  verify,
  read,
  score,
  ledgerCheck,
  ledgerRebuild,
  ledgerCheckpoint,
  ledgerProof,
  ledgerWitness,
  auditPack,
  caseExport,
  casesImport,
  risksExport,
  risksImport,
  backup,
  restore,
  erasuresExport,
  recover,
  intakeReport,
  intakeMail,
  intakeKey,
  intakeImport,
  intakeNews,
  intakeLog,
  intakeDeviceToken,
  intakeSelfTest,
  list,
  show,
]
