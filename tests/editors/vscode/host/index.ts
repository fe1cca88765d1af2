/**
 * What VS Code calls inside its extension host. The results go through the console: VS Code hands
 * that to the page, and host.mts takes it from there.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';

import Mocha from 'mocha';

import { closeEverything } from './desk';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: Lines });
  mocha.suite.afterEach(closeEverything);
  for (const file of fs.readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.js')) {
      mocha.addFile(path.join(__dirname, file));
    }
  }
  await new Promise<void>((resolve) => mocha.run(() => resolve()));
}

/** The words that tests/run counts. */
class Lines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on('pass', (test) => console.log(`ok vscode: ${test.fullTitle()}`));
    runner.on('fail', (test, error) => {
      const lines = [`FAILED vscode: ${test.fullTitle()}`, ...(error.stack ?? error.message).split('\n')];
      console.log(lines.join('\n    '));
    });
  }
}
