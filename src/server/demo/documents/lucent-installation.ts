/** Installation guide of the viewer. The archive share is what the story is about. */
export const lucentInstallation = `# Lucent View: installation guide

## About this guide

Lucent View shows images of radiology on diagnostic workplaces. It consists of the viewer on Windows and of the image server on Linux or Windows Server. This guide is for the administrators of the hospital.

## Requirements

| Part | Needs |
| --- | --- |
| Workplace | Windows 10 or 11, 16 GB of memory, a calibrated diagnostic display |
| Image server | Debian 12 or Windows Server 2022, 64 GB of memory, PostgreSQL 15 |
| Network | 1 Gbit/s between workplaces and image server |

## Installing the image server

Install PostgreSQL 15 and create the database lucent. The installer creates the account lucent with the initial password lucent; enter it in the assistant.

Open port 104/tcp for DICOM from modalities and archive, and port 443/tcp for the viewers.

## Archive share

Older archives hand images over through a shared folder. The image server mounts it with SMBv1.

Enable the Windows feature "SMB 1.0/CIFS File Sharing Support" on the archive server and on the image server. Without SMBv1 the import of the archive does not start.

The share is read with the account of the image server and needs no password inside the hospital network.

## Installing the viewer

Run the installer as administrator. It installs the viewer, the print service and the help. The viewer finds the image server by its name lucent-server.

## Users

Connect the image server with the directory of the hospital on the page Users. The viewer then uses the groups of the directory. Without a directory, create users on the same page; the password must have eight characters.

## Updates

New revisions are offered on the page Maintenance. Install the server first and the viewers within one week.

## Checking the installation

1. Send the test study from a modality. It must appear in the work list within one minute.
2. Open it in the viewer. The test image must show all grey steps.
3. Sign out. The viewer must show the sign-in again.
`
