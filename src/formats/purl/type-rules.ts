/**
 * Rules of purl types (purl-spec, type definitions) that packageurl-js does not know or does not
 * keep. Types that are listed nowhere are read by the general rules alone.
 */
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Purl } from '../purl.ts'

/** The purl as its type writes it, or why its type does not allow it. */
export const applyTypeRules = (purl: Purl): Purl | Refusal => {
  const { type, namespace } = purl
  if (namespace !== undefined && withoutNamespace.has(type))
    return wrong(purl, `a ${type} package has no namespace`)
  if (namespace === undefined && withNamespace.has(type))
    return wrong(purl, `a ${type} package needs a namespace`)
  const lower = lowerCase[type] ?? []
  return checkPatterns(
    regroup({
      ...purl,
      ...(namespace !== undefined && lower.includes('namespace')
        ? { namespace: namespace.toLowerCase() }
        : {}),
      ...(lower.includes('name') ? { name: purl.name.toLowerCase() } : {}),
      ...(purl.version !== undefined && lower.includes('version')
        ? { version: purl.version.toLowerCase() }
        : {}),
    }),
  )
}

const wrong = (purl: Purl, why: string): Refusal =>
  refuse('purl/type-rule', `Correct this purl: ${why}.`, { type: purl.type })

const withoutNamespace = new Set([
  'bazel',
  'bitnami',
  'cargo',
  'chrome-extension',
  'cocoapods',
  'conda',
  'cran',
  'gem',
  'hackage',
  'julia',
  'mlflow',
  'nuget',
  'oci',
  'opam',
  'otp',
  'pub',
  'pypi',
  'vcpkg',
])

const withNamespace = new Set(['git', 'vscode-extension'])

const lowerCase: Readonly<Record<string, readonly ('namespace' | 'name' | 'version')[]>> = {
  brew: ['namespace', 'name'],
  'chrome-extension': ['name'],
  luarocks: ['namespace', 'name'],
  oci: ['version'],
  otp: ['name'],
  'vscode-extension': ['namespace', 'name', 'version'],
  yocto: ['namespace'],
}

const githubNames = new Set(['github', 'github.com'])

/** A git purl has the host as namespace and the path on it, slashes and all, as name. */
const regroup = (purl: Purl): Purl => {
  if (purl.type !== 'git' || purl.namespace === undefined) return purl
  const [host = '', ...path] = [...purl.namespace.split('/'), purl.name]
  const name = path.join('/')
  // GitHub, as the suite has it, takes owners and repositories in any case for the same.
  return { ...purl, namespace: host, name: githubNames.has(host) ? name.toLowerCase() : name }
}

const checkPatterns = (purl: Purl): Purl | Refusal => {
  const { type, name, version, qualifiers } = purl
  if (type === 'chrome-extension' && !/^[a-p]{32}$/.test(name))
    return wrong(purl, 'a Chrome extension is named by 32 letters from a to p')
  if (type === 'chrome-extension' && version !== undefined && !/^\d+(\.\d+){0,3}$/.test(version))
    return wrong(purl, 'a Chrome extension has a version of one to four numbers')
  if (type === 'cpan' && name.includes('::'))
    return wrong(purl, 'CPAN distributions are named with "-", only modules with "::"')
  if (type === 'julia' && qualifiers['uuid'] === undefined)
    return wrong(purl, 'a Julia package needs its uuid as a qualifier')
  return purl
}
