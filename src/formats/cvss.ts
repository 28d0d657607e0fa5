/** CVSS is vocabulary that the browser needs as well: it lives in the kernel, and this is its door. */
export * from '../kernel/cvss.ts'
