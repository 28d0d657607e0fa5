import { parentPort, workerData } from 'node:worker_threads'
import type { Question } from './match-aside.ts'
import { matchStatements } from './match-statements.ts'

// The other side of `matchAside`, the only one that starts this thread.
const { before, after } = workerData as Question
parentPort?.postMessage(matchStatements(before, after))
