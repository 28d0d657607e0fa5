import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createClamd } from '../connections/clamd.ts'
import { isRefusal, type Refusal } from '../kernel/result.ts'
import {
  createLedger,
  createSequencer,
  type Ledger,
  openPostgres,
  openSqlite,
} from '../ledger/index.ts'
import { createAccess } from './access/index.ts'
import { createApp, registerRoutes } from './app.ts'
import { createAuditEvents, createAuditKeeper, withAuditRules } from './audit-events/index.ts'
import {
  type ChannelKeeper,
  createChannels,
  readChannelSettings,
  writeChannelsFile,
} from './channels/index.ts'
import { createProbes } from './channels/probes.ts'
import { createClauseReview } from './clause-review.ts'
import { createDispatch } from './commands/dispatch.ts'
import { type DataLock, takeDataLock } from './data-lock.ts'
import { createClockKeepers, createDateKeepers } from './date-keepers.ts'
import { carriersOf } from './deliveries/carriers.ts'
import { createDeliveryWorker, type DeliveryWorker } from './deliveries/worker.ts'
import { createEmbargoKeeper } from './embargo-keeper.ts'
import { destroyedAmong } from './erasure/index.ts'
import { openFileStore } from './files/index.ts'
import { type Keeper, together } from './keeper.ts'
import { allKinds } from './kinds.ts'
import { readLanguages } from './languages.ts'
import { createReadingKeeper } from './library/reading-keeper.ts'
import { createSourceKeeper } from './library/source-keeper.ts'
import { createSources } from './library/sources.ts'
import { createOpenPgpKeys } from './openpgp/index.ts'
import { writeOwnCatalogue } from './own-catalogue.ts'
import type { Parts } from './parts.ts'
import { lookAtFiles } from './quarantine/index.ts'
import { pooledRandom } from './random.ts'
import { allReactions } from './reactions/all.ts'
import { createReactionRunner, type ReactionRunner } from './reactions/runner.ts'
import { renewAfterUpgrade } from './renew-states.ts'
import { createRepositoryKeeper } from './repository-keeper.ts'
import { readRuleFiles } from './rules.ts'
import { type Settings, writeConfigFile } from './settings.ts'
import { checkpointSigner, sha256 } from './signing.ts'
import {
  createPersonKeys,
  openMasterKey,
  openPersonStore,
  personStoreWithin,
} from './vault/index.ts'
import { withPort } from './with-port.ts'
import { createWitnessCalls } from './witnesses/calls.ts'
import { createProcesses, type Processes } from './workers.ts'

export interface Server {
  readonly app: FastifyInstance
  readonly parts: Parts
  readonly reactions: ReactionRunner
  readonly deliveries: DeliveryWorker
  readonly repository: Keeper
  readonly embargoes: Keeper
  readonly channels: ChannelKeeper
  /** The first administrator’s link; undefined once there is one. */
  readonly welcome: string | undefined
  /** The page that a one-time link's token opens. */
  welcomeUrl(token: string): string
  /** Listens; answers the address. */
  listen(): Promise<string>
  /** Resolves when all that follows from what was done so far is done: for tests and the CLI. */
  settle(): Promise<void>
  stop(): Promise<void>
}

export interface StartOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Milliseconds since 1970; tests pass their own. */
  readonly clock?: () => number
  /** Those of another server too: whoever made them closes them. Without, it has its own. */
  readonly processes?: Processes
}

const sequencerDelay = 100

/** Opens everything under the data folder and puts the server together; refuses with what to do. */
export const startServer = async (
  settings: Settings,
  options: StartOptions = {},
): Promise<Server | Refusal> => {
  const token = randomBytes(32).toString('hex')
  const lock = await takeDataLock(settings.dataDir, token)
  if (isRefusal(lock)) return lock
  try {
    const server = await assemble(await withPort(settings), options, lock, token)
    if (isRefusal(server)) await lock.release()
    return server
  } catch (cause) {
    await lock.release()
    throw cause
  }
}

