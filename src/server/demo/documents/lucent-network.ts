/** Network configuration of the viewer. */
export const lucentNetwork = `# Lucent View: network configuration

## Ports

| Port | Service | From | To |
| --- | --- | --- | --- |
| 443/tcp | Viewer and administration (HTTPS) | workplaces | image server |
| 104/tcp | DICOM | modalities, archive | image server |
| 2762/tcp | DICOM over TLS | modalities, archive | image server |
| 445/tcp | Archive share (SMBv1) | image server | archive server |
| 5432/tcp | PostgreSQL | image server | database server |
| 6514/tcp | Syslog over TLS | image server | log server |

## Firewall

Allow what the table lists and refuse everything else. Port 445 between image server and archive server must stay open for SMBv1.

## Remote access

Viewers outside the hospital connect through the remote access of the hospital. There is no other way, and none must be opened.

## Certificates

The installer creates a certificate for the image server. Replace it by one of the hospital within 30 days. The viewer warns until then.

## Time

All parts take the time from the time server of the hospital. A difference of more than five minutes stops the sign-in.
`
