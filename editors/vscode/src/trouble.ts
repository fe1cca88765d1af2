/** What to say when there is no server, or none that starts. */
import * as vscode from 'vscode';

import type { Located } from './locate';

/** Why there is no server. */
export type Trouble =
  | Exclude<Located, { kind: 'found' }>
  /** A program was started that does not answer as a server would. */
  | { readonly kind: 'mute'; readonly command: string };

const HUSHED = 'missingServerHushed';

/** The sentence for the message and the output channel. */
export function explain(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'misconfigured':
      return `The setting nomenclator.server.path, “${trouble.configured}”, ${trouble.problem}.`;
    case 'missing':
      return 'The program “nomenclator”, which knows the names, is neither on your PATH nor part of this extension.';
    case 'mute':
      return `The server, “${trouble.command}”, does not start. The output may say why.`;
  }
}

/**
 * Says it, with a way out on a button each. Whoever has asked not to hear that the program is missing
 * hears it only when `asked`: after a restart by hand.
 */
export async function tell(context: vscode.ExtensionContext, trouble: Trouble, asked: boolean): Promise<void> {
  const install = 'How to Install';
  const output = 'Show Output';
  const settings = 'Open Settings';
  const hush = "Don't Show Again";
  const buttons = [trouble.kind === 'mute' ? output : install, settings];
  if (trouble.kind === 'missing' && !asked) {
    if (context.globalState.get(HUSHED)) {
      return;
    }
    buttons.push(hush);
  }
  switch (await vscode.window.showWarningMessage(`Nomenclator: ${explain(trouble)}`, ...buttons)) {
    case install:
      await vscode.commands.executeCommand('extension.open', context.extension.id);
      break;
    case output:
      await vscode.commands.executeCommand('nomenclator.showOutput');
      break;
    case settings:
      await openSettings('nomenclator.server.path');
      break;
    case hush:
      await context.globalState.update(HUSHED, true);
      break;
  }
}

/** A setting of the machine is found among the settings of the machine that the server runs on. */
async function openSettings(query: string): Promise<void> {
  const where = vscode.env.remoteName ? 'workbench.action.openRemoteSettings' : 'workbench.action.openSettings';
  await vscode.commands.executeCommand(where, { query });
}
