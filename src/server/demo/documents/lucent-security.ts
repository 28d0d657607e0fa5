/** Security guide of the viewer. */
export const lucentSecurity = `# Lucent View: security guide

## For whom this guide is

For administrators and for those who answer for information security in a hospital that operates Lucent View.

## Intended environment

Image server and workplaces stand in the clinical network, behind a firewall. Viewers at home connect through the remote access of the hospital. The image server must not be reached from the internet.

## Accounts and access

Use the directory of the hospital, with a second factor for remote access. Give the right to export images only to those who need it. The viewer locks after ten minutes without use.

## Communication

Between viewer and image server all traffic uses HTTPS with TLS 1.2 or TLS 1.3. DICOM connections can be protected with TLS (DICOM PS3.15) where the modality supports it. Where it does not, keep the modality in a network segment of its own.

## Imported images

The image server checks each imported file before it is stored. Images from other hospitals may be imported from CD and from the import folder without further checks.

## Audit

Sign-ins, opened studies, exports and changed settings are written as audit messages (DICOM PS3.15, ATNA) and can be sent to a log server.

## Patient data

Images and reports are stored on the image server. Viewers keep opened studies in a cache that is emptied at sign-out. Back the image server up daily, and keep the copies encrypted.

## Taking out of use

Delete the storage folders with the tool lucent-erase and destroy the disks of the image server. Viewers hold no images after sign-out.

## Who maintains what

We maintain viewer and image server. The hospital maintains operating systems and PostgreSQL, with the patches that we have approved; our list of approved patches is on our security page.

## Reporting a flaw

Write to security@lindenau-medical.example or use the form on our security page.
`
