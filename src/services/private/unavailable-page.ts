import { Language } from '../../model';

/** The page that people see while a service does not answer, on one line of HTML without quotes that would end it. */
export function unavailablePage(language: Language): string {
  const { title, text } = WORDS[language];
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`;
}

const WORDS = {
  [Language.EN]: { title: 'Back in a moment', text: 'The application does not answer right now. Please try again.' },
  [Language.PT_BR]: { title: 'Voltamos em instantes', text: 'A aplicação não está respondendo agora. Tente novamente.' },
};
