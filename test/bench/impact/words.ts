import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedPath } from '../../support/shared.ts'
import { type Chance, chanceFrom } from '../fill/chance.ts'

/** Text to draw sentences from: its words in order, as they are written. */
export interface WordSource {
  readonly from: string
  readonly words: readonly string[]
}

const mostWords = 2_000_000

/** The words of real documents where they are there, else words by the law of Zipf. */
export const wordSource = (): WordSource => {
  const folder = sharedPath('corpus', 'documents')
  const words = folder === undefined ? [] : wordsBelow(folder)
  return words.length >= 10_000
    ? { from: `${words.length} words of real documents`, words }
    : { from: 'words made up', words: madeUp() }
}

const wordsBelow = (folder: string): readonly string[] => {
  const words: string[] = []
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:md|rst|txt)$/i.test(name))
    .sort()
  for (const name of files) {
    if (words.length >= mostWords) break
    for (const word of readFileSync(join(folder, name), 'utf8').split(/\s+/))
      if (word !== '' && word.length <= 60) words.push(word)
  }
  return words
}

/** 20,000 words, the n-th most frequent one with a share of 1/n. */
const madeUp = (): readonly string[] => {
  const chance = chanceFrom(7)
  const syllables = 'ba con de fig hos in ju kal lo mon net or pas qui ras se ta ul ver xi'.split(
    ' ',
  )
  const vocabulary = Array.from({ length: 20_000 }, (_, rank) =>
    Array.from({ length: 1 + (rank % 4) }, () => syllables[chance.below(syllables.length)]).join(
      '',
    ),
  )
  return Array.from({ length: 300_000 }, () => {
    const rank = Math.floor(20_000 ** (chance.below(1_000_000) / 1_000_000)) - 1
    return vocabulary[rank] ?? 'the'
  })
}

/** What the cases ask for stands here and there in the documents, with other versions and numbers too. */
const planted = {
  components: [
    'OpenSSL',
    'log4j',
    'Apache Tomcat',
    'zlib',
    'libcurl',
    'PostgreSQL',
    'MySQL',
    'Redis',
    'nginx',
    'jQuery',
    'Windows Server',
    'Java',
    'Node.js',
    'SQLite',
    'expat',
    'libpng',
    'BusyBox',
    'Linux kernel',
    'Samba',
    'Struts',
  ],
  ports: [
    22, 23, 80, 104, 443, 445, 1433, 2762, 3306, 3389, 5432, 5900, 6379, 8080, 8443, 9200, 11112,
  ],
  accounts: [
    ['admin', 'admin'],
    ['service', 'Pump#2020'],
    ['root', 'toor99'],
    ['administrator', 'letmein'],
    ['biomed', 'Biomed123!'],
  ],
  algorithms: ['SHA-1', 'MD5', 'TLS 1.0', 'TLS 1.1', '3DES', 'RC4', 'SMBv1', 'SSH 1', 'DES'],
  settings: [
    'allowAnonymous=true',
    'audit.enabled',
    'session_timeout',
    'RemoteServiceMode',
    'server.tls.verify',
  ],
  paths: [
    '/etc/pump/gateway.conf',
    'C:\\Program Files\\PumpLink\\config.xml',
    'HKLM\\Software\\PumpLink\\Remote',
    '/var/log/gateway/audit.log',
  ],
  hosts: [
    'updates.pump.example',
    'https://license.pump.example/v2',
    'telemetry.pump.example:8443',
    '10.20.30.40',
  ],
  features: [
    'remote service screen',
    'drug library import',
    'emergency access',
    'guest login',
    'bed transfer',
  ],
} as const

const one = <Item>(chance: Chance, items: readonly Item[]): Item => {
  const item = items[chance.below(items.length)]
  if (item === undefined) throw new Error('Nothing to choose from.')
  return item
}

/** A statement as guides make them, about one of the things above. */
export const plantedStatement = (chance: Chance): string => {
  const version = `${1 + chance.below(4)}.${chance.below(20)}`
  const [name, credential] = one(chance, planted.accounts)
  return one(chance, [
    () => `The gateway runs on ${one(chance, planted.components)} ${version}.${chance.below(9)}.`,
    () => `${one(chance, planted.components)} ${version} or later must be installed.`,
    () =>
      `Open TCP port ${one(chance, planted.ports)} in the hospital firewall towards the gateway.`,
    () => `The service listens on port ${one(chance, planted.ports)}/tcp.`,
    () => `Log in as ${name} with the password ${credential}.`,
    () => `Ask the ${name} to add a user account.`,
    () => `Connections use ${one(chance, planted.algorithms)} or higher.`,
    () => `Set ${one(chance, planted.settings)} in ${one(chance, planted.paths)} and restart.`,
    () => `Updates come from ${one(chance, planted.hosts)} without a proxy.`,
    () => `Nurses open the ${one(chance, planted.features)} from the main menu.`,
    () => `PumpLink version ${version} supports remote service.`,
  ])()
}

/** Facts of one fix: twenty, of all kinds, and what operators must be told. */
export const factsOf = (seed: number, source: WordSource) => {
  const chance = chanceFrom(seed)
  const some = <Item>(items: readonly Item[], count: number): Item[] => {
    const left = [...items]
    return Array.from({ length: count }, () =>
      one(chance, left.splice(chance.below(left.length), 1)),
    )
  }
  const phrase = (length: number): string => {
    const at = chance.below(source.words.length - length)
    return source.words.slice(at, at + length).join(' ')
  }
  return {
    summary: `The gateway of PumpLink let anyone in. ${phrase(20)}`,
    product: { name: 'PumpLink', affected: '< 2.4', fixed: '2.4' },
    components: some(planted.components, 3).map((name) => ({
      name,
      affected: '< 2.7',
      fixed: '2.7',
    })),
    ports: some(planted.ports, 3).map((port) => ({ port, protocol: 'tcp' })),
    accounts: some(planted.accounts, 2).map(([name, defaultCredential]) => ({
      name,
      defaultCredential,
    })),
    algorithms: some(planted.algorithms, 2),
    settings: some(planted.settings, 2),
    paths: some(planted.paths, 2),
    hosts: some(planted.hosts, 1),
    features: some(planted.features, 2),
    terms: [phrase(1), phrase(2)],
    guidance: [
      `Restrict the port of the gateway to the management network. ${phrase(4)}`,
      `Change the default password of each account at installation. ${phrase(4)}`,
    ],
  }
}
