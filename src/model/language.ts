/** The language of the scripts and the guide. */
export enum Language {
  /** English. */
  EN = 'en',
  /** Brazilian Portuguese. */
  PT_BR = 'pt-BR',
}
