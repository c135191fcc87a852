import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

/** Whether this machine has a browser to drive; Debian: apt-get install chromium. */
export const hasBrowser = chromiumPath !== undefined;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface SignedInPage {
  readonly page: Page;
  /** Errors that the page did not catch. */
  readonly problems: readonly string[];
}

/** Opens the dashboard for somebody, apart from whoever else uses this browser. */
export async function signInByHand(
  browser: Browser,
  { http }: { http: string },
  { username, password }: { username: string; password: string },
): Promise<SignedInPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'id-ID' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(http);
  await page.getByLabel(/nama pengguna/i).fill(username);
  await page
    .getByLabel(/kata sandi/i)
    .first()
    .fill(password);
  await page.getByRole('button', { name: /masuk/i }).click();
  return { page, problems };
}
