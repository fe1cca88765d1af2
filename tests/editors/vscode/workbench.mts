/**
 * The real VS Code: its server and its workbench (code-server carries both, unchanged) on 127.0.0.1,
 * shown by Chromium. All that lives in a room of its own, and nothing reaches the network.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createInterface } from 'node:readline';

import { chromium, type BrowserContext, type Page } from 'playwright-core';

/** What the suite says about where things are. */
export const given = (name: string): string => {
  const value = process.env[name];
  if (!value) {
    throw new Error(`started by tests/editors/run only: ${name} is not set`);
  }
  return value;
};

/** A workbench that asks nothing, advertises nothing and does not move by itself. */
const QUIET = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'files.autoSave': 'off', // the browser's default is another
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

export interface Options {
  /** The folder to open. */
  readonly folder: string;
  /** The user's settings, besides those that keep it quiet. */
  readonly settings?: Record<string, unknown>;
  /** Whether VS Code asks before it trusts a folder; else it trusts every folder. */
  readonly trust?: boolean;
  /** Tests to be run inside the extension host, with the extension that they test. */
  readonly inside?: { readonly extension: string; readonly tests: string };
  /** A packaged extension to install. */
  readonly vsix?: string;
}

/** Starts VS Code, hands it to `use`, and ends it, whatever happens. */
export async function withWorkbench<T>(options: Options, use: (page: Page, user: User) => Promise<T>): Promise<T> {
  const room = fs.mkdtempSync(path.join(given('NOMENCLATOR_ROOM'), 'workbench-'));
  const user = new User(room, options);
  const ends: (() => Promise<unknown>)[] = [];
  try {
    if (options.vsix) {
      await finished(codeServer(user, options, ['--install-extension', options.vsix]));
    }
    const server = codeServer(user, options, ['--bind-addr', '127.0.0.1:0', '--idle-timeout-seconds', '120']);
    ends.push(() => ended(server));
    const port = await listening(server);
    const browser = await openBrowser(path.join(room, 'chromium'));
    ends.push(() => browser.close());
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.on('console', (message) => user.heard.push(`${message.type()}: ${message.text().split('\n')[0]}`));
    page.on('pageerror', (error) => user.heard.push(`error: ${error.message}`));
    page.on('crash', () => user.heard.push('the page crashed'));
    await page.goto(`http://127.0.0.1:${port}/?${query(options, port)}`);
    return await use(page, user);
  } finally {
    for (const end of ends.reverse()) {
      await end();
    }
  }
}

/** The person in front of it: their settings, and what the page said to whoever listens. */
export class User {
  readonly heard: string[] = [];
  readonly data: string;
  readonly extensions: string;

  constructor(room: string, options: Options) {
    this.data = path.join(room, 'user');
    this.extensions = path.join(room, 'extensions');
    fs.mkdirSync(this.extensions);
    fs.writeFileSync(path.join(room, 'code-server.yaml'), 'auth: none\ncert: false\n');
    this.set('User', { ...QUIET, 'security.workspace.trust.enabled': options.trust ?? false, ...options.settings });
    this.set('Machine', {});
  }

  /** Writes the settings file of the user, or of the machine that the workbench looks at. */
  set(whose: 'User' | 'Machine', settings: Record<string, unknown>): void {
    const folder = path.join(this.data, whose);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
  }
}

function codeServer(user: User, options: Options, more: string[]): ChildProcess {
  const entry = path.join(given('CODE_SERVER'), 'out', 'node', 'entry.js');
  const config = path.join(path.dirname(user.data), 'code-server.yaml');
  return spawn(
    process.execPath,
    [
      ...[entry, '--config', config, '--user-data-dir', user.data, '--extensions-dir', user.extensions],
      ...['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      ...(options.trust ? [] : ['--disable-workspace-trust']),
      ...(options.inside ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
      ...more,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}',
        // The environment is this one, not that of a login shell.
        VSCODE_CLI: '1',
      },
    },
  );
}

/** The port, once the server says that it listens. */
async function listening(server: ChildProcess): Promise<string> {
  const said: string[] = [];
  createInterface({ input: server.stderr! }).on('line', (line) => said.push(line));
  const lines = createInterface({ input: server.stdout! });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line);
      const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port) {
        resolve(port);
      }
    });
    server.once('exit', (code) => reject(new Error(`VS Code's server ended with ${code}:\n${said.join('\n')}`)));
  });
}

async function finished(process: ChildProcess): Promise<void> {
  let said = '';
  process.stdout!.on('data', (data) => (said += data));
  process.stderr!.on('data', (data) => (said += data));
  const code = await new Promise((resolve) => process.once('close', resolve));
  if (code !== 0) {
    throw new Error(`VS Code's command line ended with ${code}:\n${said}`);
  }
}

async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode === null && process.signalCode === null) {
    const exit = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGTERM');
    await exit;
  }
}

async function openBrowser(profile: string): Promise<BrowserContext> {
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: given('CHROMIUM'),
    headless: true,
    args: [
      ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
    viewport: { width: 1200, height: 760 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await browser.route(
    (url) => url.hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  return browser;
}

function query(options: Options, port: string): string {
  const folder = `folder=${encodeURIComponent(options.folder)}`;
  if (!options.inside) {
    return folder;
  }
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(options.inside.extension)],
    ['extensionTestsPath', remote(options.inside.tests)],
  ];
  return `${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
