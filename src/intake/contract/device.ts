import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { line, paragraph, required } from '../../kernel/fields.ts'
import { readers } from '../../kernel/roles.ts'

export const deviceStatuses = ['without-token', 'active', 'revoked'] as const

const administrators = ['administrator'] as const

export const registerDevice = declareCommand({
  name: 'register',
  creates: true,
  title: 'Register a device',
  help: 'Records a device that sends its audit events. Then make its token, which may do that and nothing else.',
  permission: administrators,
  input: z.strictObject({
    source: required(line, 'Write the name under which its audit events come.').meta({
      title: 'Name in its events',
      description:
        'What its AuditEvents give as their source (observer). Events with another source are refused.',
    }),
    product: line.default('').meta({
      title: 'Product',
      description: 'Which of our products it is, if it is one.',
    }),
    note: paragraph.default('').meta({
      title: 'Note',
      description: 'Where it stands and who looks after it. Name no patients.',
    }),
  }),
})

export const recordDeviceToken = declareCommand({
  name: 'record-token',
  creates: false,
  internal: true,
  title: 'Record a token',
  help: 'Records that a token was made for the device; never the token itself.',
  permission: administrators,
  input: z.strictObject({ expiresAt: z.iso.datetime() }),
})

export const revokeDevice = declareCommand({
  name: 'revoke',
  creates: false,
  title: 'Revoke the device',
  help: 'Ends its token at once. What it sent stays.',
  permission: administrators,
  input: z.strictObject({ reason: required(paragraph, 'Say why, for whoever reads this later.') }),
})

export const deviceContract = declareKind({
  kind: 'device',
  everywhere: true,
  collection: 'devices',
  prefix: 'DEV',
  clause: '9.2',
  title: 'Device',
  readers,
  statuses: deviceStatuses,
  listed: ['product'],
  commands: [registerDevice, recordDeviceToken, revokeDevice],
})
