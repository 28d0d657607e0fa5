import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sharedPath } from './shared.ts'

/** A path below ../shared that must be there. */
export const realPath = (...parts: readonly string[]): string => {
  const path = sharedPath(...parts)
  if (path === undefined) throw new Error(`Missing: ${parts.join('/')}`)
  return path
}

/** A real advisory of CISA: what a supplier would send. The first one, or the one of that name. */
export const cisaAdvisory = async (wanted?: string) => {
  const folder = join(realPath('suites', 'csaf-cisa-ot'), 'csaf_files')
  const names: string[] = []
  for await (const name of glob('**/icsa-*.json', { cwd: folder })) names.push(name)
  const name = names.sort().find((one) => wanted === undefined || one.endsWith(`/${wanted}`)) ?? ''
  const text = await readFile(join(folder, name), 'utf8')
  return {
    name: name.split('/').at(-1) ?? 'advisory.json',
    text,
    json: JSON.parse(text) as unknown,
  }
}

/** A real SBOM of the CycloneDX examples. */
export const cycloneDxExample = async (): Promise<string> => {
  const folder = realPath('suites', 'cyclonedx-bom-examples')
  const names: string[] = []
  for await (const name of glob('SBOM/**/*.json', { cwd: folder })) names.push(name)
  const name = names.sort().find((one) => one.includes('proton-bridge')) ?? names.sort()[0] ?? ''
  return join(folder, name)
}

/** A security profile with everything that 5.8.2 asks for. */
export const wholeProfile = {
  ports: [{ port: 443, protocol: 'tcp', service: 'https', purpose: 'Web interface' }],
  accounts: [
    { name: 'service', purpose: 'Maintenance', guidance: 'Change the password at installation.' },
  ],
  ciphers: ['TLS 1.2 ECDHE-ECDSA-AES256-GCM-SHA384'],
  secureOperation: 'Keep the gateway in a locked cabinet.',
  network: 'Open port 443 from the ward network only.',
  access: 'Give each technician an account of their own.',
  communications: 'TLS 1.2 or later is required.',
  retention: 'Logs are kept for 30 days and hold no patient names.',
  residualData: 'Settings persist in flash memory.',
  disposal: 'Run the factory reset before disposal.',
  updateNotification: 'Registered users get a mail; updates stand on our security page.',
  updateProcedure: 'Stop the gateway, install, start, compare the version shown.',
  documentationRequirements: [
    { id: 'DR-1', requirement: 'The guide names every open port and its purpose.' },
  ],
  conformance: 'Clause 4 applies to the gateway and its service tool.',
  annexE: [{ item: '4.1.1', coverage: 'covered', evidence: 'Quality manual 3' }],
}
