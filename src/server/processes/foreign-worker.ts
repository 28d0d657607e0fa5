import type { ForeignTask } from './foreign-tasks.ts'

// The other side of `createForeignTasks`: one message in, one answer out, until the channel closes.
// Each task loads its own library when it is first asked.
const answer = async (asked: ForeignTask): Promise<unknown> => {
  switch (asked.task) {
    case 'csaf': {
      const { validateCsaf } = await import('../../formats/csaf-validate.ts')
      return validateCsaf(asked.document)
    }
    case 'mail': {
      const { readMail } = await import('../../connections/mail-message/read.ts')
      return readMail(asked.bytes, asked.keys)
    }
    case 'import': {
      const { readImport } = await import('../imports/read.ts')
      return readImport(asked.bytes)
    }
    case 'properties': {
      const { documentProperties } = await import('../../documents/index.ts')
      return documentProperties(asked)
    }
    case 'read-table': {
      const { readTable } = await import('../tables/read-table.ts')
      return readTable(asked.bytes)
    }
    case 'write-workbook': {
      const { writeWorkbook } = await import('../tables/write-workbook.ts')
      return writeWorkbook(asked.table)
    }
    case 'page': {
      const { documentPage } = await import('../../documents/index.ts')
      return documentPage(asked.file)
    }
    default:
      throw new Error(`There is no task ${JSON.stringify(asked satisfies never)}.`)
  }
}

process.on('message', (asked: ForeignTask) => {
  // A task that throws ends the process, and the caller hears that it did.
  void answer(asked).then((done) => process.send?.(done))
})
process.on('disconnect', () => process.exit())
