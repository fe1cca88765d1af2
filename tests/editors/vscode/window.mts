/** The workbench as a person at the desk has it: eyes, mouse and keys. */
import * as os from 'node:os';
import * as path from 'node:path';

import type { Locator, Page } from 'playwright-core';

/** How long anything may take that a person would wait for. */
const PATIENCE = 15_000;
/** The first start of the workbench is slower. */
const FIRST = 90_000;

export class Window {
  readonly page: Page;
  readonly hover: Locator;
  readonly squiggles: Locator;
  readonly problems: Locator;
  readonly notifications: Locator;
  readonly peek: Locator;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE);
    this.hover = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
    this.squiggles = page.locator('.editor-instance .squiggly-warning');
    this.problems = page.locator('.markers-panel .monaco-list-row');
    this.notifications = page.locator('.notifications-toasts .notification-toast');
    this.peek = page.locator('.peekview-widget');
  }

  async ready(): Promise<void> {
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: FIRST });
  }

  keys(keys: string): Promise<void> {
    return this.page.keyboard.press(keys);
  }

  /** Types as a person does, not all at once. */
  type(text: string): Promise<void> {
    return this.page.keyboard.type(text, { delay: 5 });
  }

  /** Opens a file by its name, and has its text in front. */
  async open(name: string): Promise<void> {
    await this.choose('Control+p', name, name);
    await this.inFront(name);
  }

  /** Runs a command by its name. */
  command(name: string): Promise<void> {
    return this.choose('F1', name, name);
  }

  private async choose(keys: string, typed: string, row: string): Promise<void> {
    await this.keys(keys);
    await this.page.locator('.quick-input-widget input').first().waitFor();
    await this.type(typed);
    // The list shows other things before it has heard of the words.
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await rows.first().filter({ hasText: row }).waitFor();
    await this.keys('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Until a file has the active tab. */
  async inFront(name: string): Promise<void> {
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** The second letter of words on the screen, the `nth` time they stand there. The editor has them in spans of its own making. */
  async spot(words: string, nth = 1): Promise<{ x: number; y: number }> {
    const found = this.page.waitForFunction(
      ([wanted, nth]) => {
        const lines = [...document.querySelectorAll('.editor-instance .view-line')];
        lines.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
        let left = nth as number;
        for (const line of lines) {
          const nodes: { node: Text; start: number }[] = [];
          let text = '';
          const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            nodes.push({ node: node as Text, start: text.length });
            text += node.nodeValue;
          }
          text = text.replaceAll('\u00a0', ' ');
          for (let at = text.indexOf(wanted as string); at >= 0; at = text.indexOf(wanted as string, at + 1)) {
            left -= 1;
            if (left === 0) {
              const letter = at + 1;
              const { node, start } = nodes.findLast(({ start }) => start <= letter)!;
              const range = document.createRange();
              range.setStart(node, letter - start);
              range.setEnd(node, letter - start + 1);
              const box = range.getBoundingClientRect();
              return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
            }
          }
        }
        return null;
      },
      [words, nth] as const,
    );
    try {
      return (await (await found).jsonValue())!;
    } catch (cause) {
      throw new Error(`not on the screen: “${words}” (${nth})`, { cause });
    }
  }

  /** Rests the mouse on words, and reads what the hover says. VS Code asks once for each rest, and nobody answers
   * before there is a server: see to it that there is one (`wire.mts`). */
  async rest(words: string, says: RegExp | string, nth = 1): Promise<void> {
    const { x, y } = await this.spot(words, nth);
    await this.page.mouse.move(x - 3, y);
    await this.page.mouse.move(x, y, { steps: 3 });
    await this.hover.filter({ hasText: says }).waitFor();
  }

  async click(words: string, nth = 1): Promise<void> {
    const { x, y } = await this.spot(words, nth);
    await this.page.mouse.click(x, y);
  }

  /** Takes the mouse off, so that nothing hovers. */
  async away(): Promise<void> {
    await this.page.mouse.move(2, 2);
    await this.page.locator('.monaco-hover:not(.hidden)').first().waitFor({ state: 'hidden' });
  }

  /** Until the status bar has the cursor on that line, from 1, or on a line that `lines` matches. */
  async onLine(lines: number | string): Promise<void> {
    await this.page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${lines}, Col`) }).waitFor();
  }

  /** A picture that outlives the test: in the folder for pictures, or that for temporary files. Returns where. */
  async pictureOfFailure(number: number): Promise<string> {
    const file = path.join(process.env['PICTURES'] ?? os.tmpdir(), `nomenclator-walk-failed-${process.pid}-${number}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }

  /** A picture for whoever asked for some (the suite says where), of the whole or of that much of the editor. */
  async picture(name: string, lines?: { from: number; to: number }): Promise<void> {
    const folder = process.env['PICTURES'];
    if (!folder) {
      return;
    }
    const options = { path: path.join(folder, `${name}.png`), animations: 'disabled' } as const;
    if (!lines) {
      await this.page.screenshot(options);
      return;
    }
    const editor = await this.page.locator('[id="workbench.parts.editor"]').boundingBox();
    const { x, width } = editor!;
    await this.page.screenshot({ ...options, clip: { x, width, y: lines.from, height: lines.to - lines.from } });
  }
}
