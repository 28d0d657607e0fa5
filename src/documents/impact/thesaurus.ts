/**
 * Words of security and of its documents that stand for one another, one group a line: a case says
 * "credential" where the guide says "password". Two words in a group are joined when they follow
 * one another in a text ("clear text" is "cleartext"). German words stand beside the English ones.
 */
const groups = `
password, passphrase, passcode, credential, secret, pwd, pin, kennwort, passwort, zugangsdaten
login, log in, log on, logon, sign in, signin, authentication, authenticate, anmeldung, anmelden, authentifizierung, authentisierung
account, user, username, user name, benutzer, konto, nutzer, benutzername
administrator, admin, root, superuser, super user, operator, privileged
two factor, multi factor, mfa, 2fa, totp, one time, otp, second factor
token, session, jwt, bearer, cookie, api key
role, permission, authorization, authorisation, access, privilege, right, grant, berechtigung, zugriff, rolle
anonymous, unauthenticated, guest, public, everyone, open, readable
role, group, scope
certificate, cert, x509, pem, keystore, truststore, zertifikat
tls, ssl, https, starttls, transport encryption
http, plain http, unencrypted, clear text, plain text, cleartext, plaintext, unprotected, insecure, unverschlüsselt, klartext
encryption, encrypt, cipher, crypto, cryptography, cryptographic, verschlüsselung, verschlüsseln
hash, digest, checksum, fingerprint, bcrypt, pbkdf2, argon2, prüfsumme
signature, sign, signed, signing, verify, verification, gpg, pgp, signatur, signieren, prüfung, prüfen
key, private key, public key, secret key, schlüssel
firewall, fire wall, iptables, packet filter, inbound, outbound, ufw, allowlist, whitelist, security group
port, listen, listener, bind, expose, exposed, publish, endpoint
proxy, reverse proxy, load balancer, gateway, forward, forwarded, forwarder, redirect, nginx, weiterleiten
network, lan, vlan, wifi, wireless, wlan, netzwerk, netz
ssh, scp, sftp, remote shell
ftp, ftps, file transfer
mail, email, e mail, smtp, mailbox, message, postfach
backup, back up, dump, snapshot, restore, copy, sicherung, datensicherung
upload, attach, attachment, file transfer, import, submit
download, export, retrieve, fetch, pull, get, herunterladen
store, storage, save, saved, keep, kept, persist, retain, speichern, ablegen, speicherort
retention, retain, expire, expiry, expiration, purge, period, aufbewahrung, frist
delete, deletion, erase, remove, purge, wipe, löschen, entfernen
cache, caching, cached, buffer, zwischenspeicher, zwischenspeichern, zwischengespeichert, cachen, gecached
log, logging, audit, trail, record, protokoll, protokollierung
monitor, monitoring, alert, alarm, notification, notify, push, benachrichtigung
update, upgrade, patch, release, version, aktualisierung, aktualisieren
install, installation, installer, setup, set up, deploy, deployment, wizard, einrichten, installieren
configuration, configure, config, setting, option, parameter, property, variable, einstellung, konfiguration
default, factory, preset, initial, predefined, out of the box, standard
enable, activate, turn on, switch on, allow, aktivieren, einschalten
disable, deactivate, turn off, switch off, off, deaktivieren, ausschalten
docker, container, image, compose, registry, dockerhub
database, db, sql, postgres, postgresql, mysql, mariadb, mongodb, mongo, datenbank
script, shell, command, cli, terminal, skript, befehl
browser, web, website, site, page, screen, form, view, dialog, ui, seite, maske
mobile, phone, smartphone, handset, android, ios, app, device, gerät
host, hostname, server, domain, url, address, link
directory, folder, path, location, verzeichnis, ordner, pfad
permission, chmod, mode, owner, writable, world readable
report, disclosure, disclose, submit, intake, vulnerability, schwachstelle, melden
contact, address, reach
bug bounty, hackerone, bugcrowd, programme, program
throttle, throttling, rate limit, limit, flood, brute force, lockout, delay, dos, ddos, denial of service
timeout, interval, hourly, daily, minute, hour, day, stündlich, täglich, stunde
random, unpredictable, guess, guessable, predictable, derived, deterministic, zufällig
hide, hidden, mask, blank, redact, visible, show, shown, display
share, shared, sharing, common, group
patient, person, record, health, phi, pii, patientendaten
search, query, lookup, find, suche, suchen, abfrage
file, document, attachment, datei
time, clock, ntp, timestamp, synchronise, synchronize, uhrzeit, zeit
key log, sslkeylogfile
origin, cors, cross origin
revocation, revoke, revoked, ocsp, crl, sperrung, gesperrt, sperrstatus, widerruf
validate, validation, check, verify, validieren, prüfen
remote, vpn, teamviewer, rdp, fernwartung, fernzugriff
runtime, framework, platform, jre, jdk, java
support, supported, maintain, maintained, end of life, eol, unterstützt
trust, trusted, untrusted, vertrauen
prevent, protect, protection, mitigate, defence, guard, schutz, schützen
risk, threat, danger, hazard, risiko, gefahr
secure, security, safe, safely, sicher, sicherheit
require, required, must, mandatory, need, erforderlich, müssen
warn, warning, caution, beware, note, warnung, hinweis
`
  .trim()
  .split('\n')
  .map((line) => line.split(',').map((word) => word.trim()))

/** Two words as one, by the first and the second: "log in" is "login". */
export const wordPairs: ReadonlyMap<string, ReadonlyMap<string, string>> = (() => {
  const pairs = new Map<string, Map<string, string>>()
  for (const phrase of groups.flat()) {
    const [first = '', second, ...more] = phrase.split(' ')
    if (second === undefined || more.length > 0) continue
    pairs.set(first, (pairs.get(first) ?? new Map()).set(second, first + second))
  }
  return pairs
})()

/** The groups, two words joined; longer phrases cannot be looked for. */
export const wordGroups: readonly (readonly string[])[] = groups.map((group) =>
  group.filter((word) => !/ .* /.test(word)).map((word) => word.replace(' ', '')),
)
