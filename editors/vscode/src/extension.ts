/** Nomenclator for VS Code: starts the language server and leaves the rest to it. */
import * as vscode from 'vscode';

import { Server } from './server';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('Nomenclator', { log: true });
  const started = new Server(context, output);
  server = started;
  context.subscriptions.push(
    output,
    started,
    vscode.commands.registerCommand('nomenclator.restartServer', () => started.restart(true)),
    vscode.commands.registerCommand('nomenclator.showOutput', () => output.show()),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration('nomenclator.server')) {
        await started.reconsider();
      }
    }),
    vscode.workspace.registerTextDocumentContentProvider('nomenclator', {
      provideTextDocumentContent: (uri) => started.page(uri),
    }),
    // From now on the workspace's own settings count.
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.reconsider()),
  );
  await started.restart(false);
}

export async function deactivate(): Promise<void> {
  await server?.end();
}
