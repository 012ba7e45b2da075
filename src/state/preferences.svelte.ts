import { languageOf, type Language } from '../i18n/locale.ts'
import { readStored, writeStored } from './storage.ts'

/** Light or dark. */
export type Theme = 'light' | 'dark'

/** The person's language and theme: as the address says, else chosen before on this device, else as the browser is set. */
export class Preferences {
  #language = $state<Language>('en')
  #theme = $state<Theme>('light')

  constructor(given: { readonly language: Language | null; readonly theme: Theme | null }) {
    const language = given.language ?? readStored('language')
    const theme = given.theme ?? readStored('theme')
    this.#language = language === 'ko' || language === 'en' ? language : languageOf(navigator.languages)
    if (theme === 'light' || theme === 'dark') this.#theme = theme
    else this.#theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  }

  get language(): Language {
    return this.#language
  }
  set language(language: Language) {
    this.#language = language
    writeStored('language', language)
  }

  get theme(): Theme {
    return this.#theme
  }
  set theme(theme: Theme) {
    this.#theme = theme
    writeStored('theme', theme)
  }

  /** Shows what somebody else asks for, such as the page around a frame: it is not kept. */
  show({ language, theme }: { readonly language?: Language | undefined; readonly theme?: Theme | undefined }): void {
    if (language) this.#language = language
    if (theme) this.#theme = theme
  }
}
