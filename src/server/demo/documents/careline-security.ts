/** Security guide of the pump and its gateway, before the fixes. */
export const carelineSecurity = `# Careline IP-2: security guide

## For whom this guide is

For those who operate Careline IP-2 in a hospital: IT security, medical engineering and network administration. It says how the product is operated securely, and what the hospital has to contribute.

## Intended environment

The pump and its gateway are meant for a network segment of their own, separated by a firewall from office networks, guests and the internet. The gateway needs no connection to the internet.

## Accounts

The gateway knows the roles viewer, technician and service. Viewers see the status page, technicians change the settings of the ward, and the service account is meant for our field service.

Give every technician an account of their own. Remove accounts of people who leave. The gateway locks an account for ten minutes after five wrong passwords.

The service account has the factory password care4you. Keep it for our field service.

## Communication

Messages to the integration engine are encrypted. The gateway supports TLS 1.0, TLS 1.1 and TLS 1.2 and chooses the highest version that the other side offers.

Between pump and gateway each message is authenticated with a key that both sides agree when they are connected.

## Logging

The gateway writes an audit log: sign-ins, changed settings, connected pumps, updates. It can be sent to a log server by syslog over TLS (RFC 5425). Look for repeated failed sign-ins at least once a week.

## Stored data

The gateway keeps orders and infusion records of the last 72 hours, with the case number of the patient and without the name. Pumps keep the record of the last infusion until the next one starts.

The memory of the gateway is encrypted. The key stays in the security chip of the device.

## Taking out of use

Choose Maintenance, Erase before you give a gateway or pump away. It removes settings, keys, logs and records. The display confirms it. Destroy the memory module where the device can no longer be started.

## Updates and who maintains what

We maintain the software of pump and gateway including its operating system. We tell registered users by e-mail of each security update. The hospital maintains the network, the firewall, the time server and the integration engine.

## Reporting a flaw

Write to security@lindenau-medical.example or use the form on our security page. You get an answer within five working days.
`
