/** What is underlined, and when: without saving, and again when the gazetteer changes. */
import * as assert from 'node:assert';
import * as fs from 'node:fs';

import * as vscode from 'vscode';

import { append, file, findings, hover, open, overheard, underlined, undoTo, until, untilHolds } from './desk';

const STRANGER = 'Tobias Renner';

describe('findings', () => {
  it('an article of known names is clean', async () => {
    const { document } = await open('articles/2021-03-04-quay.txt');
    await hover(document, 'Marta Hollin');
    assert.deepStrictEqual(findings(document), []);
  });

  it('an unknown name typed in is underlined without saving, and no longer when it is gone', async () => {
    const editor = await open('articles/2021-03-04-quay.txt');
    const before = editor.document.getText();
    await append(editor, `\nThe keys were given to ${STRANGER}`);
    await until('the stranger is underlined', () => underlined(editor.document, STRANGER));
    assert.ok(editor.document.isDirty);
    const [finding, ...more] = findings(editor.document);
    assert.deepStrictEqual(more, []);
    assert.strictEqual(finding?.diagnostic.source, 'nomenclator');
    assert.strictEqual(finding.diagnostic.severity, vscode.DiagnosticSeverity.Warning);
    const code = finding.diagnostic.code;
    assert.strictEqual(typeof code === 'object' ? code.value : code, 'unresolved-name');
    assert.match(finding.diagnostic.message, /Tobias Renner/);
    await undoTo(editor.document, before);
    await until('the underline goes', () => findings(editor.document).length === 0);
  });

  it('an entry typed into the gazetteer clears the article at once, and undo brings the finding back', async () => {
    const editor = await open('articles/2021-03-04-quay.txt');
    const article = editor.document;
    await append(editor, `\nThe keys were given to ${STRANGER}.\n`);
    await until('the stranger is underlined', () => underlined(article, STRANGER));
    const gazetteer = await open('gazetteer/people.toml');
    const before = gazetteer.document.getText();
    await append(gazetteer, `\n[tobias-renner]\nkind = "person"\nname = "${STRANGER}"\n`);
    await until('the article is judged again', () => !underlined(article, STRANGER));
    assert.ok(gazetteer.document.isDirty);
    await undoTo(gazetteer.document, before);
    await until('the stranger is one again', () => underlined(article, STRANGER));
  });

  it('a mistake in the gazetteer is underlined there', async () => {
    const editor = await open('gazetteer/people.toml');
    await append(editor, '\n[tobias-renner]\nkind = "persn"\nname = "Tobias Renner"\n');
    await until('the kind is underlined', () =>
      findings(editor.document).some(({ words }) => words.includes('persn')),
    );
  });

  it('a buffer without a file is read with the gazetteer of the folder', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: `Marta Hollin met ${STRANGER} in Vessen.\n`,
    });
    await vscode.window.showTextDocument(document);
    assert.match(await hover(document, 'Marta Hollin'), /Harbour minister/);
    await until('the stranger is underlined', () => underlined(document, STRANGER));
    assert.strictEqual(findings(document).length, 1);
  });

  it('an article that appears on the disk is in the Problems panel without being opened', async () => {
    // Something must be open for VS Code to know this language.
    const { document } = await open('articles/2021-03-04-quay.txt');
    await hover(document, 'Marta Hollin');
    const uri = file('articles/2021-08-01-guest.txt');
    fs.writeFileSync(uri.fsPath, `In Vessen nobody knew ${STRANGER}.\n`);
    try {
      await untilHolds(() => {
        const [finding, ...more] = vscode.languages.getDiagnostics(uri);
        assert.ok(finding, 'a finding for the new article');
        assert.match(finding.message, /Tobias Renner/);
        assert.deepStrictEqual(more, []);
        assert.ok(!vscode.workspace.textDocuments.some((open) => open.uri.path === uri.path), 'it is closed');
      });
    } finally {
      fs.rmSync(uri.fsPath);
    }
    await until('its findings go with it', () => vscode.languages.getDiagnostics(uri).length === 0);
  });

  it('TOML that is no gazetteer is left alone', async () => {
    fs.writeFileSync(file('Cargo.toml').fsPath, '[package]\nname = "Tobias Renner"\nkind = 7\n');
    try {
      const { document } = await open('Cargo.toml');
      const article = await open('articles/2021-03-04-quay.txt');
      await append(article, `\n${STRANGER} came.\n`);
      await until('the article is judged', () => underlined(article.document, STRANGER));
      assert.deepStrictEqual(findings(document), []);
    } finally {
      fs.rmSync(file('Cargo.toml').fsPath);
    }
  });

  it('no finding stands under a part of a word that is being typed', async () => {
    const editor = await open('articles/2021-03-04-quay.txt');
    await append(editor, '\nThe keys were given to ');
    const seen = new Set<string>();
    const watching = vscode.languages.onDidChangeDiagnostics(() => {
      findings(editor.document).forEach(({ words }) => seen.add(words));
    });
    try {
      for (const letter of STRANGER) {
        await vscode.commands.executeCommand('type', { text: letter });
      }
      await until('the stranger is underlined', () => seen.has(STRANGER));
    } finally {
      watching.dispose();
    }
    const words = new Set([...STRANGER.split(' '), STRANGER]);
    assert.deepStrictEqual([...seen].filter((each) => !words.has(each)), []);
  });

  it('a new buffer that is thrown away is left in peace', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: 'Marta Hollin\n' });
    await vscode.window.showTextDocument(document);
    await hover(document, 'Marta Hollin');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until('it is closed', () => document.isClosed);
    // What VS Code sends after this, it sends after all that it had to say of the buffer.
    const article = await open('articles/2021-03-04-quay.txt');
    await hover(article.document, 'Marta Hollin');
    const { said } = overheard().at(-1)!;
    const mentions = said.flatMap(({ message }) =>
      message.params?.textDocument?.uri === document.uri.toString() ? (message.method ?? []) : [],
    );
    assert.strictEqual(mentions.at(-1), 'textDocument/didClose');
    assert.deepStrictEqual(said.filter(({ message }) => message.method === 'window/showMessage'), []);
  });

  it('a buffer that changes its language while it is typed into is not lost', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: '' });
    const editor = await vscode.window.showTextDocument(document);
    for (const [word, language] of [['Marta Hollin met ', 'markdown'], [STRANGER, 'plaintext'], ['.\n', 'markdown']]) {
      const typed = append(editor, word!);
      await Promise.all([typed, vscode.languages.setTextDocumentLanguage(document, language!)]);
    }
    assert.strictEqual(document.getText(), `Marta Hollin met ${STRANGER}.\n`);
    assert.match(await hover(document, 'Marta Hollin'), /Harbour minister/);
    await until('the stranger is underlined', () => underlined(document, STRANGER));
    const complaints = overheard().at(-1)!.said.filter(({ message }) => message.method === 'window/showMessage');
    assert.deepStrictEqual(complaints, []);
  });
});
