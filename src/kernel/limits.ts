/**
 * Every bound of the server in one place. Sizes are bytes, times are milliseconds, unless the
 * name says otherwise. Settings may lower or raise those that `server/settings.ts` names.
 */
export const limits = {
  /** `deepest` is what no caller may exceed: readers and writers of JSON recurse. */
  json: { bytes: 1_048_576, depth: 32, nodes: 100_000, deepest: 1_000 },
  /** Files that a maker adds to the catalogue: they are read while somebody waits. */
  ownCatalogue: { bytes: 262_144, files: 20 },
  text: { line: 300, paragraph: 4_000, long: 64_000 },
  list: { items: 500 },
  page: { default: 50, max: 500 },
  ids: { idempotencyKey: 200, requestId: 100 },
  /** `upkeep`: events of the server itself that a command may have missed (Kind.upkeep). */
  command: { retries: 8, upkeep: 100 },
  events: { perCommand: 200, payloadBytes: 262_144 },
  file: {
    bytes: 268_435_456,
    perReport: 10,
    reportTotalBytes: 268_435_456,
    nameLength: 200,
    abandoned: 86_400_000,
  },
  /** C2SP signed-note: at least 16 signatures must be accepted, of up to 5 kB each. */
  note: { bytes: 262_144, signatures: 64, keyName: 300 },
  zip: { entries: 5_000, entryBytes: 134_217_728, totalBytes: 536_870_912, ratio: 200 },
  /** A mail; `html` is what is read of a body in HTML, `headerBytes` the header of one part. */
  mail: {
    bytes: 67_108_864,
    html: 1_048_576,
    headerBytes: 262_144,
    parts: 1_000,
    signedParts: 100,
    references: 50,
    recipients: 50,
    smtp: { connections: 50, perHost: 10, recipients: 20, perMinute: 60, milliseconds: 120_000 },
    probe: 30_000,
    pollEvery: 60_000,
    reading: { milliseconds: 30_000, memoryMegabytes: 512, waiting: 50 },
  },
  openPgp: {
    keyCharacters: 262_144,
    userIds: 20,
    attachedKeys: 5,
    blocks: 10,
    signatures: 10,
  },
  xml: { depth: 200, bytes: 67_108_864 },
  document: {
    bytes: 134_217_728,
    characters: 20_000_000,
    statements: 200_000,
    pages: 20_000,
    milliseconds: 120_000,
    memoryMegabytes: 1_024,
    /** Told of one file; all of them go into one fact. */
    drawings: 200,
    notes: 20,
    /** Beside the heap of a reading process: its program, and what libraries hold outside the heap. */
    residentMegabytes: 256,
    /** A page of it that is shown: its HTML, its pictures in base64, a workbook's cells. */
    page: {
      characters: 8_000_000,
      pictureCharacters: 33_554_432,
      cells: 60_000,
      columns: 60,
      drawing: { milliseconds: 30_000, memoryMegabytes: 768, waiting: 20 },
    },
  },
  /** Text recognised in pictures: what one file may take, and the longer side of a drawn page. */
  recognition: {
    pages: 50,
    pixels: 3_300,
    pageMilliseconds: 45_000,
    milliseconds: 120_000,
    megabytes: 1_024,
    outputBytes: 33_554_432,
    paragraphs: 2_000,
  },
  /** Others' machine-readable files: advisories, SBOMs. `branches` is the depth of a product tree. */
  formats: {
    bytes: 67_108_864,
    depth: 100,
    nodes: 5_000_000,
    xmlElements: 1_000_000,
    items: 200_000,
    branches: 30,
    problems: 100,
    purl: 2_000,
    /** There are some 350,000 in 2026. */
    epssScores: 1_000_000,
  },
  /** Tasks of one case, and what one message of its conversation may name. */
  cases: { tasks: 500, mentions: 20 },
  /** Open cases that one review can freeze, conclude on and print. */
  openIssues: 2_000,
  /** Facts that a case is printed with; an audit pack holds more. */
  caseExport: { facts: 5_000 },
  /** A report's identifiers, and what one document of others becomes. */
  intake: { identifiers: 100, perDocument: 100, importsWaiting: 20 },
  /**
   * Audit events: one message, the queue before the database, the rules, and who sends. RFC 5425
   * section 4.3.1 asks receivers for 8,192 bytes a message; audit messages of IHE need 32,768.
   */
  auditEvents: {
    lineBytes: 131_072,
    frameBytes: 65_536,
    xmlBytes: 65_536,
    xmlDepth: 20,
    xmlElements: 5_000,
    jsonDepth: 20,
    jsonNodes: 10_000,
    /** Events kept as evidence of one indicator. */
    evidence: 200,
    /** What waits for the database: then senders wait, or are asked to come again. */
    queue: { events: 5_000, bytes: 16_777_216 },
    batch: 1_000,
    /** Causes that are counted; those that rested longest go first. */
    rules: { rules: 100, causes: 20_000, indicatorsPerHour: 50 },
    /** Syslog senders; times in milliseconds. */
    connections: { all: 500, perAddress: 50, handshake: 10_000, frame: 30_000, idle: 3_600_000 },
    retentionDays: { least: 7, most: 3_650 },
    /** Events in one request. */
    httpEvents: 1_000,
  },
  folder: { files: 50_000 },
  /**
   * Sources of the library: files and depth of one, what is kept at hand between a sync and the
   * reading (bytes), one question to a drive and all its pages, and a repository on our disk.
   */
  source: {
    sources: 20,
    rules: 200,
    files: 50_000,
    path: 1_000,
    depth: 64,
    leftOut: 1_000,
    atHandBytes: 67_108_864,
    milliseconds: 20_000,
    fileMilliseconds: 300_000,
    answerBytes: 16_777_216,
    pages: 1_000,
    tries: 5,
    rest: { first: 1_000, last: 60_000 },
    git: { bytes: 4_294_967_296, milliseconds: 600_000, listedBytes: 67_108_864 },
  },
  /** Facts about products that the health of the library is told of: some thousand products. */
  library: { productFacts: 20_000 },
  /** Files of a maker with words of the public pages. */
  language: { files: 100, bytes: 262_144 },
  /** A zip without its 64-bit extension ends below 4 GiB. A line is one fact, record or file. */
  auditPack: {
    bytes: 4_294_967_294,
    members: 20_000,
    directoryBytes: 4_194_304,
    smallMemberBytes: 4_194_304,
    lineBytes: 2_097_152,
    signatures: 50_000,
    records: 20_000,
    facts: 400_000,
    /** Of the readable page and its PDF: rows of one table. The pack holds them all. */
    rowsShown: 2_000,
  },
  /** Documents we write. A typesetting process is replaced after `perProcess` documents. */
  printable: {
    sections: 100,
    blocks: 5_000,
    rows: 5_000,
    records: 1_000,
    columns: 8,
    inlines: 200,
    milliseconds: 120_000,
    perProcess: 40,
    waiting: 50,
  },
  /** Metadata sizes are those of tuf-js; a target is one file of an update. */
  tuf: {
    rootBytes: 512_000,
    timestampBytes: 16_384,
    snapshotBytes: 2_000_000,
    targetsBytes: 5_000_000,
    nodes: 500_000,
    rootRotations: 256,
    delegations: 32,
    keysPerRole: 64,
    filesPerUpdate: 200,
    targetBytes: 4_294_967_296,
    withdrawn: 10_000,
    targetSegment: 100,
    targetPath: 200,
    parentFolders: 16,
  },
  search: { queryLength: 200, terms: 20 },
  /**
   * The clause review: records of a kind it reads, documents whose verdicts it keeps in memory
   * and the characters of their quotes,
   * products that one map of clauses shows; of a folder the documents shown for one constraint, and
   * the files told as unread or left out.
   */
  review: {
    recordsPerKind: 200_000,
    kept: { documents: 50_000, characters: 33_554_432 },
    evidence: 10,
    links: 20,
    mapProducts: 200,
    documentsShown: 20,
    problemsShown: 1_000,
    pathsShown: 5,
    /**
     * One document that is judged. The judge takes one pass and at worst two microseconds for a
     * character, so that this bounds its time by size and not by a clock: some 40 s.
     */
    judged: { characters: 20_000_000, passages: 2_000_000 },
    /** What people say of a folder in a file beside its documents. */
    declared: { characters: 1_048_576, documents: 5_000, words: 5_000, wordsOfOne: 200 },
    /** Verdicts kept between runs: one file of them, and one of 256 folders (files, bytes). */
    cache: { entryBytes: 1_048_576, entries: 320, bytes: 2_097_152 },
  },
  /** A CSV file of complaints: its size, its records, and one of them in lines and characters. */
  complaints: {
    fileBytes: 16_777_216,
    records: 50_000,
    linesOfRecord: 200,
    recordLength: 200_000,
    files: 1_000,
  },
  /**
   * A register that is imported, from CSV or a workbook, and what is exported. A cell of a workbook
   * holds 32,767 characters (ECMA-376). Problems are those told of one file.
   */
  tables: {
    bytes: 16_777_216,
    rows: 5_000,
    exported: 20_000,
    columns: 100,
    cell: 32_767,
    linesOfRecord: 5_000,
    recordLength: 400_000,
    problems: 200,
    importsWaiting: 5,
  },
  /**
   * Others' issue trackers: one answer, one question, redirects within the tracker, issues on a page,
   * pages in one look, and the files of an issue.
   */
  tracker: {
    answerBytes: 33_554_432,
    milliseconds: 20_000,
    hops: 3,
    page: 50,
    pages: 400,
    commentPages: 20,
    rest: { first: 60_000, last: 3_600_000 },
    files: 50,
    fileBytes: 67_108_864,
    fileMilliseconds: 300_000,
    /** How long a file is asked for again that the tracker has and does not hand out. */
    fileTries: 86_400_000,
  },
  delivery: { attempts: 10, firstRetry: 5_000, lastRetry: 3_600_000, claim: 120_000 },
  session: { idle: 3_600_000, absolute: 43_200_000, perPerson: 20, confirmed: 600_000 },
  /** Failed sign-ins in a row before an account rests, and how long: the rest doubles each time. */
  lockout: { failures: 5, first: 60_000, last: 3_600_000 },
  /** Entries of the access log, and for how long they stay. */
  accessLog: { entries: 100_000, milliseconds: 34_560_000_000 },
  account: {
    passwordShortest: 12,
    passwordLongest: 256,
    tokensPerPerson: 50,
    /** RFC 5321 section 4.5.3.1.3: a path has 256 octets, two of them the brackets. */
    addressLongest: 254,
    hashing: { atOnce: 2, waiting: 100 },
    invitation: 86_400_000,
  },
  /** Keys of persons kept in memory, and how many one statement reads or makes. */
  vault: { cache: { entries: 1_000, milliseconds: 60_000 }, batch: 200 },
  /** Requests per minute: of an address, and of a person who has signed in. */
  rate: {
    perMinute: 600,
    perPersonAndMinute: 3_000,
    signInPerMinute: 10,
    /** Reports by the form: of an address, and of one whose browsers show proofs of work. */
    portalReportsPerMinute: 30,
    portalProvenPerMinute: 120,
  },
  /**
   * Work of a browser before it sends the form: `least` to `most` times `cost` rounds of PBKDF2, a
   * second or two; how long a proof lasts, and how many used ones are remembered before no more are
   * taken.
   */
  proof: {
    cost: 1_000,
    least: 1_000,
    most: 3_000,
    lasts: 3_600_000,
    remembered: 100_000,
    characters: 2_000,
  },
  http: { bodyBytes: 2_097_152, headerTimeout: 20_000, requestTimeout: 300_000 },
} as const
