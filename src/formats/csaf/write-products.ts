/** The product tree of an advisory of ours (OASIS CSAF 2.0, sections 3.1.2, 3.1.3 and 3.2.2). */
import type { AdvisoryProduct, AdvisoryProductRevision, ProductIdentification } from './content.ts'
import { type Part, type PartObject, unique } from './json.ts'

/** Vendor over product over version, each vendor and product once. */
export const productTree = (products: readonly AdvisoryProduct[]): PartObject => {
  const vendors = Map.groupBy(products, (product) => product.vendor)
  return {
    branches: [...vendors].map(([vendor, ofVendor]) => ({
      category: 'vendor',
      name: vendor,
      branches: [...Map.groupBy(ofVendor, (product) => product.name)].map(([name, named]) => ({
        category: 'product_name',
        name,
        branches: named.flatMap((product) =>
          product.revisions.map((revision) => versionBranch(product, revision)),
        ),
      })),
    })),
  }
}

const versionBranch = (
  product: AdvisoryProduct,
  revision: AdvisoryProductRevision,
): PartObject => ({
  category: saysRange(revision.version) ? 'product_version_range' : 'product_version',
  name: revision.version,
  product: {
    name: `${product.vendor} ${product.name} ${revision.version}`,
    product_id: revision.id,
    product_identification_helper: helper(revision.identification),
  },
})

const rangeWords = new Set(['after', 'all', 'before', 'earlier', 'later', 'prior', 'versions'])

/** Whether a text may not stand as a single version (section 6.1.31). */
const saysRange = (version: string): boolean =>
  version.startsWith('vers:') ||
  version.includes('<') ||
  version.includes('>') ||
  version
    .toLowerCase()
    .split(/\s/)
    .some((word) => rangeWords.has(word))

const helper = (identification: ProductIdentification | undefined): Part =>
  identification && {
    cpe: identification.cpe,
    purl: identification.purl,
    hashes: identification.hashes?.map(({ fileName, digests }) => ({
      filename: fileName,
      file_hashes: Object.entries(digests).map(([algorithm, value]) => ({ algorithm, value })),
    })),
    model_numbers: unique(identification.modelNumbers ?? []),
    sbom_urls: identification.sbomUrls,
    serial_numbers: unique(identification.serialNumbers ?? []),
    skus: identification.skus,
  }
