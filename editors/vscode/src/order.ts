/**
 * Keeps the client to the order of things.
 *
 * vscode-languageclient 11.0.0 waits a moment before it sends a change, but none before it sends that a
 * document was opened or closed. Where VS Code reports both in one breath (a new buffer that is thrown
 * away is emptied, then closed; a buffer that is typed into is found to be Markdown, and so closed and
 * opened again), the change comes last: it speaks of a document that is closed, or of a version that the
 * opening already held. Nothing is lost by leaving such a change out, and a server has to take it for
 * the loss of the document.
 */
import {
  DidChangeTextDocumentNotification,
  type DidChangeTextDocumentParams,
  DidCloseTextDocumentNotification,
  type DidCloseTextDocumentParams,
  DidOpenTextDocumentNotification,
  type DidOpenTextDocumentParams,
  type Middleware,
} from 'vscode-languageclient/node';

/** The middleware's function for one client. */
export function inOrder(): NonNullable<Middleware['sendNotification']> {
  /** Each open document's version when it was opened. */
  const opened = new Map<string, number>();
  return async (type, next, params) => {
    switch (typeof type === 'string' ? type : type.method) {
      case DidOpenTextDocumentNotification.method: {
        const { uri, version } = (params as DidOpenTextDocumentParams).textDocument;
        opened.set(uri, version);
        break;
      }
      case DidCloseTextDocumentNotification.method:
        opened.delete((params as DidCloseTextDocumentParams).textDocument.uri);
        break;
      case DidChangeTextDocumentNotification.method: {
        const { uri, version } = (params as DidChangeTextDocumentParams).textDocument;
        const since = opened.get(uri);
        if (since === undefined || version <= since) {
          return;
        }
        break;
      }
    }
    await next(type, params);
  };
}
