type Json = Record<string, unknown>

/** A CSAF 2.0 document as the same in 2.1, by what section 3 of both has otherwise. */
export const csaf21Of = (json: unknown): unknown => {
  const { document, product_tree: tree, vulnerabilities } = json as Record<string, Json>
  const { tlp } = (document?.['distribution'] ?? {}) as Record<string, Json>
  const label = tlp?.['label'] === 'WHITE' ? 'CLEAR' : tlp?.['label']
  return {
    $schema: 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json',
    document: {
      ...document,
      csaf_version: '2.1',
      ...(tlp === undefined ? {} : { distribution: { tlp: { label } } }),
    },
    ...(tree === undefined ? {} : { product_tree: treeOf(tree) }),
    ...(Array.isArray(vulnerabilities)
      ? { vulnerabilities: vulnerabilities.map((one) => vulnerabilityOf(one)) }
      : {}),
  }
}

const treeOf = (tree: Json): Json => {
  const { relationships, ...rest } = purlsIn(tree) as Json
  if (!Array.isArray(relationships)) return rest
  return {
    ...rest,
    product_paths: relationships.map((one: Record<string, string>) => ({
      beginning_product_reference: one['product_reference'],
      full_product_name: one['full_product_name'],
      subpaths: [
        { category: one['category'], next_product_reference: one['relates_to_product_reference'] },
      ],
    })),
  }
}

const purlsIn = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(purlsIn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) =>
      name === 'purl' ? ['purls', [member]] : [name, purlsIn(member)],
    ),
  )
}

const vulnerabilityOf = ({ cwe, scores, release_date: released, ...rest }: Json): Json => ({
  ...rest,
  ...(cwe === undefined ? {} : { cwes: [{ ...(cwe as Json), version: '4.15' }] }),
  ...(released === undefined ? {} : { disclosure_date: released }),
  ...(Array.isArray(scores)
    ? {
        metrics: scores.map(({ products, ...content }: Json) => ({ products, content })),
      }
    : {}),
})
