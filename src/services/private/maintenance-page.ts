import { MAINTENANCE_PAGE } from './caddyfile';
import { Duration } from '../../base';
import { requireMatch } from '../../base/checks';
import { isNetwork } from '../../base/networks';
import { requireProps } from '../../base/props';
import { Language } from '../../model';
import { MaintenanceOptions } from '../maintenance-options';

/** What an edge has to know for maintenance. */
export interface Maintenance {
  readonly page: string;
  readonly allowedNetworks: string[];
  readonly retryAfterSeconds: number;
}

/**
 * @throws if a value cannot be used
 */
export function maintenanceOf(id: string, options: MaintenanceOptions = {}): Maintenance {
  const what = `of the maintenance of service "${id}"`;
  requireProps('MaintenanceOptions', options, `the maintenance of service "${id}"`);
  const { page = MAINTENANCE_PAGE, allowedNetworks = [], retryAfter = Duration.minutes(5) } = options;
  requireMatch(
    `the page ${what}`, page, /^[A-Za-z0-9][A-Za-z0-9._-]*\.html$/, 'names of files beside the Caddyfile such as "our-page.html"',
  );
  for (const network of allowedNetworks) {
    if (!isNetwork(network)) {
      throw new Error(`an allowed network ${what} is "${network}": allowed are addresses and networks such as "10.0.0.0/8"`);
    }
  }
  if (retryAfter.toMillis() < 1000) {
    throw new Error(`the retryAfter ${what} is ${retryAfter}: allowed are durations from 1s`);
  }
  return { page, allowedNetworks: [...allowedNetworks], retryAfterSeconds: Math.ceil(retryAfter.toMillis() / 1000) };
}

/** The page that people see while there is maintenance: all that it shows is in it. */
export function maintenancePage(language: Language): string {
  const { title, text } = WORDS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body>
<h1>${title}</h1>
<p>${text}</p>
</body>
</html>
`;
}

const WORDS = {
  [Language.EN]: {
    title: 'Maintenance',
    text: 'The application is being worked on and will be back soon. Please try again in a few minutes.',
  },
  [Language.PT_BR]: {
    title: 'Em manutenção',
    text: 'A aplicação está em manutenção e volta em breve. Tente novamente em alguns minutos.',
  },
};
