/** Release notes of the revision that is in the field when the story begins. */
export const carelineReleaseNotes = `# Careline IP-2: release notes for 2.3.0

## What is new

- The status page shows the time that is left of each infusion.
- Pumps can be moved from one ward to another without being connected again.
- Spanish and Polish were added.

## Security

- OpenSSL was updated to 3.0.13.
- The audit log can be sent to a log server by syslog over TLS.
- No known vulnerability of this revision was open when it was released.

## Compatibility

Gateways of hardware A and B. Pumps with firmware 2.1 and later. Integration engines that speak HL7 version 2.5 over TLS 1.0 or later.

## Installation

Load the update file on the page Maintenance. The gateway is not available for about four minutes. Pumps keep running and send their records afterwards.

## Known issues

- The order of wards on the status page is lost at a restart.
- Two technicians who change the same setting at the same time overwrite each other.
`
