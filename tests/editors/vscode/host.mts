/** Runs the Mocha tests of `host/` inside the extension host of the real VS Code. */
import { given, withWorkbench } from './workbench.mts';

const inside = { extension: given('EXTENSION'), tests: given('HOST_TESTS') };
const chatter: string[] = [];
const code = await withWorkbench({ folder: given('CORPUS'), inside }, async (page) => {
  return new Promise<number>((resolve, reject) => {
    page.on('crash', () => reject(new Error('the workbench crashed')));
    // What VS Code offers to tests: the end of `run()`, and what the extension host logs.
    void page.exposeFunction('codeAutomationExit', resolve);
    void page.exposeFunction('codeAutomationLog', (_kind: string, args: unknown[]) => {
      const said = args.map(String).join(' ');
      if (/^(ok|FAILED|SKIPPED) /.test(said)) {
        console.log(said);
      } else {
        chatter.push(said);
      }
    });
    // The page was on its way before it could be told: start over with everything in place.
    void page.reload();
  });
});
if (code !== 0) {
  console.log(chatter.slice(-30).join('\n'));
}
process.exit(code);
