import { requireSettableName } from '../../base/checks';
import { variableOf } from '../../base/names';
import { Binding, DataServices, EnvValue, Environment, Language, Service } from '../../model';
import { ChosenValue } from '../../model/chosen-value';
import { Connection, ConnectionVariables } from '../connection';

/** What a service is reached with where it runs in the stack. */
export interface InStack {
  readonly port: number;
  readonly user: string;
  readonly password: EnvValue;
  readonly database: string;
  readonly url: EnvValue;
}

/** Another value where the service runs elsewhere. */
export function whereItRuns(inStack: EnvValue, elsewhere: EnvValue): EnvValue {
  return new ChosenValue((environment) => environment.dataServices === DataServices.IN_STACK ? inStack : elsewhere);
}

/** The connection to a service that may run elsewhere. */
export function connectionTo(service: Service, elsewhereUrl: EnvValue, inStack: InStack): Connection {
  const { id, stack } = service;
  const words = WORDS[stack.language];
  const variable = (what: string, description: string, defaultValue?: string) =>
    EnvValue.variable(variableOf(id, what), { description, ...defaultValue ? { defaultValue } : { required: true } });
  return new Connection({
    url: whereItRuns(inStack.url, elsewhereUrl),
    host: whereItRuns(EnvValue.of(id), variable('HOST', words.host(id))),
    port: whereItRuns(EnvValue.of(`${inStack.port}`), variable('PORT', words.port(id), `${inStack.port}`)),
    user: whereItRuns(EnvValue.of(inStack.user), inStack.user === '' ? EnvValue.of('') : variable('USER', words.user(id), inStack.user)),
    password: inStack.password,
    database: whereItRuns(EnvValue.of(inStack.database), variable('DATABASE', words.database(id), inStack.database)),
  });
}

/** What consumers are told: the URL, unless only parts were asked for, and the parts by the names that were chosen. */
export class Told {
  private readonly parts: Array<[string, keyof ConnectionVariables]>;

  constructor(
    id: string, private readonly urlVariable: string | undefined, variables: ConnectionVariables | undefined, byDefault: string,
  ) {
    this.parts = Object.entries(variables ?? {}).filter(([, name]) => name !== undefined)
      .map(([part, name]) => [name, part as keyof ConnectionVariables]);
    this.urlVariable = urlVariable ?? (this.parts.length > 0 ? undefined : byDefault);
    const names = [...this.urlVariable === undefined ? [] : [this.urlVariable], ...this.parts.map(([name]) => name)];
    names.forEach(requireSettableName);
    const twice = names.find((name, at) => names.indexOf(name) < at);
    if (twice !== undefined) {
      throw new Error(`variable "${twice}" is named twice for service "${id}", in urlVariable and variables: name each variable once`);
    }
  }

  public binding(connection: Connection): Binding {
    return {
      environment: {
        ...this.urlVariable === undefined ? {} : { [this.urlVariable]: connection.url },
        ...Object.fromEntries(this.parts.map(([name, part]) => [name, connection[part]])),
      },
    };
  }

  /** The variable with the URL, where it runs elsewhere. */
  public get elsewhere(): string | undefined {
    return this.urlVariable;
  }
}

/** Whether the service runs in the stack there. */
export function isInStack(environment: Environment): boolean {
  return environment.dataServices === DataServices.IN_STACK;
}

const WORDS = {
  [Language.EN]: {
    host: (id: string) => `host of ${id}, which runs elsewhere`,
    port: (id: string) => `port of ${id}, which runs elsewhere`,
    user: (id: string) => `user of ${id}, which runs elsewhere`,
    database: (id: string) => `database of ${id}, which runs elsewhere`,
  },
  [Language.PT_BR]: {
    host: (id: string) => `servidor de ${id}, que roda em outro lugar`,
    port: (id: string) => `porta de ${id}, que roda em outro lugar`,
    user: (id: string) => `usuário de ${id}, que roda em outro lugar`,
    database: (id: string) => `banco de dados de ${id}, que roda em outro lugar`,
  },
};
