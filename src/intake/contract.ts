import { declareKind } from '../kernel/command.ts'
import { readers } from '../kernel/roles.ts'
import { acknowledge, assess, keepDates, reclassify, reply } from './contract/answering.ts'
import { assign } from './contract/assigning.ts'
import { linkCase, tellProgress, unlinkCase } from './contract/cases.ts'
import { conclude, merge, reopen } from './contract/closing.ts'
import { openFile, recordLook, scanFiles } from './contract/files.ts'
import { recordNews } from './contract/news.ts'
import { moveOrigin, reachOtherwise, recordUnreached } from './contract/reaching.ts'
import { receive } from './contract/receiving.ts'
import {
  addFromReporter,
  askForLink,
  replaceLink,
  setCredit,
  withdraw,
} from './contract/reporter.ts'
import {
  alarmUnseen,
  endReportEmbargo,
  namePerson,
  setReportEmbargo,
} from './contract/restricting.ts'
import { reportStatuses } from './contract/words.ts'

export * from './contract/answering.ts'
export * from './contract/assigning.ts'
export * from './contract/cases.ts'
export * from './contract/channel.ts'
export * from './contract/closing.ts'
export * from './contract/complaint.ts'
export * from './contract/device.ts'
export * from './contract/files.ts'
export * from './contract/indicator.ts'
export * from './contract/mail.ts'
export * from './contract/news.ts'
export * from './contract/policy.ts'
export * from './contract/reaching.ts'
export * from './contract/receiving.ts'
export * from './contract/reporter.ts'
export * from './contract/restricting.ts'
export * from './contract/told.ts'
export * from './contract/told-words.ts'
export * from './contract/words.ts'

export const reportContract = declareKind({
  kind: 'report',
  collection: 'reports',
  prefix: 'RPT',
  clause: '9.2',
  title: 'Report',
  readers,
  statuses: reportStatuses,
  listed: ['source', 'channel', 'product', 'urgency', 'unread', 'reminder', 'protection'],
  commands: [
    receive,
    recordNews,
    acknowledge,
    assign,
    reply,
    assess,
    reclassify,
    addFromReporter,
    withdraw,
    setCredit,
    askForLink,
    replaceLink,
    linkCase,
    unlinkCase,
    conclude,
    merge,
    reopen,
    setReportEmbargo,
    endReportEmbargo,
    namePerson,
    alarmUnseen,
    openFile,
    scanFiles,
    recordLook,
    recordUnreached,
    reachOtherwise,
    moveOrigin,
    tellProgress,
    keepDates,
  ],
})
