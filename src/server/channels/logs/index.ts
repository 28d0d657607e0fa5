import type { OpenChannels } from '../channel.ts'
import { fhirChannel } from './fhir.ts'
import { createLogFolder } from './log-folder.ts'
import { createSyslogChannel } from './syslog-listener.ts'

/** Source e: audit logs by syslog, by FHIR, and by files. */
export const logChannels: OpenChannels = (parts, { syslog, auditLogs }) => [
  ...syslog.map((listener) => createSyslogChannel(parts, listener)),
  ...fhirChannel(parts),
  ...auditLogs.folders.map((folder) => createLogFolder(parts, folder)),
]
