export { type Append, type Appended, type AppendResult, conflict } from './append.ts'
export { type Database, type Engine, openPostgres, openSqlite } from './database.ts'
export type { NewEvent, RecordedEvent, Signature } from './event.ts'
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
export { type ListItem, type ListQuery, type Page, type Sort, sortColumns } from './list.ts'
export { searchStreams } from './search.ts'
