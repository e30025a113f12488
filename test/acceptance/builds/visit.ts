import { get } from 'http';
import { WatchedPage } from '../browser';

/** A file that a page has asked for. */
export interface Loaded {
  readonly path: string;
  readonly status: number;
}

/** Follows a link to a page whose code comes only then, waits until it shows, and gives the scripts that came. */
export async function follow(watched: WatchedPage, link: string, heading: string): Promise<Loaded[]> {
  const { page } = watched;
  const loaded: Loaded[] = [];
  let note: (response: Awaited<ReturnType<typeof page.waitForResponse>>) => void;
  // without its code the page never shows
  const missing = new Promise<never>((_, reject) => {
    note = (response) => {
      if (response.request().resourceType() === 'script') {
        loaded.push({ path: new URL(response.url()).pathname, status: response.status() });
        if (response.status() >= 400) {
          reject(new Error(`a script is missing: ${response.status()}`));
        }
      }
    };
    page.on('response', note);
  });
  try {
    await page.getByRole('link', { name: link }).click();
    await Promise.race([page.getByRole('heading', { name: heading, exact: true }).waitFor(), missing]);
  } catch (error) {
    const files = loaded.map(({ path, status }) => `${path} ${status}`);
    throw new Error(`"${link}" does not lead to "${heading}": ${(error as Error).message}\n${[...files, ...watched.errors].join('\n')}`);
  } finally {
    page.off('response', note!);
  }
  return loaded;
}

/** A property of the first element that matches, as it is shown. */
export function shown({ page }: WatchedPage, selector: string, property: string): Promise<string> {
  return page.evaluate(`getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`);
}

/** Loads the page anew, once all that it asks for has come: what a reload breaks off counts as failed. */
export async function reload({ page }: WatchedPage) {
  await page.waitForLoadState('networkidle');
  return (await page.reload())!;
}

/** Does something with a page, closes it, and gives what went wrong in it. */
export async function visiting(url: string, visit: (watched: WatchedPage) => Promise<unknown>): Promise<string[]> {
  const watched = await WatchedPage.open(url);
  try {
    await visit(watched);
    return watched.errors;
  } catch (error) {
    throw new Error(`${(error as Error).message}\nWhat went wrong in the page: ${watched.errors.join('; ') || 'nothing'}`);
  } finally {
    await watched.close();
  }
}

/** Where a request is redirected to. Unlike `fetch`, it has no `Accept-Language` unless one is given. */
export function redirectOf(url: string, acceptLanguage?: string): Promise<{ readonly status?: number; readonly location?: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage } }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, location: response.headers.location });
    }).on('error', reject);
  });
}
