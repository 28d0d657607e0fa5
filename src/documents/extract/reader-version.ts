/**
 * Counts the readers' improvements: raised with every change by which a file gives other passages,
 * so that what an older reader read can be read again. 0 is whatever read before it was recorded.
 */
export const readerVersion = 1
