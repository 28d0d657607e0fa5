import { declareKind } from '../kernel/command.ts'
import { readers } from '../kernel/roles.ts'
import { acknowledge, reply } from './contract/answering.ts'
import { linkCase, tellProgress } from './contract/cases.ts'
import { conclude } from './contract/closing.ts'
import { receive } from './contract/receiving.ts'
import { addFromReporter } from './contract/reporter.ts'
import { reportStatuses } from './contract/words.ts'

export * from './contract/answering.ts'
export * from './contract/cases.ts'
export * from './contract/channel.ts'
export * from './contract/closing.ts'
export * from './contract/mail.ts'
export * from './contract/receiving.ts'
export * from './contract/reporter.ts'
export * from './contract/words.ts'

export const reportContract = declareKind({
  kind: 'report',
  collection: 'reports',
  prefix: 'RPT',
  clause: '9.2',
  title: 'Report',
  readers,
  statuses: reportStatuses,
  listed: ['source', 'channel', 'product', 'urgency', 'unread'],
  commands: [receive, acknowledge, reply, addFromReporter, linkCase, conclude, tellProgress],
})
