/** The maker's procedure for releases and updates. */
export const updatingProcedure = `# LMS-SOP-21: release documentation and security updates

## Release documentation

The accompanying documentation of every release must contain the security guide, the list of residual risks with their compensating controls, and the release notes. The release manager checks this before signing.

The security guide must cover secure operation, network configuration, access control, secure communication, account management, retention and disposal of data, and conformance with scoping, tailoring and Annex E.

The documents are updated with each release, or quality and regulatory affairs signs that nothing had to change. The release notes carry patches, known residual vulnerabilities, required configuration and what changed since the previous version.

## Who is told, and how fast

Registered users are notified by e-mail of each security update of maintained software within five working days after its release, and of updates of supported software as soon as we know of them. The notice says what the update corrects, how urgent it is and where to get it.

For each update we write for which revisions, hardware and other software it was tested. This compatibility statement goes with the notice and is signed with the files.

## Getting and verifying an update

Security updates can be downloaded from our update page. Their files are signed; the page gives the root of trust and the fingerprint of our key. Before the installation, operators verify the signature of the update file with that root.

Instructions tell how to install the update, how to see that it worked and how to go back.

## Updates of others

Each month we look at patches of operating systems and other software that our products run on, and publish our position: approved, under test or not approved.

Operators must not install a patch that we have not approved. Until it is approved, we tell them what to do instead: for example to block the affected service at the firewall.
`
