import { expect, test } from 'vitest'
import { launchBrowser } from './chromium.ts'
import { describeWith } from './needs.ts'

describeWith('chromium', 'launchBrowser', () => {
  test('draws a page', async () => {
    const browser = await launchBrowser()
    try {
      const page = await browser.newPage()
      await page.setContent('<h1>Vulnerary</h1>')
      expect(await page.getByRole('heading').textContent()).toBe('Vulnerary')
    } finally {
      await browser.close()
    }
  })
})
