/** The screen in words: who reads only the output of a failed test should see what a person at the desk saw. */
import type { Page } from 'playwright-core';

/** What is looked at, from the top of the workbench to its bottom. */
const PARTS: readonly (readonly [string, string])[] = [
  ['tabs', '.tab'],
  ['quick input', '.quick-input-widget input, .quick-input-list .monaco-list-row'],
  ['editor', '.editor-instance .view-line'],
  ['underlined', '.editor-instance .squiggly-warning, .editor-instance .squiggly-error'],
  ['hover', '.monaco-hover:not(.hidden) .hover-contents'],
  ['peek', '.peekview-widget .peekview-title, .peekview-widget .monaco-list-row'],
  ['menus and dialogs', '.monaco-dialog-box, .monaco-menu-container'],
  ['notifications', '.notifications-toasts .notification-toast'],
  ['problems', '.markers-panel .monaco-list-row'],
  ['status bar', '.statusbar-item'],
];

/** What is shown, a part a paragraph; parts that are not shown are left out. */
export async function screen(page: Page): Promise<string> {
  const seen = await page.evaluate((parts) => {
    const visible = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && height > 0 && getComputedStyle(element).visibility === 'visible';
    };
    const words = (element: Element): string => {
      const text = element instanceof HTMLInputElement ? `> ${element.value}` : (element as HTMLElement).innerText;
      const marks = ['active', 'focused', 'selected', 'dirty'].filter((mark) => element.classList.contains(mark));
      return text.replace(/\s+/g, ' ').trim() + (marks.length ? `  (${marks.join(', ')})` : '');
    };
    const top = (element: Element): number => element.getBoundingClientRect().top;
    const shown = parts.map(([name, selector]) => {
      const found = [...document.querySelectorAll(selector)].filter(visible).sort((a, b) => top(a) - top(b));
      // An underline has no words of its own: where it stands is all there is to say.
      const where = (element: Element): string => {
        const { left, top, width } = element.getBoundingClientRect();
        return `at ${Math.round(left)},${Math.round(top)}, ${Math.round(width)} wide`;
      };
      return { name, lines: found.map((element) => words(element) || (name === 'underlined' ? where(element) : '')) };
    });
    const focus = document.activeElement;
    const keyboard = focus ? `${focus.tagName.toLowerCase()}.${focus.className} “${focus.ariaLabel ?? ''}”` : 'nowhere';
    return [...shown, { name: 'the keyboard goes to', lines: [keyboard] }];
  }, PARTS);
  return seen
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, lines }) => [`${name}:`, ...lines.map((line) => `    ${line}`)].join('\n'))
    .join('\n');
}
