/** The contracts of the server's own records: data only, so that help needs no database. */
export { personContract } from '../access/person/contract.ts'
export { distributionContract } from '../deliveries/contract.ts'
