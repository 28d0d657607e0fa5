/** Network configuration of pump and gateway, before the fixes. */
export const carelineNetwork = `# Careline IP-2: network configuration

## Place in the network

Pumps speak to the gateway by a radio link of their own. The gateway is the only part that is connected to the hospital network. It belongs into a segment for medical devices.

## Ports

| Port | Service | From | To | State at delivery |
| --- | --- | --- | --- | --- |
| 8080/tcp | Configuration page (HTTP) | workplaces of technicians | gateway | open |
| 8443/tcp | Status page (HTTPS) | wards | gateway | open |
| 22/tcp | Remote maintenance (SSH) | maintenance network | gateway | closed |
| 2575/tcp | HL7 version 2 over TLS | gateway | integration engine | open |
| 6514/tcp | Syslog over TLS | gateway | log server | closed |
| 123/udp | NTP | gateway | time server | open |

Port 8080 must be reachable from the network of medical engineering. Do not block it: the gateway cannot be configured without it.

## Firewall

Allow only what the table lists. Refuse everything else in both directions, and log what was refused.

## Certificates

The gateway comes with a certificate of its own making. Replace it by one of the hospital on the page Certificates. Certificates with RSA keys of 2048 bits and more and with elliptic curves are accepted.

## Remote maintenance

SSH on port 22 is closed at delivery. A technician opens it on the page Maintenance for at most eight hours. Signing in needs the key of our field service; passwords are refused.

## Name resolution

The gateway uses no name server. Enter all partners by their IP address.
`
