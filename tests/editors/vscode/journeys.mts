/** Journeys through the workbench with mouse and keys, over the sample corpus, with the packaged extension. */
import * as assert from 'node:assert';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { screen } from './report.mts';
import { outlined, lastWords, servers, when } from './wire.mts';
import { given, type Options, type User, withWorkbench } from './workbench.mts';
import { Window } from './window.mts';

const SAMPLE = given('SAMPLE');
const KOCHAVI = '2019-01-15-kochavi-succeeds-eisenkot.txt';
const ARTICLE = '2018-09-18-il-20.txt';

const LOOK = {
  'editor.fontSize': 14,
  'editor.wordWrap': 'on',
  'workbench.colorTheme': 'Default Light Modern',
};

let failures = 0;

/** What follows a failed step has nothing to stand on. */
class Halt extends Error {}

/** A walk from a started workbench on, step by step. */
class Walk {
  readonly window: Window;
  readonly user: User;

  constructor(window: Window, user: User) {
    this.window = window;
    this.user = user;
  }

  async step(name: string, body: () => Promise<void>): Promise<void> {
    const began = Date.now();
    try {
      await body();
      console.log(`ok vscode: ${name}`);
    } catch (error) {
      failures += 1;
      console.log(`FAILED vscode: ${name}`);
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      print(`after ${seconds} s`, String(error instanceof Error ? error.stack : error));
      print('on the screen', await screen(this.window.page).catch(String));
      print('a picture of it', await this.window.pictureOfFailure(failures).catch(String));
      print('on the wire', lastWords());
      print('the page said', this.user.heard.slice(-12).join('\n'));
      throw new Halt();
    }
  }
}

function print(title: string, text: string): void {
  console.log([`-- ${title}`, ...stripVTControlCharacters(text).split('\n')].join('\n    '));
}

async function journey(options: Options, body: (walk: Walk) => Promise<void>): Promise<void> {
  try {
    await withWorkbench(options, async (page, user) => {
      const walk = new Walk(new Window(page), user);
      await walk.step(`the workbench opens ${path.basename(options.folder)}`, () => walk.window.ready());
      await body(walk);
    });
  } catch (error) {
    if (!(error instanceof Halt)) {
      throw error;
    }
  }
}

