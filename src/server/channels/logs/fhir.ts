import { instantOf } from '../../../kernel/time.ts'
import type { Parts } from '../../parts.ts'
import { loopbackUrl, post } from '../api.ts'
import type { Channel } from '../channel.ts'

const milliseconds = 20_000

/** FHIR AuditEvents over HTTP: the server's own routes, tried by a marked resource. */
export const fhirChannel = (parts: Parts): readonly Channel[] => {
  const { settings, localToken, probes, clock } = parts
  const url = loopbackUrl(settings.host, settings.port)
  if (url === undefined) return []
  return [
    {
      name: 'fhir',
      title: `Audit events by FHIR (${settings.publicUrl}/fhir/AuditEvent)`,
      sources: ['e'],
      start: async () => {},
      poll: async () => {},
      probe: async () => {
        const mark = probes.mark()
        const arrived = probes.arrival(mark, milliseconds)
        // A failed request ends the test before the mark is given up.
        arrived.catch(() => undefined)
        const resource = {
          resourceType: 'AuditEvent',
          type: { code: 'self-test' },
          recorded: instantOf(clock()),
          outcomeDesc: mark,
          agent: [{ requestor: false, who: { display: 'vulnerary' } }],
          source: { observer: { display: 'vulnerary' } },
        }
        const to = new URL('/fhir/AuditEvent', url)
        const status = await post(to, localToken, resource, 'application/fhir+json')
        if (status !== 201)
          throw new Error(`A marked AuditEvent was answered with status ${status}.`)
        await arrived
      },
      stop: async () => {},
    },
  ]
}
