/** Names of weaknesses (MITRE Common Weakness Enumeration), from the list the CSAF validator uses. */

/** The name of `CWE-…` as CSAF 2.0 section 6.1.11 wants it; undefined if there is none such. */
export const cweName = async (id: string): Promise<string | undefined> => {
  const { weaknesses } = await import('@secvisogram/csaf-validator-lib/cwe.js')
  return weaknesses.find((weakness) => weakness.id === id)?.name
}
