import type { FastifyRequest } from 'fastify'
import { chooseLanguage, type Language, type Site, sayIn } from '../../portal/index.ts'
import type { Parts } from '../parts.ts'

/** Whose pages these are, for the one who asks, in their language. */
export type SiteOf = (request: FastifyRequest) => Site

/** `?lang=de` says it, else the browser; no cookie keeps it, so links carry what was chosen. */
export const sitesIn =
  ({
    languages,
    settings,
    intakeClocks,
  }: Pick<Parts, 'languages' | 'settings' | 'intakeClocks'>): SiteOf =>
  (request) => {
    const { lang } = request.query as { readonly lang?: unknown }
    const asked = typeof lang === 'string' ? lang : undefined
    const language = chooseLanguage(languages, asked, request.headers['accept-language'])
    // A page that answers a form is gone when it is left: with it the secret link, or what was typed.
    const returns = request.method === 'GET' || request.method === 'HEAD'
    return {
      filesMegabytes: settings.reportMegabytes,
      maker: { name: settings.makerName, url: settings.makerUrl },
      say: sayIn({
        language,
        timeZone: intakeClocks.calendar.timeZone,
        chosen: asked !== undefined && language.tag.toLowerCase() === asked.toLowerCase(),
        elsewhere: returns ? elsewhere(languages) : [],
      }),
    }
  }

/** Relative addresses: what a stranger asked for is not repeated to them. */
const elsewhere = (languages: readonly Language[]) =>
  languages.map(({ tag, texts }) => ({
    tag,
    name: texts['language.name'] ?? tag,
    href: `?lang=${tag}`,
  }))
