import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { requirePrincipal } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import { publicKeyPath } from './keys.ts'

const armoredKey = z.strictObject({
  armored: z.string().min(1).max(limits.openPgp.keyCharacters),
  passphrase: z.string().max(limits.text.line).default(''),
})

const tags = ['openpgp']
const who = ['administrator'] as const

/** The public key for everybody; the list, import and making of keys for administrators. */
export const registerOpenPgpRoutes = (app: FastifyInstance, { openPgp, access }: Parts): void => {
  app.get(
    publicKeyPath,
    { schema: { hide: true }, config: { withoutSession: true } },
    async (_request, reply) =>
      reply
        .type('application/pgp-keys')
        .header('cache-control', 'max-age=300')
        .send(await openPgp.publicKey()),
  )
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/api/openpgp-keys',
    {
      config: { who: ['administrator', 'auditor'] },
      schema: { tags, summary: 'The OpenPGP keys: the maker’s own and those of who writes to us' },
    },
    async () => ({ items: await openPgp.list() }),
  )
  typed.post(
    '/api/openpgp-keys',
    {
      config: { who },
      schema: {
        tags,
        summary: 'Take in an OpenPGP key',
        description:
          'A secret key becomes the maker’s current key; by a public key signatures of mails are recognised.',
        body: armoredKey,
      },
    },
    async (request, reply) => {
      const { body } = request
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const added = await openPgp.add(body.armored, body.passphrase)
      if (isRefusal(added)) return sendRefusal(reply, added)
      await access.note('openpgp-key-taken-in', principal)
      return reply.code(201).send(added)
    },
  )
  typed.post(
    '/api/openpgp-keys/generate',
    { config: { who }, schema: { tags, summary: 'Make a new OpenPGP key of the maker' } },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const made = await openPgp.generate()
      await access.note('openpgp-key-made', principal)
      return reply.code(201).send(made)
    },
  )
}
