import { Browser, chromium, Page } from 'playwright-core';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** A page in Debian's chromium, which remembers what went wrong in it. */
export class WatchedPage {
  public static async open(url: string): Promise<WatchedPage> {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
    const watched = new WatchedPage(browser, await browser.newPage());
    try {
      await watched.page.goto(url);
    } catch (error) {
      // a browser that nobody knows of would keep the run from ending
      await browser.close();
      throw error;
    }
    return watched;
  }

  /** Errors on the page's console, uncaught errors, and requests that failed. */
  public readonly errors: string[] = [];

  private constructor(private readonly browser: Browser, public readonly page: Page) {
    page.on('console', (message) => message.type() === 'error' && this.errors.push(`console: ${message.text()} (${message.location().url})`));
    page.on('pageerror', (error) => this.errors.push(`uncaught: ${error.message}`));
    // what a page has given up itself, as one that is left does, is no failure
    page.on('requestfailed', (request) => request.failure()?.errorText === 'net::ERR_ABORTED'
      || this.errors.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  }

  public async close(): Promise<void> {
    await this.browser.close();
  }
}