await journey({ folder: SAMPLE, vsix: given('VSIX'), settings: LOOK }, async (walk) => {
  const { window, user } = walk;
  const { page } = window;

  await walk.step('the mouse on a surname shows who it is, what they are that day, and why', async () => {
    await window.open(KOCHAVI);
    await outlined(KOCHAVI);
    await window.rest('Kochavi, 54', /Aviv Kochavi.*On 2019-01-15: IDF Chief of Staff.*Why: surname of/s);
    await window.picture('hover', { from: 92, to: 520 });
    await window.away();
  });

  await walk.step('F12 on a name goes to the header of its entry, and the way back is open', async () => {
    await window.open(ARTICLE);
    await window.click('Viktor Orb');
    await window.keys('F12');
    await window.inFront('people-us-europe-turkey.toml');
    const gazetteer = fs.readFileSync(path.join(SAMPLE, 'gazetteer', 'people-us-europe-turkey.toml'), 'utf8');
    const header = gazetteer.split('\n').indexOf('[viktor-orban]') + 1;
    await window.onLine(header);
    await window.picture('definition');
    await window.command('Go Back');
    await window.inFront(ARTICLE);
  });

  await walk.step('Shift+F12 lists the articles that name them', async () => {
    await window.click('Lieberman');
    await window.keys('Shift+F12');
    await window.peek.waitFor();
    const articles = window.peek.locator('.monaco-list-row', { hasText: /\.(txt|md)/ });
    await articles.nth(2).waitFor();
    await window.picture('references', { from: 130, to: 612 });
    await window.keys('Escape');
    await window.peek.waitFor({ state: 'hidden' });
  });

  await walk.step('an unknown name is underlined as it is typed, without saving', async () => {
    assert.strictEqual(await window.squiggles.count(), 0);
    await window.click('the hands of');
    await window.keys('Control+End');
    await window.type('The wreck was found by Tobias Renner.');
    await window.squiggles.first().waitFor();
    await window.rest('Tobias Renner', /“Tobias Renner” is not in the gazetteer/);
    await window.picture('squiggle', { from: 470, to: 640 });
    await window.away();
  });

  await walk.step('the Problems panel lists it and leads to it', async () => {
    await window.keys('Control+Home');
    await window.keys('Control+Shift+m');
    const row = window.problems.filter({ hasText: '“Tobias Renner” is not in the gazetteer' });
    await row.waitFor();
    assert.strictEqual(await window.problems.count(), 2, 'the file and its one finding');
    await row.dblclick();
    await window.onLine('(3[1-9]|[4-9][0-9])');
    await window.picture('problems');
  });

  await walk.step('a mistake in the path of the server is said aloud, with a way out', async () => {
    user.set('Machine', { 'nomenclator.server.path': '/nowhere/nomenclator' });
    const message = window.notifications.filter({ hasText: '“/nowhere/nomenclator”' });
    await message.waitFor();
    await window.squiggles.first().waitFor({ state: 'detached' });
    await message.locator('.monaco-button', { hasText: 'How to Install' }).waitFor();
    await window.picture('missing');
    await message.locator('.monaco-button', { hasText: 'Open Settings' }).click();
    await page.locator('.settings-editor', { hasText: 'Where the program' }).waitFor();
    await window.picture('settings');
  });

  await walk.step('so is a program that is no server', async () => {
    await window.keys('Escape');
    await page.locator('.settings-editor').waitFor({ state: 'hidden' });
    user.set('Machine', { 'nomenclator.server.path': '/bin/false' });
    await window.notifications.filter({ hasText: '“/bin/false”, does not start' }).waitFor();
    await window.picture('mute');
    assert.strictEqual(await window.notifications.count(), 1, 'one message is enough');
  });

  await walk.step('and mended, all is as before', async () => {
    user.set('Machine', {});
    await window.open(ARTICLE);
    await window.squiggles.first().waitFor();
  });

  await walk.step('the status bar says that the server runs, and its output is a command away', async () => {
    await page.locator('[id="status.languageStatus"]').hover();
    const status = page.locator('.hover-language-status', { hasText: 'Nomenclator' });
    await status.filter({ hasText: /running \d+\.\d+/ }).waitFor();
    await window.picture('status');
    await window.away();
    await window.command('Nomenclator: Show Output');
    const channel = page.locator('.panel select option:checked', { hasText: /^Nomenclator$/ });
    await channel.first().waitFor({ state: 'attached' });
  });
});

// A folder from elsewhere without a nomenclator.toml, which would like to have its own program run.
const folder = path.join(path.dirname(SAMPLE), 'from-elsewhere');
fs.cpSync(SAMPLE, folder, { recursive: true, filter: (file) => path.basename(file) !== 'nomenclator.toml' });
const marker = path.join(given('NOMENCLATOR_ROOM'), 'the-strangers-program-ran');
const program = path.join(folder, 'program');
fs.writeFileSync(program, `#!/bin/sh\ntouch ${marker}\nexec "$NOMENCLATOR_ROOM/bin/nomenclator" "$@"\n`);
fs.chmodSync(program, 0o755);
fs.mkdirSync(path.join(folder, '.vscode'));
fs.writeFileSync(
  path.join(folder, '.vscode', 'settings.json'),
  JSON.stringify({ 'nomenclator.server.path': program }),
);
const settings = { ...LOOK, 'security.workspace.trust.startupPrompt': 'never' };
await journey({ folder, vsix: given('VSIX'), settings, trust: true }, async (walk) => {
  const { window } = walk;
  const { page } = window;
  const others = servers();

  await walk.step('a folder that is not trusted names no program, and is read all the same', async () => {
    await window.open(ARTICLE);
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await outlined(ARTICLE, others);
    await window.rest('Putin said', /Vladimir Putin/);
    await window.away();
    assert.ok(!fs.existsSync(marker), "the folder's own program was started");
  });

  await walk.step('once it is trusted, its setting counts', async () => {
    const before = servers();
    await window.command('Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).click();
    await when(path.dirname(marker), "the folder's program starts", () => fs.existsSync(marker));
    // Some versions of VS Code show the page on trust in front of everything: it keeps the keyboard until it is put away.
    await page.locator('.workspace-trust-editor').focus();
    await window.keys('Escape');
    await window.open(ARTICLE);
    await outlined(ARTICLE, before);
    await window.rest('Putin said', /Vladimir Putin/);
    await window.away();
  });
});

process.exit(failures ? 1 : 0);
