/** VS Code's own gestures on a name: who is it, where is it defined, where else does it stand. */
import * as assert from 'node:assert';

import * as vscode from 'vscode';

import { find, hover, hoverNow, open, untilHolds } from './desk';

describe('gestures', () => {
  it('hover on a surname shows the entry', async () => {
    const { document } = await open('articles/2021-03-04-quay.txt');
    const shown = await hover(document, 'Hollin, and nobody');
    assert.match(shown, /Marta Hollin/);
    assert.match(shown, /Harbour minister of Vessen since the great flood\./);
  });

  it('hover works in Markdown, and says nothing of common words', async () => {
    const { document } = await open('articles/2021-05-11-strike.md');
    assert.match(await hover(document, 'Ilan Dvorsek'), /Speaker of the dockers/);
    assert.strictEqual(await hoverNow(document, find(document, 'cranes').start), '');
  });

  it('definition lands on the header of the entry', async () => {
    const { document } = await open('articles/2021-06-02-vote.txt');
    await hover(document, 'Ilan Dvorsek');
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      find(document, 'Dvorsek').start,
    );
    assert.strictEqual(found.length, 1);
    const target = found[0]!;
    const link = 'targetUri' in target ? target : undefined;
    assert.ok(link, 'a link says which words it starts from');
    assert.strictEqual(document.getText(link.originSelectionRange), 'Ilan Dvorsek');
    assert.ok(link.targetUri.path.endsWith('/gazetteer/people.toml'), link.targetUri.path);
    const gazetteer = await vscode.workspace.openTextDocument(link.targetUri);
    const line = gazetteer.lineAt((link.targetSelectionRange ?? link.targetRange).start).text;
    assert.strictEqual(line, '[ilan-dvorsek]');
  });

  it('references list every article that names the entry, each place reading as the name', async () => {
    const { document } = await open('articles/2021-03-04-quay.txt');
    await hover(document, 'Marta Hollin');
    await untilHolds(async () => {
      const places = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        document.uri,
        find(document, 'Marta Hollin').start,
      );
      assert.deepStrictEqual(await byArticle(places), {
        '2021-03-04-quay.txt': ['Marta Hollin', 'Hollin'],
        '2021-05-11-strike.md': ['Marta Hollin'],
        '2021-06-02-vote.txt': ['Marta Hollin'],
      });
    });
  });

  it('references from the entry in the gazetteer list the same articles', async () => {
    const { document } = await open('gazetteer/people.toml');
    await untilHolds(async () => {
      const places = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        document.uri,
        find(document, 'ilan-dvorsek').start,
      );
      assert.deepStrictEqual(Object.keys(await byArticle(places)), ['2021-05-11-strike.md', '2021-06-02-vote.txt']);
    });
  });

  it('F7 goes through the places in this article that mean the same', async () => {
    const { document } = await open('articles/2021-03-04-quay.txt');
    await hover(document, 'Marta Hollin');
    const places = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      document.uri,
      find(document, 'Marta Hollin').start,
    );
    assert.deepStrictEqual(
      places.map(({ range }) => document.getText(range)),
      ['Marta Hollin', 'Hollin'],
    );
  });

  it('the outline lists what the article names', async () => {
    const { document } = await open('articles/2021-06-02-vote.txt');
    await hover(document, 'Marta Hollin');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const names = JSON.stringify(symbols.map(({ name, children }) => [name, children?.map((child) => child.name)]));
    for (const name of ['Ilan Dvorsek', 'Marta Hollin', 'Vessen Port Authority']) {
      assert.ok(names.includes(name), names);
    }
  });

  it('an entry is found by any of its names', async () => {
    const { document } = await open('articles/2021-06-02-vote.txt');
    await hover(document, 'Marta Hollin');
    const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'Dvorsek',
    );
    assert.deepStrictEqual(
      symbols.map(({ name }) => name),
      ['Ilan Dvorsek'],
    );
  });

  it('columns count as VS Code counts them, after emoji and combining marks', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'plaintext',
      content: '🚢🚢 e\u0301 שלום: Marta Hollin waved.\n',
    });
    await vscode.window.showTextDocument(document);
    const name = find(document, 'Marta Hollin');
    await hover(document, 'Marta Hollin');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      name.start,
    );
    assert.ok(hovers[0]?.range?.isEqual(name), JSON.stringify(hovers[0]?.range));
    assert.strictEqual(await hoverNow(document, name.start.translate(0, -2)), '');
  });
});

/** The words at each place outside the gazetteer, by article. */
async function byArticle(places: vscode.Location[]): Promise<Record<string, string[]>> {
  const articles: Record<string, string[]> = {};
  for (const { uri, range } of places) {
    const name = uri.path.split('/').at(-1)!;
    if (!name.endsWith('.toml')) {
      const document = await vscode.workspace.openTextDocument(uri);
      (articles[name] ??= []).push(document.getText(range));
    }
  }
  return articles;
}
