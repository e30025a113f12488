import { isSecret, SettingFound } from './detect/settings';
import { PythonFound } from './facts';
import { call, literal, Prop } from './write/value';

/** What a service is told by the library in any case. */
const ALWAYS_TOLD = { ENVIRONMENT: ['development', 'production'], DEBUG: ['true', 'false'] } as const;
/** Stands in for a secret on a developer's machine, and opens nothing. */
const DEVELOPMENT_SECRET = 'development-only';
const OF_ENV_FILES = /^[A-Za-z0-9_.,:/@%+=~-]+$/;
const SETTABLE = /^[A-Z_][A-Z0-9_]*$/i;

/** The variables of an application beside its connections, and what has to be said about them. */
export function environmentOf(
  python: PythonFound,
  ofConnections: ReadonlySet<string>,
): { props: Prop[]; toDo: string[]; unset: string[] } {
  const props: Prop[] = [];
  const toDo: string[] = [];
  const unset: string[] = [];
  for (const setting of python.settings.filter(({ name }) => !ofConnections.has(name) && SETTABLE.test(name))) {
    const told = settingOf(setting);
    if (told) {
      props.push(told.prop);
      toDo.push(...told.toDo);
    } else if (!(setting.name in ALWAYS_TOLD) && !setting.hasDefault && !setting.required) {
      unset.push(setting.name);
    }
  }
  return { props, toDo, unset };
}

function settingOf(setting: SettingFound): { prop: Prop; toDo: string[] } | undefined {
  const { name, because, required, type, value, choices } = setting;
  const text = value !== undefined && !value.text.includes('${') ? value.text : undefined;
  const from = text === undefined ? because : `${because}, its value is in ${value!.file}`;
  if (name in ALWAYS_TOLD) {
    return alwaysTold(setting, text);
  }
  if (isSecret(name) && !/^(bool|int|float)$/.test(type ?? '')) {
    // what a file has may be a true one: nothing of it goes into a file that is committed
    return required || (text !== undefined && !setting.hasDefault)
      ? {
        prop: {
          name,
          value: call('EnvValue', 'secret', [literal(name)], [{ name: 'developmentValue', value: literal(DEVELOPMENT_SECRET) }]),
          because,
        },
        toDo: [],
      }
      : undefined;
  }
  if (!required && !(text !== undefined && !setting.hasDefault && /compose/.test(value!.file))) {
    return undefined;
  }
  const known =
    text ?? choices?.find((each) => /^(dev|local)/i.test(each)) ?? choices?.[0] ?? (type === 'int' || type === 'float' ? '0' : undefined);
  if (known === undefined) {
    return {
      prop: {
        name,
        value: call('EnvValue', 'variable', [literal(name)], [{ name: 'required', value: literal(true) }]),
        because: `${because}, and no file has a value for it`,
      },
      toDo: [`set ${name} in the env file: the application does not start without it (${because})`],
    };
  }
  const written = OF_ENV_FILES.test(known)
    ? call('EnvValue', 'variable', [literal(name)], [{ name: 'defaultValue', value: literal(known) }])
    : call('EnvValue', 'of', [literal(known)]);
  return { prop: { name, value: written, because: from }, toDo: [] };
}

/** Where the application takes other values than those that it would be told. */
function alwaysTold(
  { name, because, type, choices, value }: SettingFound,
  text: string | undefined,
): { prop: Prop; toDo: string[] } | undefined {
  const told = ALWAYS_TOLD[name as keyof typeof ALWAYS_TOLD];
  const isNumber = type === 'int' || type === 'float';
  if (!isNumber && (choices === undefined || told.every((each) => choices.includes(each)))) {
    return undefined;
  }
  const known = isNumber
    ? '0'
    : (choices!.find((each) => each === text) ?? choices!.find((each) => /^(dev|local)/i.test(each)) ?? choices![0]);
  const others = isNumber ? [] : choices!.filter((each) => /^prod/i.test(each));
  return known === undefined || !OF_ENV_FILES.test(known)
    ? undefined
    : {
      prop: {
        name,
        value: call('EnvValue', 'variable', [literal(name)], [{ name: 'defaultValue', value: literal(known) }]),
        because: `${because}${value ? `, its value is in ${value.file}` : ''}; the application knows `
        + `${isNumber ? 'numbers' : choices!.join(', ')}, not "${told[0]}"`,
      },
      toDo: others.length > 0 ? [`set ${name}=${others[0]} in the env file of production`] : [],
    };
}
