import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MailServer, startMailServer } from '../../support/mail-server.ts'
import { type Office, openOffice } from '../workbench/office.ts'
import { recordGateway } from './gateway.ts'
import { type Person, personOf } from './person.ts'

/** Everybody and everything the chain needs: a maker at work, a mail server, an empty desk elsewhere. */
export interface Cast {
  readonly office: Office
  readonly mail: MailServer
  /** Triages and engineers. */
  readonly erika: Person
  /** A second engineer. */
  readonly simon: Person
  /** Approves. */
  readonly anna: Person
  /** Writes the documents. */
  readonly wanda: Person
  /** Manages the release. */
  readonly ralf: Person
  /** Audits: reads all, changes nothing. */
  readonly otto: Person
  /** A folder of somebody who knows nothing of the server. */
  readonly elsewhere: string
  close(): Promise<void>
}

export const openCast = async (): Promise<Cast> => {
  const mail = await startMailServer()
  const office = await openOffice({
    SMTP_URL: mail.url,
    MAIL_FROM: 'security@example-medical.example',
    MAKER_URL: 'https://www.example-medical.example',
  })
  const elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'))
  // Ada has one page and invites one after the other; each sets up the account meanwhile.
  let invited: Promise<unknown> = Promise.resolve()
  const hired = async (name: string, roles: readonly string[]) => {
    const login = name.split(' ')[0]?.toLowerCase() ?? ''
    const link = invited.then(() => office.invite(name, login, roles))
    invited = link
    return personOf(await office.arrive(await link))
  }
  const [erika, simon, anna, wanda, ralf, otto] = await Promise.all([
    hired('Erika Schmidt', ['Engineer', 'Triager']),
    hired('Simon Weber', ['Engineer']),
    hired('Anna Rossi', ['Approver']),
    hired('Wanda Nowak', ['Writer']),
    hired('Ralf Berg', ['Release manager']),
    hired('Otto Lind', ['Auditor']),
    recordGateway(office.server),
  ])
  return {
    office,
    mail,
    erika,
    simon,
    anna,
    wanda,
    ralf,
    otto,
    elsewhere,
    close: async () => {
      await office.close()
      await mail.close()
      await rm(elsewhere, { recursive: true, force: true })
    },
  }
}

/** A day from now, as the fields for days take it. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
