import { parentPort } from 'node:worker_threads'
import { isRefusal } from '../../kernel/result.ts'
import { judgeDocument } from '../judge/judge.ts'
import { readCatalogue } from '../read-catalogue.ts'
import type { JudgeAnswer, JudgeQuestion } from './judge-thread.ts'
import { worthKeeping } from './worth-keeping.ts'

// The other side of `createJudge`: one document in, its verdicts out. The catalogue is read once.
const catalogue = readCatalogue()

parentPort?.on('message', ({ id, document }: JudgeQuestion) => {
  const answer: JudgeAnswer = isRefusal(catalogue)
    ? { id, refusal: catalogue.message }
    : { id, verdicts: worthKeeping(judgeDocument(catalogue, document)) }
  parentPort?.postMessage(answer)
})
