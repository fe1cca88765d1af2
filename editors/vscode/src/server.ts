/** One language server for the window: found, started, restarted, and its state shown. */
import * as readline from 'node:readline';
import type { Readable } from 'node:stream';

import * as vscode from 'vscode';
import { type DocumentSelector, RevealOutputChannelOn, State } from 'vscode-languageclient/node';

import { Client } from './client';
import { type Located, locate } from './locate';
import { inOrder } from './order';
import { explain, tell, type Trouble } from './trouble';

/**
 * What the server hears of. Which of these files are articles and which are parts of a gazetteer is the
 * corpus's own business (its `nomenclator.toml`), and the server keeps quiet about the rest: so TOML is
 * any TOML here, whether some extension knows that language or VS Code takes it for plain text.
 */
const SERVED = [
  { scheme: 'file', language: 'plaintext' },
  { scheme: 'file', language: 'markdown' },
  { scheme: 'file', language: 'toml' },
  { scheme: 'untitled', language: 'plaintext' },
  { scheme: 'untitled', language: 'markdown' },
] satisfies DocumentSelector;

export class Server implements vscode.Disposable {
  private client: Client | undefined;
  /** What the last start found: a change of settings means something only if it finds another. */
  private located: Located | undefined;
  /** Starts and stops happen one after the other. */
  private turn: Promise<void> = Promise.resolve();
  private readonly status = vscode.languages.createLanguageStatusItem('nomenclator.server', SERVED);

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
  ) {
    this.status.name = 'Nomenclator';
    this.status.command = { command: 'nomenclator.showOutput', title: 'Show Output' };
  }

  /** Starts the server, anew if it runs. `asked`: by the person at the keyboard. */
  restart(asked: boolean): Promise<void> {
    this.turn = this.turn.then(async () => {
      await this.stop();
      await this.start(asked);
    });
    return this.turn;
  }

  /** Starts the server anew if the settings now name another one. */
  async reconsider(): Promise<void> {
    if (JSON.stringify(this.find()) !== JSON.stringify(this.located)) {
      await this.restart(false);
    }
  }

  /** Stops the server, after whatever else is on its way. */
  async end(): Promise<void> {
    this.turn = this.turn.then(() => this.stop());
    await this.turn;
  }

  /** The text of the page of an imported entry. */
  async page(uri: vscode.Uri): Promise<string> {
    const text = await this.client?.sendRequest<string | null>('nomenclator/page', { uri: uri.toString() });
    return text ?? 'There is no such entry any more.\n';
  }

  dispose(): void {
    this.status.dispose();
  }

  private find(): Located {
    return locate({
      configured: vscode.workspace.getConfiguration('nomenclator').get('server.path', ''),
      extension: this.context.extensionPath,
      path: process.env['PATH'],
    });
  }

  private async start(asked: boolean): Promise<void> {
    const located = this.find();
    this.located = located;
    if (located.kind !== 'found') {
      this.fail(located, asked);
      return;
    }
    this.output.info(`Starting ${located.command} (from ${located.from})`);
    const client = this.create(located.command);
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      this.output.error(String(error));
      this.fail({ kind: 'mute', command: located.command }, asked);
    }
  }

  private fail(trouble: Trouble, asked: boolean): void {
    this.output.warn(explain(trouble));
    this.show(trouble.kind === 'mute' ? 'does not start' : 'not found', vscode.LanguageStatusSeverity.Error);
    void tell(this.context, trouble, asked);
  }

  private create(command: string): Client {
    const client = new Client(
      { command, args: ['lsp'] },
      {
        documentSelector: SERVED,
        outputChannel: this.output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        // The server logs to standard error, and says itself how grave each line is.
        stdioOptions: { stdout: copy, stderr: copy },
        middleware: { sendNotification: inOrder() },
        // Jumps to imported entries lead to documents of the scheme that `extension.ts` registers.
        initializationOptions: { pages: true },
      },
    );
    client.onDidChangeState(({ newState }) => {
      if (client !== this.client) {
        return;
      }
      const version = client.initializeResult?.serverInfo?.version ?? '';
      switch (newState) {
        case State.Starting:
          this.show('starting …', vscode.LanguageStatusSeverity.Information, true);
          break;
        case State.Running:
          this.output.info(`Running ${version}`.trimEnd());
          this.show(`running ${version}`.trimEnd(), vscode.LanguageStatusSeverity.Information);
          break;
        case State.Stopped:
          this.show('stopped', vscode.LanguageStatusSeverity.Warning);
          break;
      }
    });
    return client;
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (!client) {
      return;
    }
    try {
      await client.dispose();
    } catch (error) {
      this.output.warn(`The server did not stop as it should: ${String(error)}`);
    }
  }

  private show(detail: string, severity: vscode.LanguageStatusSeverity, busy = false): void {
    this.status.text = 'Nomenclator';
    this.status.detail = detail;
    this.status.severity = severity;
    this.status.busy = busy;
  }
}

function copy(input: Readable, output: vscode.LogOutputChannel): void {
  readline.createInterface({ input, crlfDelay: Infinity }).on('line', (line) => output.appendLine(line));
}
