import type { Locator } from 'playwright-core'

/** What somebody puts into a field: words, a choice by its label, several, or a file. */
export type Answer = string | readonly string[] | ChosenFile

export interface ChosenFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

export type Answers = Readonly<Record<string, Answer>>

/** Fills fields by the labels that stand above them, whatever kind of input each is. */
export const fillIn = async (form: Locator, answers: Answers): Promise<void> => {
  for (const [label, answer] of Object.entries(answers)) await put(form, label, answer)
}

/** A field of a form by its whole label, with or without the mark of one that is needed. */
const fieldOf = (form: Locator, label: string): Locator =>
  form.getByLabel(new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\*)?$`)).first()

const put = async (form: Locator, label: string, answer: Answer): Promise<void> => {
  const field = fieldOf(form, label)
  await field.waitFor()
  const [tag, role] = await field.evaluate((element) => [
    element.tagName.toLowerCase(),
    element.getAttribute('role') ??
      element.getAttribute('aria-haspopup') ??
      element.getAttribute('type'),
  ])
  if (typeof answer !== 'string') {
    if (!('buffer' in answer)) return putAll(form, field, role ?? '', label, answer)
    await field
      .locator('input[type=file]')
      .or(form.locator('input[type=file]'))
      .first()
      .setInputFiles(answer)
    return form.getByRole('button', { name: `Remove ${answer.name}` }).waitFor()
  }
  if (tag === 'select') await field.selectOption(answer)
  else if (role === 'radiogroup') await field.getByRole('radio', { name: answer }).check()
  else if (role === 'combobox' || role === 'listbox') await pick(form, field, answer)
  else if (role === 'checkbox') await field.check()
  else await field.fill(answer)
}

const putAll = async (
  form: Locator,
  field: Locator,
  role: string,
  label: string,
  answers: readonly string[],
): Promise<void> => {
  if (role === 'group')
    for (const answer of answers) await field.getByRole('checkbox', { name: answer }).check()
  else {
    for (const answer of answers) await pick(form, fieldOf(form, label), answer)
    // On to the next field: the list of choices would cover it.
    await form.page().keyboard.press('Tab')
  }
}

/** Types into a box that searches, and takes what it then offers. */
const pick = async (form: Locator, box: Locator, answer: string): Promise<void> => {
  await box.fill(answer)
  await form.page().getByRole('option', { name: answer }).first().click()
}
