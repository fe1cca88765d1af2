/** Which program is the server, what is said where there is none, and how it is started anew. */
import * as assert from 'node:assert';
import * as path from 'node:path';

import * as vscode from 'vscode';

import { locate, PROGRAM, type Places } from '../../../../editors/vscode/src/locate';
import { explain } from '../../../../editors/vscode/src/trouble';
import { append, find, hover, hoverNow, open, overheard, underlined, until } from './desk';

const HOME = process.env['HOME'] ?? '';

/** Where it is found if these files can be run. */
function found(files: string[], places: Partial<Places>): string {
  const all = { configured: '', extension: '/ext', path: ['/usr/bin', '/opt/bin'].join(path.delimiter), ...places };
  const located = locate(all, (file) => files.includes(file));
  return located.kind === 'found' ? `${located.command} (${located.from})` : `${located.kind}: ${explain(located)}`;
}

describe('the server', () => {
  const bundled = path.join('/ext', 'server', PROGRAM);
  const onPath = path.join('/opt/bin', PROGRAM);

  it('is the one that the setting names, before all others', () => {
    assert.strictEqual(found(['/my/server', bundled, onPath], { configured: '/my/server' }), '/my/server (setting)');
    const mine = path.join(HOME, 'server');
    assert.strictEqual(found([mine, bundled], { configured: '~/server' }), `${mine} (setting)`);
  });

  it('is never another one than the setting names', () => {
    assert.strictEqual(
      found([bundled, onPath], { configured: '/my/server' }),
      'misconfigured: The setting nomenclator.server.path, “/my/server”, is not a program that can be run.',
    );
    assert.strictEqual(
      found(['bin/server', bundled, onPath], { configured: 'bin/server' }),
      'misconfigured: The setting nomenclator.server.path, “bin/server”, is not an absolute path.',
    );
  });

  it('is the bundled one, else the first on PATH', () => {
    assert.strictEqual(found([bundled, onPath], {}), `${bundled} (extension)`);
    assert.strictEqual(found([onPath], {}), `${onPath} (PATH)`);
  });

  it('is never looked for in the working folder', () => {
    const relative = ['', '.', 'bin'].join(path.delimiter);
    assert.match(found([PROGRAM, `./${PROGRAM}`, `bin/${PROGRAM}`], { path: relative }), /^missing: /);
  });

  it('is missed aloud', () => {
    assert.match(found([], { path: undefined }), /^missing: The program “nomenclator”, .* neither on your PATH nor part/);
  });

  it('has its commands, and its path setting is withheld from untrusted workspaces', async () => {
    const extension = vscode.extensions.getExtension('nomenclator.nomenclator');
    assert.ok(extension);
    await extension.activate();
    const commands = await vscode.commands.getCommands(true);
    for (const { command } of extension.packageJSON.contributes.commands) {
      assert.ok(commands.includes(command), command);
    }
    const { untrustedWorkspaces } = extension.packageJSON.capabilities;
    assert.strictEqual(untrustedWorkspaces.supported, 'limited');
    assert.deepStrictEqual(untrustedWorkspaces.restrictedConfigurations, ['nomenclator.server.path']);
  });

  it('is ended properly by a restart, and the next one knows what was typed', async () => {
    const editor = await open('articles/2021-03-04-quay.txt');
    await append(editor, '\nThe keys were given to Tobias Renner.\n');
    await until('the stranger is underlined', () => underlined(editor.document, 'Tobias Renner'));
    const before = overheard().length;
    await vscode.commands.executeCommand('nomenclator.restartServer');
    assert.match(await hover(editor.document, 'Marta Hollin'), /Harbour minister/);
    await until('the stranger is underlined again', () => underlined(editor.document, 'Tobias Renner'));
    const sessions = overheard();
    assert.strictEqual(sessions.length, before + 1);
    const said = sessions.at(-2)!.said.flatMap(({ from, message }) => (from === 'client' ? (message.method ?? []) : []));
    assert.deepStrictEqual(said.slice(-2), ['shutdown', 'exit']);
  });

  it('is started again when it dies, and knows what was typed', async () => {
    const editor = await open('articles/2021-03-04-quay.txt');
    await append(editor, '\nThe keys were given to Tobias Renner.\n');
    await until('the stranger is underlined', () => underlined(editor.document, 'Tobias Renner'));
    const before = overheard();
    process.kill(before.at(-1)!.process, 'SIGTERM');
    await until('another one starts', () => overheard().length === before.length + 1);
    assert.match(await hover(editor.document, 'Marta Hollin'), /Harbour minister/);
    await until('the stranger is underlined again', () => underlined(editor.document, 'Tobias Renner'));
  });

  it('follows the setting while VS Code runs', async () => {
    const { document } = await open('articles/2021-03-04-quay.txt');
    await hover(document, 'Marta Hollin');
    const before = overheard().length;
    const settings = vscode.workspace.getConfiguration('nomenclator');
    await settings.update('server.path', '/nowhere/nomenclator', vscode.ConfigurationTarget.Global);
    try {
      const name = find(document, 'Marta Hollin').start;
      await until('nobody answers any more', async () => (await hoverNow(document, name)) === '');
    } finally {
      await settings.update('server.path', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.match(await hover(document, 'Marta Hollin'), /Harbour minister/);
    assert.strictEqual(overheard().length, before + 1);
  });
});
