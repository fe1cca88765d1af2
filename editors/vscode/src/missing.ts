/** What to say when there is no server. */
import * as vscode from 'vscode';

import type { Located } from './locate';

const HUSHED = 'missingServerHushed';

/** The sentence for the message, the output channel and the status item. */
export function explain(located: Exclude<Located, { kind: 'found' }>): string {
  return located.kind === 'misconfigured'
    ? `The setting nomenclator.server.path, “${located.configured}”, ${located.problem}.`
    : 'The program “nomenclator”, which knows the names, is neither on your PATH nor part of this extension.';
}

/**
 * Says it, with a way out on a button each. Whoever has asked not to hear it again hears it only when
 * `asked`: after a restart by hand or a wrong setting.
 */
export async function tell(
  context: vscode.ExtensionContext,
  located: Exclude<Located, { kind: 'found' }>,
  asked: boolean,
): Promise<void> {
  const always = asked || located.kind === 'misconfigured';
  if (!always && context.globalState.get(HUSHED)) {
    return;
  }
  const install = 'How to Install';
  const settings = 'Open Settings';
  const hush = "Don't Show Again";
  const buttons = always ? [install, settings] : [install, settings, hush];
  switch (await vscode.window.showWarningMessage(`Nomenclator: ${explain(located)}`, ...buttons)) {
    case install:
      await vscode.commands.executeCommand('extension.open', context.extension.id);
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