const assemble = async (
  settings: Settings,
  { environment = process.env, clock = Date.now, processes: shared }: StartOptions,
  lock: DataLock,
  localToken: string,
): Promise<Server | Refusal> => {
  const random = pooledRandom()
  await writeConfigFile(settings)
  await writeChannelsFile(settings.dataDir, environment)
  await writeOwnCatalogue(settings.dataDir)
  const channelSettings = withAuditRules(
    readChannelSettings(settings.dataDir, environment),
    settings.dataDir,
  )
  if (isRefusal(channelSettings)) return channelSettings
  const rules = await readRuleFiles(settings.dataDir)
  if (isRefusal(rules)) return rules
  const master = await openMasterKey(settings.dataDir, environment)
  if (isRefusal(master)) return master
  const database =
    settings.databaseUrl === undefined
      ? await openSqlite(join(settings.dataDir, 'vulnerary.db'))
      : await openPostgres(settings.databaseUrl)
  const personStore =
    database.engine === 'sqlite'
      ? await openPersonStore(settings.dataDir)
      : personStoreWithin(database)
  const sealing = createPersonKeys({ store: personStore, master, clock, random })
  const processes = shared ?? createProcesses(settings)
  const { workers, foreign } = processes
  const review = createClauseReview(
    {
      settings,
      clock,
      // Asked for later: the ledger is made from its kinds, and one of them keeps reviews.
      get ledger() {
        return ledger
      },
    },
    ({ code, message }) => app.log.error({ code }, message),
  )
  const ledger: Ledger = createLedger(
    database,
    allKinds(() => ledger, settings, foreign, rules, channelSettings, clock, review),
    sealing.openWords,
  )
  const renewed = await renewAfterUpgrade(settings.dataDir, ledger)
  const signer = checkpointSigner(master)
  const app = createApp(settings.logLevel, clock, random)
  if (renewed !== undefined && renewed.changed > 0)
    app.log.warn(renewed, 'states were made anew from the facts')
  const sequencer = createSequencer(
    { database, sha256, signer, clock },
    {
      delay: sequencerDelay,
      onError: (cause) => app.log.error({ err: cause }, 'the sequencer failed'),
    },
  )
  const dispatch = createDispatch({ ledger, sealing, clock, random })
  const probes = createProbes(random)
  const audit = createAuditEvents(
    { ledger, dispatch, sealing, master, probes, clock, random, log: app.log },
    channelSettings,
  )
  const parts: Parts = {
    settings,
    ...rules,
    languages: await readLanguages(settings.dataDir, app.log),
    ledger,
    sequencer,
    dispatch,
    access: createAccess({ ledger, dispatch, master, clock, random }),
    sealing,
    files: await openFileStore({
      ...{ dataDir: settings.dataDir, master, random, clock },
      isDestroyed: async (hash) => (await destroyedAmong(database.reader, [hash])).size > 0,
    }),
    workers,
    foreign,
    sources: createSources(rules.sourceSettings, settings.dataDir, clock),
    probes,
    audit,
    master,
    openPgp: createOpenPgpKeys({ settings, master, clock, random }),
    review,
    witnessCalls: createWitnessCalls({ ledger, settings, clock, log: app.log }),
    signer,
    localToken,
    clock,
    random,
    log: app.log,
  }
  const { clamd } = channelSettings
  const reactions = createReactionRunner(parts, [
    ...allReactions,
    lookAtFiles(clamd === undefined ? undefined : createClamd(clamd)),
  ])
  const deliveries = createDeliveryWorker(parts, carriersOf(parts, channelSettings))
  const repository = createRepositoryKeeper(parts)
  const embargoes = together(createEmbargoKeeper(parts), createDateKeepers(parts))
  const dates = createClockKeepers(parts)
  const library = together(createSourceKeeper(parts), createReadingKeeper(parts))
  const auditKeeper = createAuditKeeper(parts, audit, channelSettings.auditLogs)
  const channels = createChannels(parts, channelSettings)
  ledger.onAppended(() => {
    sequencer.wake()
    deliveries.wake()
  })
  sequencer.onSequenced(reactions.wake)
  await registerRoutes(app, parts, signer, channels)
  await app.ready()
  sequencer.wake()
  reactions.wake()
  deliveries.wake()
  void repository.keep()
  void parts.witnessCalls.keep()
  await embargoes.keep()
  void dates.keep()
  void library.keep()
  await audit.intake.open()
  void auditKeeper.keep()
  const welcome = await parts.access.bootstrapLink()
  // Behind the #, a browser keeps it to itself: no proxy and no log has the secret.
  const welcomeUrl = (token: string) => `${settings.publicUrl}/workbench/welcome#${token}`
  const settle = async () => {
    await embargoes.keep()
    await dates.keep()
    await library.keep()
    await audit.intake.settle()
    // Reactions append, and what they append is sequenced and reacted to in turn.
    for (let before = -1, now = 0; before !== now; ) {
      before = now
      await ledger.drain()
      await sequencer.run()
      await reactions.settle()
      await ledger.drain()
      await sequencer.run()
      now = await sequencer.size()
    }
    await deliveries.settle()
    await sequencer.run()
  }
  return {
    app,
    parts,
    reactions,
    deliveries,
    repository,
    embargoes,
    channels,
    welcome: welcome === undefined ? undefined : welcomeUrl(welcome),
    welcomeUrl,
    listen: async () => {
      const url = await app.listen({ port: settings.port, host: settings.host })
      await channels.start()
      // Made before somebody asks for it, while there is room for it.
      await parts.openPgp
        .publicKey()
        .catch((cause: unknown) => app.log.error({ err: cause }, 'there is no OpenPGP key'))
      // Whoever reads the lock finds every way in open.
      await lock.announce(url)
      return url
    },
    settle,
    stop: async () => {
      await channels.stop()
      await library.stop()
      await app.close()
      await audit.intake.stop()
      await auditKeeper.stop()
      await reactions.stop()
      await repository.stop()
      await parts.witnessCalls.stop()
      await embargoes.stop()
      await dates.stop()
      await deliveries.stop()
      await ledger.drain()
      await sequencer.run()
      await sequencer.stop()
      if (shared === undefined) await processes.close()
      await personStore.close()
      await database.close()
      await lock.release()
    },
  }
}
