export {
  formatAddCheckpoint,
  parseCosignedSize,
  sizeType,
  withAnswer,
} from './add-checkpoint.ts'
export { type Append, type Appended, type AppendResult, conflict } from './append.ts'
export { breath } from './breath.ts'
export { type ByValueLine, listByValue } from './by-value.ts'
export { checkLedger, type LedgerReport } from './check.ts'
export {
  addCosignatures,
  lastWitnessed,
  latestCosigned,
  withCosignatures,
  witnessWords,
} from './cosignatures.ts'
export {
  type Database,
  type Engine,
  exactNumbers,
  openPostgres,
  openSqlite,
  readPostgres,
  readSqlite,
} from './database.ts'
export type { NewEvent, RecordedEvent, Signature } from './event.ts'
export { foldInto } from './fold.ts'
export { inTransaction } from './immediately.ts'
export {
  type CommandHandler,
  type Decision,
  type DecisionContext,
  type DeliveryRequest,
  type EventEnvelope,
  type EventOf,
  eventParser,
  type Facets,
  type Gathered,
  handle,
  handleWith,
  type Kind,
} from './kind.ts'
export { createLedger, type Found, type Ledger } from './ledger.ts'
export { type Sort, sortColumns } from './list.ts'
export { mailEach } from './mail-each.ts'
export { type FacetMatch, matching } from './narrowing.ts'
export { consistencyProof } from './proofs.ts'
export { eventsFrom, latestCheckpoint, proofOfEvent } from './read.ts'
export { type Renewed, rebuildStates } from './rebuild.ts'
export { streamsHolding } from './search.ts'
export { createSequencer, type Sequencer, sequence, tileReader } from './sequencer.ts'
export { deletesOf, insertsOf, runAll, runAtOnce } from './statements.ts'
export { leafEntry, payloadOf } from './stored.ts'
export {
  hashesAtLevel,
  readTilePath,
  sliceTile,
  type TileAddress,
  tilePath,
  tileWidth,
} from './tile.ts'
export { together } from './together.ts'
export type { NoteSigner } from './verify/note.ts'
export {
  formatVerifierKey,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
} from './verify/verifier-key.ts'
export { hasUnseen, hiddenFrom, roleName } from './visibility.ts'
export { type Witnessed, witness } from './witness.ts'
export { mayHoldWords, type OpenWords } from './words.ts'
