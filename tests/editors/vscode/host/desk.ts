/** What every test does: open articles, point at words, wait for what should come. */
import * as assert from 'node:assert';
import * as fs from 'node:fs';
import * as path from 'node:path';

import * as vscode from 'vscode';

const PATIENCE = 15_000;

/** The next thing that VS Code does or that is said on the wire; else a moment, for what nobody announces. */
function something(): Promise<void> {
  return new Promise((resolve) => {
    const happened = (): void => {
      clearTimeout(moment);
      watcher.close();
      listeners.forEach((listener) => listener.dispose());
      resolve();
    };
    const moment = setTimeout(happened, 250);
    const watcher = fs.watch(process.env['NOMENCLATOR_WIRE']!, happened);
    const listeners = [
      vscode.languages.onDidChangeDiagnostics(happened),
      vscode.workspace.onDidOpenTextDocument(happened),
      vscode.workspace.onDidChangeTextDocument(happened),
      vscode.workspace.onDidCloseTextDocument(happened),
    ];
  });
}

/** Looks whenever something happens until it holds; says what never did. Nothing here sleeps and hopes. */
export async function until<T>(
  what: string,
  look: () => T | Thenable<T>,
): Promise<Exclude<T, undefined | null | false | 0 | ''>> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (seen) {
      return seen as Exclude<T, undefined | null | false | 0 | ''>;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain: ${what}`);
    }
    await something();
  }
}

/** The same with an assertion: the last thing it said is what is reported. */
export async function untilHolds(check: () => void | Thenable<void>): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
    await something();
  }
}

export function corpus(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return folder.uri;
}

export const file = (name: string): vscode.Uri => vscode.Uri.joinPath(corpus(), name);

/** A file of the corpus (or a new buffer, of these words) in front of the user. */
export async function open(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(name)));
}

/** Where the words stand, the `nth` time. */
export function find(document: vscode.TextDocument, words: string, nth = 1): vscode.Range {
  let at = -1;
  for (let n = 0; n < nth; n += 1) {
    at = document.getText().indexOf(words, at + 1);
    assert.ok(at >= 0, `not in ${document.uri.path}: ${words} (${nth})`);
  }
  return new vscode.Range(document.positionAt(at), document.positionAt(at + words.length));
}

/** All that the hover says there, once the server answers. */
export async function hover(document: vscode.TextDocument, words: string): Promise<string> {
  return until(`a hover on ${words}`, () => hoverNow(document, find(document, words).start.translate(0, 1)));
}

export async function hoverNow(document: vscode.TextDocument, at: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** The findings of a document: the words under each, and what is said of them. */
export function findings(document: vscode.TextDocument): { words: string; diagnostic: vscode.Diagnostic }[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .map((diagnostic) => ({ words: document.getText(diagnostic.range), diagnostic }));
}

export const underlined = (document: vscode.TextDocument, words: string): boolean =>
  findings(document).some((finding) => finding.words === words);

/** Types at the end of the document. */
export async function append(editor: vscode.TextEditor, text: string): Promise<void> {
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  await vscode.commands.executeCommand('type', { text });
}

/** Takes back what was typed, until the document reads as it did. VS Code undoes word by word. */
export async function undoTo(document: vscode.TextDocument, text: string): Promise<void> {
  while (document.getText() !== text) {
    const version = document.version;
    await vscode.commands.executeCommand('undo');
    assert.notStrictEqual(document.version, version, 'nothing more to undo');
  }
}

export interface Message {
  readonly method?: string;
  readonly params?: { readonly textDocument?: { readonly uri: string } };
}

/** One server's life. */
export interface Session {
  /** The process that VS Code started. */
  readonly process: number;
  readonly said: readonly { readonly from: 'client' | 'server'; readonly message: Message }[];
}

/** What VS Code and each server said to one another so far, oldest server first (see tee.py). */
export function overheard(): Session[] {
  const wire = process.env['NOMENCLATOR_WIRE'];
  assert.ok(wire);
  const sessions = fs.readdirSync(wire).map((name) => {
    const lines = fs.readFileSync(path.join(wire, name), 'utf8').split('\n');
    // The last line may be half written.
    return { process: parseInt(name, 10), lines: lines.slice(0, -1).map((line) => JSON.parse(line)) };
  });
  return sessions
    .filter(({ lines }) => lines.length > 0)
    .sort((one, other) => one.lines[0].at - other.lines[0].at)
    .map(({ process, lines }) => ({ process, said: lines.filter(({ message }) => message) }));
}

/** Every editor closed, nothing kept that was typed; the files as they were. */
export async function closeEverything(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter((document) => document.isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
