/**
 * Which program is the server.
 *
 * Pure but for the question whether a file can be run, so that every answer can be tested. Only
 * absolute paths come out: a bare name would be looked for in the working folder first on some
 * systems, and that folder is the workspace, which nobody may have trusted.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** Where the server may lie. */
export interface Places {
  /** The setting `nomenclator.server.path`; empty where it is not set. */
  readonly configured: string;
  /** The extension's own folder. */
  readonly extension: string;
  /** The environment variable PATH. */
  readonly path: string | undefined;
}

/** The server, or why there is none. */
export type Located =
  | { readonly kind: 'found'; readonly command: string; readonly from: 'setting' | 'extension' | 'PATH' }
  /** The setting names something that is no program, or no absolute path. Nothing else is tried. */
  | { readonly kind: 'misconfigured'; readonly configured: string; readonly problem: string }
  /** There is no setting, and the server is in none of the usual places. */
  | { readonly kind: 'missing' };

/** The file name of the server on this system. */
export const PROGRAM = process.platform === 'win32' ? 'nomenclator.exe' : 'nomenclator';

/** The setting decides if there is one; else the server that came with the extension; else PATH. */
export function locate(places: Places, runs: (file: string) => boolean = canRun): Located {
  const configured = places.configured.trim();
  if (configured) {
    const command = configured.replace(/^~(?=[/\\]|$)/, os.homedir());
    if (!path.isAbsolute(command)) {
      return { kind: 'misconfigured', configured, problem: 'is not an absolute path' };
    }
    if (!runs(command)) {
      return { kind: 'misconfigured', configured, problem: 'is not a program that can be run' };
    }
    return { kind: 'found', command, from: 'setting' };
  }
  const bundled = path.join(places.extension, 'server', PROGRAM);
  if (runs(bundled)) {
    return { kind: 'found', command: bundled, from: 'extension' };
  }
  const folders = (places.path ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const command = folders.map((folder) => path.join(folder, PROGRAM)).find(runs);
  return command ? { kind: 'found', command, from: 'PATH' } : { kind: 'missing' };
}

function canRun(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
