/** A client that fails quietly. */
import {
  CloseAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
} from 'vscode-languageclient/node';

/**
 * The library's client, but for its first start: where that fails, the library would try four times more
 * and show each failure with its stack. Here it fails once, and whoever started it says so. A server that
 * ran and crashed is started again as the library thinks best.
 */
export class Client extends LanguageClient {
  private hasRun = false;

  constructor(server: ServerOptions, options: LanguageClientOptions) {
    let usual: ErrorHandler | undefined;
    const handler = (): ErrorHandler => (usual ??= this.createDefaultErrorHandler());
    super('nomenclator', 'Nomenclator', server, {
      ...options,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: (error, message, count) => handler().error(error, message, count),
        closed: () => (this.hasRun ? handler().closed() : { action: CloseAction.DoNotRestart, handled: true }),
      },
    });
  }

  override async start(): Promise<void> {
    await super.start();
    this.hasRun = true;
  }

  override error(message: string, data?: unknown, show?: boolean | 'force'): void {
    super.error(message, data, this.hasRun && show);
  }
}
