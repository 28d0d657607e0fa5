export { type Access, createAccess, type SignedIn } from './access.ts'
export { createPeople } from './people.ts'
export { personKind } from './person/index.ts'
export { accessPlugin } from './plugin.ts'
