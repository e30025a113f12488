/** The language that scripts and the guide speak. */
export enum Language {
  /** English. */
  EN = 'en',
  /** Brazilian Portuguese. */
  PT_BR = 'pt-BR',
}
