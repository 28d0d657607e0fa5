import { limits } from '../kernel/limits.ts'
import { renderPage, type Site } from './layout.tsx'

/** Where somebody who lost their secret link asks for a new one, by the contact they gave. */
export const linkPage = (site: Site): string => {
  const { say } = site
  return renderPage(
    site,
    { title: say.text('link.title'), titled: 'link.title' },
    <>
      <p>{say.words('link.text')}</p>
      <form method="post" action={say.href('/report/link')}>
        <div className="field">
          <label htmlFor="reference">{say.words('received.reference')}</label>
          <p className="hint" id="reference-hint">
            RPT-2026-0001
          </p>
          <input
            id="reference"
            name="reference"
            type="text"
            required
            autoComplete="off"
            maxLength={limits.text.line}
            aria-describedby="reference-hint"
          />
        </div>
        <div className="field">
          <label htmlFor="contact">{say.words('link.contact')}</label>
          <input
            id="contact"
            name="contact"
            type="email"
            required
            autoComplete="email"
            maxLength={limits.text.line}
          />
        </div>
        <button type="submit">{say.words('link.send')}</button>
      </form>
      <p>{say.words('link.without')}</p>
    </>,
  )
}
