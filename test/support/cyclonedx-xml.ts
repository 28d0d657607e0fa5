/**
 * A CycloneDX BOM in JSON as the same in XML, by the names of the XML schema: lists stand in an
 * element of their own, some members are attributes.
 */
export const cycloneDxXmlOf = (json: unknown): string => {
  const { specVersion, serialNumber, version, ...rest } = json as Record<string, unknown>
  const attributes = attributesOf({ serialNumber, version })
  return `<bom xmlns="http://cyclonedx.org/schema/bom/${specVersion}"${attributes}>${inside(rest)}</bom>`
}

/** What an entry of a list is called; other lists are passed over, as are their members. */
const items: Readonly<Record<string, string>> = {
  components: 'component',
  services: 'service',
  hashes: 'hash',
  licenses: '',
  dependencies: 'dependency',
  vulnerabilities: 'vulnerability',
  references: 'reference',
  ratings: 'rating',
  cwes: 'cwe',
  advisories: 'advisory',
  affects: 'target',
  versions: 'version',
  responses: 'response',
}
const members = new Set([
  ...['metadata', 'timestamp', 'component', 'name', 'group', 'version', 'purl', 'cpe', 'publisher'],
  ...['supplier', 'manufacturer', 'license', 'expression', 'id', 'source', 'url', 'severity'],
  ...['method', 'vector', 'description', 'detail', 'recommendation', 'workaround', 'title'],
  ...['published', 'updated', 'rejected', 'analysis', 'state', 'justification', 'range', 'status'],
])
const attributeNames = ['type', 'bom-ref', 'alg']

const inside = (value: object): string =>
  Object.entries(value)
    .map(([name, member]) => {
      const list = name === 'response' ? 'responses' : name
      if (Array.isArray(member) && list in items)
        return `<${list}>${member.map((one) => entry(items[list] ?? '', one)).join('')}</${list}>`
      return members.has(name) && !Array.isArray(member) ? element(name, member) : ''
    })
    .join('')

const entry = (name: string, value: unknown): string => {
  // A licence's own element says what it is.
  if (name === '') return inside(value as object)
  if (name === 'dependency') {
    const { ref, dependsOn = [] } = value as { ref: string; dependsOn?: string[] }
    const inner = dependsOn.map((one) => `<dependency${attributesOf({ ref: one })}/>`).join('')
    return `<dependency${attributesOf({ ref })}>${inner}</dependency>`
  }
  if (name === 'hash') {
    const { alg, content } = value as { alg: string; content: string }
    return `<hash${attributesOf({ alg })}>${escaped(content)}</hash>`
  }
  if (name === 'target') {
    const { ref, ...rest } = value as { ref: string }
    return `<target><ref>${escaped(ref)}</ref>${inside(rest)}</target>`
  }
  return element(name, value)
}

const element = (name: string, value: unknown): string => {
  if (typeof value !== 'object' || value === null) return `<${name}>${escaped(value)}</${name}>`
  const own = value as Record<string, unknown>
  const isComponent = ['component', 'service', 'vulnerability'].includes(name)
  const attributes = isComponent
    ? attributesOf(Object.fromEntries(attributeNames.map((one) => [one, own[one]])))
    : ''
  return `<${name}${attributes}>${inside(own)}</${name}>`
}

const attributesOf = (attributes: Readonly<Record<string, unknown>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(value)}"`))
    .join('')

const escaped = (value: unknown): string =>
  String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
