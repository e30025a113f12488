import { Language } from '../../../model';
import { KubernetesPlan } from '../plan/kubernetes-plan';

const WORDS = {
  [Language.EN]: {
    about: (name: string) => `The Secret "${name}", with every key: an example. Fill in a copy that is in no commit, and apply that, `
      + 'or let a tool make it',
    required: 'required',
    optional: 'optional',
  },
  [Language.PT_BR]: {
    about: (name: string) => `O Secret "${name}", com todas as chaves: um exemplo. Preencha uma cópia que não esteja em nenhum commit `
      + 'e aplique-a, ou deixe uma ferramenta criá-lo',
    required: 'obrigatória',
    optional: 'opcional',
  },
};

/** In the stack's language. */
export interface SecretsWords {
  readonly about: string;
  readonly required: string;
  readonly optional: string;
}

/** What the example of the Secret says to people. */
export function secretsWords({ stack, secretName }: KubernetesPlan): SecretsWords {
  const { about, required, optional } = WORDS[stack.language];
  return { about: about(secretName), required, optional };
}
