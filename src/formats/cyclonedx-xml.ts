/**
 * Reads CycloneDX bills of materials in XML, versions 1.2 to 1.7 (ECMA-424 and the OWASP CycloneDX
 * XML schemas): what the XML says is put as the JSON would say it, and read by the same reader.
 */
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { readCycloneDx } from './cyclonedx.ts'
import { Problems } from './problems.ts'
import type { SbomSummary } from './sbom.ts'
import { given } from './shape.ts'
import type { XmlElement } from './xml.ts'

const namespaces = 'http://cyclonedx.org/schema/bom/'
/** How vulnerabilities stood in a BOM before version 1.4 had them itself. */
const extension = 'http://cyclonedx.org/schema/ext/vulnerability/'

/** Whether a document is a BOM, of whatever version. */
export const isCycloneDxXml = ({ name, namespace }: XmlElement): boolean =>
  name === 'bom' && namespace.startsWith(namespaces)

/**
 * Refuses as `readCycloneDx` does. Elements of other namespaces are passed over, as the schema lets
 * them stand anywhere; that vulnerabilities stand in one is told in `problems`.
 */
export const readCycloneDxXml = (root: XmlElement): SbomSummary | Refusal => {
  if (!isCycloneDxXml(root))
    return refuse('cyclonedx/not-cyclonedx', 'This does not call itself a CycloneDX BOM.')
  const problems = new Problems()
  const read = readCycloneDx(bomOf(root, problems))
  if (isRefusal(read)) return read
  for (const problem of read.problems) problems.add(problem)
  return { ...read, problems: problems.list() }
}

const bomOf = (root: XmlElement, problems: Problems): object => {
  const children = (element: XmlElement | undefined, name: string): readonly XmlElement[] => {
    const own = element?.children ?? []
    if (own.some(({ namespace }) => namespace.startsWith(extension)))
      problems.add('It states vulnerabilities in an extension of version 1.0, which is not read.')
    return own.filter((child) => child.name === name && child.namespace === root.namespace)
  }
  const child = (element: XmlElement | undefined, name: string): XmlElement | undefined => {
    const [first, ...more] = children(element, name)
    if (more.length > 0) problems.add(`In ${element?.name}, ${name} stands more than once.`)
    return first
  }
  const text = (element: XmlElement | undefined, name: string) => {
    const found = child(element, name)
    return given(name, found?.text.trim())
  }
  /** What stands in a wrapping element, or nothing where that is absent. */
  const list = <T>(
    element: XmlElement,
    name: string,
    item: string,
    as: (one: XmlElement) => T,
  ): { readonly [key: string]: readonly T[] } => {
    const wrapper = child(element, name)
    return wrapper === undefined ? {} : { [name]: children(wrapper, item).map(as) }
  }
  const inner = (element: XmlElement, name: string, as: (one: XmlElement) => object) => {
    const found = child(element, name)
    return found === undefined ? {} : { [name]: as(found) }
  }
  const named = (element: XmlElement) => text(element, 'name')
  const source = (element: XmlElement) => ({ ...text(element, 'name'), ...text(element, 'url') })

  const license = (element: XmlElement): object => {
    const expression =
      element.name === 'expression' ? element.text : element.attributes.get('expression')
    return element.name === 'license'
      ? { license: { ...text(element, 'id'), ...text(element, 'name') } }
      : { expression: expression?.trim() }
  }
  const licenses = (element: XmlElement): object => {
    const wrapper = child(element, 'licenses')
    if (wrapper === undefined) return {}
    const kinds = ['license', 'expression', 'expression-detailed']
    return { licenses: kinds.flatMap((kind) => children(wrapper, kind).map(license)) }
  }
  const component = (element: XmlElement): object => ({
    type: element.attributes.get('type'),
    ...given('bom-ref', element.attributes.get('bom-ref')),
    ...each(element, ['name', 'group', 'version', 'purl', 'cpe', 'publisher']),
    ...inner(element, 'supplier', named),
    ...inner(element, 'manufacturer', named),
    ...licenses(element),
    ...list(element, 'hashes', 'hash', ({ attributes, text: content }) => ({
      alg: attributes.get('alg'),
      content: content.trim(),
    })),
    ...list(element, 'components', 'component', component),
  })
  const service = (element: XmlElement): object => ({
    ...given('bom-ref', element.attributes.get('bom-ref')),
    ...named(element),
    ...list(element, 'services', 'service', service),
  })
  const each = (element: XmlElement, names: readonly string[]): object =>
    Object.assign({}, ...names.map((name) => text(element, name)))

  /** Dependencies may stand within each other, where the JSON names them in a list. */
  const dependencies = (element: XmlElement): readonly object[] =>
    children(element, 'dependency').flatMap((one) => [
      {
        ref: one.attributes.get('ref'),
        dependsOn: children(one, 'dependency').map(({ attributes }) => attributes.get('ref')),
      },
      ...dependencies(one),
    ])
  const affected = (element: XmlElement): object => ({
    ...text(element, 'ref'),
    ...list(element, 'versions', 'version', (one) => each(one, ['version', 'range', 'status'])),
  })
  const analysis = (element: XmlElement): object => {
    const { responses: response } = list(element, 'responses', 'response', (one) => one.text.trim())
    return {
      ...each(element, ['state', 'justification', 'detail']),
      ...given('response', response),
    }
  }
  const vulnerability = (element: XmlElement): object => ({
    ...each(element, ['id', 'description', 'detail', 'recommendation', 'workaround']),
    ...each(element, ['published', 'updated', 'rejected']),
    ...inner(element, 'source', source),
    ...list(element, 'references', 'reference', (one) => ({
      ...text(one, 'id'),
      ...inner(one, 'source', source),
    })),
    ...list(element, 'ratings', 'rating', (one) => each(one, ['severity', 'method', 'vector'])),
    ...list(element, 'cwes', 'cwe', ({ text: number }) => Number(number)),
    ...list(element, 'advisories', 'advisory', (one) => each(one, ['title', 'url'])),
    ...inner(element, 'analysis', analysis),
    ...list(element, 'affects', 'target', affected),
  })

  const dependent = child(root, 'dependencies')
  const version = root.attributes.get('version')
  return {
    bomFormat: 'CycloneDX',
    specVersion: root.namespace.slice(namespaces.length),
    ...given('serialNumber', root.attributes.get('serialNumber')),
    ...given('version', version === undefined ? undefined : Number(version)),
    ...inner(root, 'metadata', (metadata) => ({
      ...text(metadata, 'timestamp'),
      ...inner(metadata, 'component', component),
    })),
    ...list(root, 'components', 'component', component),
    ...list(root, 'services', 'service', service),
    ...given('dependencies', dependent && dependencies(dependent)),
    ...list(root, 'vulnerabilities', 'vulnerability', vulnerability),
  }
}
