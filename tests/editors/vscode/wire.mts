/** What VS Code and its servers say to one another (tee.py writes it down), as something to wait for. */
import * as fs from 'node:fs';
import * as path from 'node:path';

import { given } from './workbench.mts';

const PATIENCE = 30_000;

interface Entry {
  readonly at: number;
  readonly from?: 'client' | 'server';
  readonly message?: {
    readonly id?: number | string;
    readonly method?: string;
    readonly params?: { readonly textDocument?: { readonly uri: string } };
  };
}

/** The conversation with each server so far, oldest first. */
function conversations(): Entry[][] {
  const wire = given('NOMENCLATOR_WIRE');
  return fs
    .readdirSync(wire)
    .map((name) => {
      // What follows the last end of a line is half written.
      const lines = fs.readFileSync(path.join(wire, name), 'utf8').split('\n').slice(0, -1);
      return lines.map((line) => JSON.parse(line) as Entry);
    })
    .filter((entries) => entries.length > 0)
    .sort((one, other) => one[0]!.at - other[0]!.at);
}

/** How many servers were started so far. */
export const servers = (): number => conversations().length;

/**
 * Until a server has told the workbench what an article names, which the bar above the text asks by itself: from
 * then on the workbench knows whom to ask when the mouse rests. (It learns of its helpers one after the other,
 * and of this one after the hover's.) Of the servers that were started after so many others.
 */
export function outlined(article: string, after = 0): Promise<void> {
  return when(given('NOMENCLATOR_WIRE'), `a server tells what ${article} names`, () =>
    conversations()
      .slice(after)
      .some((entries) => {
        const asked = entries.flatMap(({ from, message }) =>
          from === 'client' &&
          message?.method === 'textDocument/documentSymbol' &&
          message.params?.textDocument?.uri.endsWith(`/${article}`)
            ? [message.id]
            : [],
        );
        return entries.some(({ from, message }) => from === 'server' && message && !message.method && asked.includes(message.id));
      }),
  );
}

/** Looks each time that something changes in a folder, until it holds. */
export function when(folder: string, what: string, holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      try {
        if (holds()) {
          settle(resolve);
        }
      } catch (error) {
        settle(() => reject(error));
      }
    };
    const settle = (how: () => void): void => {
      clearTimeout(patience);
      watcher.close();
      how();
    };
    const patience = setTimeout(() => settle(() => reject(new Error(`waited in vain: ${what}`))), PATIENCE);
    const watcher = fs.watch(folder, look);
    look();
  });
}

/** The last messages of each conversation. */
export function lastWords(last = 12): string {
  const short = (line: string): string => (line.length > 240 ? `${line.slice(0, 240)}…` : line);
  const told = conversations().map((entries, n) => {
    const shown = entries.slice(-last).map((entry) => short(JSON.stringify(entry)));
    return [`server ${n + 1}, the last of ${entries.length} lines:`, ...shown].join('\n    ');
  });
  return told.join('\n');
}
