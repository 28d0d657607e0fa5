/** Release notes of the viewer's revision in the field. */
export const lucentReleaseNotes = `# Lucent View: release notes for 5.1.0

## What is new

- Hanging protocols for cardiac studies.
- Faster scrolling through long series.
- The help is available in Italian.

## Security

- DCMTK was updated to 3.6.6.
- zlib was updated to 1.2.13.
- The viewer asks for the password again after ten minutes without use.

## Compatibility

Windows 10 and 11. Image server on Debian 12 and Windows Server 2022. PostgreSQL 14 and 15. Archives by DICOM, and older ones by a shared folder with SMBv1.

## Known issues

- Signing out takes up to 30 seconds while a series is being loaded.
- The print preview shows the wrong paper size for US Letter.
`
