import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import * as zlib from 'zlib';
import { emptyFolder } from '../../fixtures/stack';

const PROGRAM = path.join(__dirname, '../../../assets/node/after-build.mjs');

const HASHED = '-[A-Z0-9]{8}\\.(?:js|css)$';

interface Options {
  readonly hashed?: string;
  readonly inlineStyles?: string;
  readonly encodings?: string;
  readonly basePath?: string;
  readonly entryPages?: string;
  readonly policy?: string;
}

/** What the program says and leaves, given the built files. */
function run(files: { [file: string]: string | Buffer }, options: Options = {}) {
  const folder = emptyFolder();
  const built = path.join(folder, 'dist');
  mkdirSync(built);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(built, file)), { recursive: true });
    writeFileSync(path.join(built, file), text);
  }
  // a page may lie anywhere where a test does not speak of it
  return runIn(folder, ['dist', 'out', ...optionsOf({ entryPages: Object.keys(files).find((file) => file.endsWith('.html')), ...options })]);
}

function optionsOf({ hashed = HASHED, inlineStyles = 'hash', encodings = '', basePath = '/', entryPages = 'index.html', policy = '' }: Options): string[] {
  return [
    `--base-path=${basePath}`, `--entry-pages=${entryPages}`, `--hashed=${hashed}`, `--inline-styles=${inlineStyles}`, `--encodings=${encodings}`, `--policy=${policy}`,
  ];
}

function runIn(folder: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, encoding: 'utf-8' });
  const read = (file: string) => readFileSync(path.join(folder, file));
  return { status, stdout, stderr, folder, read, text: (file: string) => read(file).toString() };
}

/** The sources of a page's scripts and styles. */
function sources(html: string | { [file: string]: string }, options?: Options) {
  const { text, stderr } = run(typeof html === 'string' ? { 'index.html': html } : html, options);
  expect(stderr).toBe('');
  const [scripts, styles] = [...text('out/inline-sources.conf').matchAll(/default "(.*)";/g)].map(([, value]) => value);
  return { scripts, styles };
}

/** The policy's sources for these texts. */
function hashes(...texts: string[]): string {
  return texts.map((text) => ` 'sha256-${createHash('sha256').update(text, 'utf-8').digest('base64')}'`).sort().join('');
}

describe('inline scripts', () => {
  test('are allowed by the hash of what is between the tags', () => {
    expect(sources('<script> let ü = "</p>"; </script><SCRIPT type="module">m</SCRIPT >').scripts).toBe(hashes(' let ü = "</p>"; ', 'm'));
  });

  test('are hashed as a browser reads them, with LF for CRLF', () => {
    expect(sources('<script>\r\na\r\n</script>').scripts).toBe(hashes('\na\n'));
  });

  test('are counted once and sorted, whichever page they are in', () => {
    const { scripts } = sources({ 'en/index.html': '<script>b</script><script>a</script>', 'pt-BR/index.html': '<script>a</script><script>c</script>' });
    expect(scripts).toBe(hashes('a', 'b', 'c'));
  });

  test.each(['', ' type=""', ' type="module"', ' type="importmap"', ' type=speculationrules', ' type="text/javascript"', ' type="Application/JavaScript"', ' nomodule'])(
    'are those with%s', (attributes) => {
      expect(sources(`<script${attributes}>{}</script>`).scripts).toBe(hashes('{}'));
    });

  test.each([
    '<script src="main.js"></script>', '<script type="module" src=main.js></script>', '<script defer src = \'main.js\'>x</script>',
    '<script type="application/json">{}</script>', '<script id="ng-state" type="application/ld+json">{}</script>',
    '<script type="text/template"><b onclick="x()"></b></script>', '<!-- <script>x</script> -->', '<!--><!-- > --x <script>x</script>-->',
    '<textarea><script>x</script></textarea>', '<title><script>x</script></title>', '<a title="<script>x</script>"></a>', '<p>a < b</p>',
  ])('are not in %s', (html) => {
    expect(sources(html)).toEqual({ scripts: '', styles: '' });
  });

  test('are found after anything that looks like one', () => {
    const before = '<!doctype html><!-- > --><a href=x/ title=\'<script>\' data-x="a>b" hidden></a></ p><br/><?x ?><textarea></script></textarea>';
    expect(sources(`${before}<script async\n  data-y="1">z</script>`).scripts).toBe(hashes('z'));
  });
});

describe('event handlers', () => {
  test('are allowed by their hash, as Angular needs to load a stylesheet late', () => {
    const { scripts } = sources('<link rel="stylesheet" href="styles-ABCDEFGH.css" media="print" onload="this.media=\'all\'"><noscript><link></noscript>');
    expect(scripts).toBe(`${hashes('this.media=\'all\'')} 'unsafe-hashes'`);
  });

  test('are decoded before they are hashed', () => {
    expect(sources('<a onclick="a(&quot;b&quot;) &amp;&amp; c(&#39;&lt;&#x3e;&#39;)">').scripts)
      .toBe(`${hashes('a("b") && c(\'<>\')')} 'unsafe-hashes'`);
  });

  test('may be without quotes', () => {
    expect(sources('<a OnClick=go()>').scripts).toBe(`${hashes('go()')} 'unsafe-hashes'`);
  });
});

describe('inline styles', () => {
  const html = '<style>a{}</style><noscript><style>b{}</style></noscript><p style="color:red">';
  const component = 'a.setAttribute("ng-version","21");x=t({selectors:[["app-root"]],styles:["[_nghost-%COMP%]{color:red}"]})';
  const angular = 'a.setAttribute("ng-version","21");d.createElement("style");x=t({selectors:[["app-root"]],styles:[]});y.styles=[a]';

  test('are allowed by their hashes', () => {
    expect(sources(html)).toEqual({ scripts: '', styles: `${hashes('a{}', 'b{}', 'color:red')} 'unsafe-hashes'` });
  });

  test('are all allowed if the caller says so', () => {
    expect(sources(html, { inlineStyles: 'allow' }).styles).toBe(' \'unsafe-inline\'');
    expect(run({ 'index.html': html }, { inlineStyles: 'allow' }).stdout).toContain('inline styles are all allowed: so says --inline-styles\n');
  });

  test('are all allowed if a component of Angular inserts its own', () => {
    const files = { 'index.html': html, 'a.js': 'styles:[]', 'main-ABCDEFGH.js': component };
    expect(sources(files, { inlineStyles: 'detect' }).styles).toBe(' \'unsafe-inline\'');
    expect(run(files, { inlineStyles: 'detect' }).stdout).toContain('inline styles are all allowed: main-ABCDEFGH.js inserts some as it runs\n');
  });

  test('are allowed by their hashes if no component inserts any', () => {
    const files = { 'index.html': html, 'main-ABCDEFGH.js': angular, 'notes.txt': component };
    expect(sources(files, { inlineStyles: 'detect' }).styles).toBe(sources(html).styles);
    expect(run(files, { inlineStyles: 'detect' }).stdout).toContain('inline styles are allowed by their hashes: no built file inserts some as it runs\n');
  });

  test.each([
    ['d.createElement("style")', true], ["d.createElement('style')", true], ['d.createElement("div")', false], ['styles:["a"]', false],
  ])('another library inserts some if it makes the element: %s %p', (code, any) => {
    const { styles } = sources({ 'index.html': html, 'assets/index-BkT9zvJ2.js': code }, { inlineStyles: 'detect' });
    expect(styles === ' \'unsafe-inline\'').toBe(any);
  });

  test('are allowed by their hashes in spite of components if the caller says so', () => {
    expect(sources({ 'index.html': html, 'main.js': component }).styles).toBe(sources(html).styles);
  });
});

test('what nginx includes is short, and says where it comes from', () => {
  expect(run({ 'index.html': '<script>a</script>' }).text('out/inline-sources.conf')).toBe(`\
# Generated by after-build.mjs from the inline scripts and styles of the built HTML files.
map "" $inline_script_sources {
    default "${hashes('a')}";
}

map "" $inline_style_sources {
    default "";
}
`);
});

describe('the files that never change', () => {
  test('are listed, sorted, with slashes', () => {
    const { text, stdout } = run({ 'index.html': '', 'pt-BR/main-ABCDEFGH.js': '', 'main-ABCDEFGH.js': '', 'main.js': '', 'a b-ABCDEFGH.css': '' });
    expect(text('out/hashed-files')).toBe('a b-ABCDEFGH.css\nmain-ABCDEFGH.js\npt-BR/main-ABCDEFGH.js\n');
    expect(stdout).not.toContain('no file has a hash');
  });

  test('are told by their whole path', () => {
    expect(run({ 'index.html': '', 'assets/a.js': '', 'b/assets/a.js': '' }, { hashed: '^/assets/' }).text('out/hashed-files')).toBe('assets/a.js\n');
  });

  test('are below the base path, as browsers ask for them', () => {
    const options = { basePath: '/crm/', hashed: '^/crm/assets/' };
    expect(run({ 'index.html': '', 'assets/a.js': '', 'b/crm/assets/a.js': '' }, options).text('out/hashed-files')).toBe('crm/assets/a.js\n');
  });

  test('are without their compressed forms', () => {
    const files = { 'index.html': '', 'a-ABCDEFGH.js': 'x'.repeat(2000), 'a-ABCDEFGH.js.gz': '', 'b-ABCDEFGH.gz': '' };
    expect(run(files, { hashed: '-[A-Z]{8}\\.', encodings: 'gzip,brotli' }).text('out/hashed-files')).toBe('a-ABCDEFGH.js\nb-ABCDEFGH.gz\n');
  });

  test('may be none, which is said', () => {
    const { text, stdout } = run({ 'index.html': '', 'main.js': '' });
    expect(text('out/hashed-files')).toBe('');
    expect(stdout).toContain(`no file has a hash in its name (/${HASHED}/), so browsers cannot keep any for long\n`);
  });
});

describe('compression', () => {
  const long = 'let a = 1;\n'.repeat(500);

  test.each<[string, string, (bytes: Buffer) => Buffer]>([
    ['gzip', '.gz', zlib.gunzipSync], ['brotli', '.br', zlib.brotliDecompressSync],
  ])('with %s gives the file again', (encoding, ending, decode) => {
    const { read, folder } = run({ 'index.html': '', 'main.js': long }, { encodings: encoding });
    expect(decode(read(`dist/main.js${ending}`)).toString()).toBe(long);
    expect(readdirSync(path.join(folder, 'dist'))).toEqual(['index.html', 'main.js', `main.js${ending}`]);
  });

  if (hasZstd()) {
    test('with zstd gives the file again', () => {
      const { read } = run({ 'index.html': '', 'main.js': long }, { encodings: 'gzip,brotli,zstd' });
      expect((zlib as unknown as { zstdDecompressSync(bytes: Buffer): Buffer }).zstdDecompressSync(read('dist/main.js.zst')).toString()).toBe(long);
    });
  } else {
    test.skip('SKIPPED: this Node.js has no zstd, so nothing was compressed with it', () => undefined);

    test('with zstd needs a newer Node.js', () => {
      const { stderr, folder } = run({ 'index.html': '', 'main.js': long }, { encodings: 'gzip,zstd' });
      expect(stderr).toBe(`after-build.mjs: --encodings has zstd, which this Node.js ${process.version} cannot write: build with 22.15 or newer, or leave zstd out\n`);
      expect(readdirSync(folder)).toEqual(['dist']);
    });
  }

  test('is of what is text or like it, anywhere', () => {
    const endings = ['html', 'js', 'mjs', 'css', 'json', 'svg', 'txt', 'xml', 'webmanifest', 'map', 'wasm', 'ico', 'ttf', 'otf', 'eot'];
    const files = Object.fromEntries([...endings, 'png', 'woff2', 'js2', 'ts'].map((ending) => [`pt-BR/index.${ending}`, long]));
    const { folder } = run(files, { encodings: 'gzip' });
    expect(readdirSync(path.join(folder, 'dist/pt-BR')).filter((name) => name.endsWith('.gz')).sort()).toEqual(endings.map((ending) => `index.${ending}.gz`).sort());
  });

  test('is of files of more than 1024 bytes', () => {
    const { folder } = run({ 'index.html': 'x'.repeat(1024), 'main.js': 'x'.repeat(1025) }, { encodings: 'gzip' });
    expect(readdirSync(path.join(folder, 'dist'))).toEqual(['index.html', 'main.js', 'main.js.gz']);
  });

  test('is left out where it saves less than 5 %', () => {
    const noise = Buffer.from(Array.from({ length: 4000 }, (_, i) => createHash('sha256').update(`${i}`).digest()[0]));
    const { folder, stdout } = run({ 'index.html': '', 'noise.wasm': noise, 'main.js': long }, { encodings: 'gzip,brotli' });
    expect(readdirSync(path.join(folder, 'dist'))).toEqual(['index.html', 'main.js', 'main.js.br', 'main.js.gz', 'noise.wasm']);
    expect(stdout).toMatch(/^compressed 2 files: 9500 bytes, 4\d\d\d with gzip, 4\d\d\d with brotli$/m);
  });

  test('gives the same bytes each time', () => {
    const [first, second] = [1, 2].map(() => run({ 'index.html': '', 'main.js': long }, { encodings: 'gzip,brotli' }));
    for (const file of ['dist/main.js.gz', 'dist/main.js.br']) {
      expect(first.read(file).equals(second.read(file))).toBe(true);
    }
  });

  test('gives the same when it is run again', () => {
    const { folder, read } = run({ 'index.html': '', 'main.js': long }, { encodings: 'gzip' });
    const [before, list] = [readdirSync(path.join(folder, 'dist')), read('out/hashed-files')];
    expect(runIn(folder, ['dist', 'out', ...optionsOf({ encodings: 'gzip' })]).status).toBe(0);
    expect([readdirSync(path.join(folder, 'dist')), read('out/hashed-files')]).toEqual([before, list]);
  });

  test('is of many files', () => {
    const files = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`chunk-${i}.js`, `${i} ${long}`]));
    const { folder, stdout } = run({ 'index.html': '', ...files }, { encodings: 'gzip,brotli' });
    expect(readdirSync(path.join(folder, 'dist'))).toHaveLength(301);
    expect(stdout).toContain('compressed 100 files: ');
  });

  test('may be none, which is said', () => {
    const { stdout, folder } = run({ 'index.html': '', 'main.js': long });
    expect(stdout).toContain('nothing is compressed: so says --encodings\n');
    expect(existsSync(path.join(folder, 'dist/main.js.gz'))).toBe(false);
  });
});

test('the page that Angular renders in the browser is the entry page where the build renders none', () => {
  const { status, text } = run({ 'index.csr.html': '<app-root>' }, { entryPages: 'index.html' });
  expect([status, text('dist/index.html')]).toEqual([0, '<app-root>']);
});

describe('what is wrong is said before anything is written', () => {
  function refused(files: { [file: string]: string }, options?: Options): string {
    const { status, stderr, folder } = run(files, { encodings: 'gzip', ...options });
    expect([status, readdirSync(folder)]).toEqual([1, ['dist']]);
    return stderr;
  }

  test('no entry page', () => {
    expect(refused({ 'main.js': '', 'myindex.html': '' }, { entryPages: 'index.html' }))
      .toBe('after-build.mjs: the built folder "dist" has no index.html, which is the application\'s entry page: is it the output path of the application\'s build?\n');
  });

  test('an entry page that is somewhere else', () => {
    expect(refused({ 'browser/index.html': '', 'main.js': '' }, { entryPages: 'index.html' })).toBe(
      'after-build.mjs: the built folder "dist" has no index.html, which is the application\'s entry page: there is one in "dist/browser", is that the output path?\n');
  });

  test('no entry page in one of the languages', () => {
    expect(refused({ 'pt-BR/index.html': '', 'en/main.js': '' }, { entryPages: 'pt-BR/index.html,en/index.html' }))
      .toContain('the built folder "dist" has no en/index.html, which is the application\'s entry page');
  });

  test('no built folder', () => {
    const { status, stderr } = runIn(emptyFolder(), ['dist', 'out', ...optionsOf({})]);
    expect([status, stderr])
      .toEqual([1, 'after-build.mjs: the built folder "dist" does not exist: is it the output path of the application\'s build?\n']);
  });

  const many = (tag: string) => Array.from({ length: 64 }, (_, i) => `<${tag}>${i}</${tag}>`).join('');

  test('too many inline scripts for a value of nginx', () => {
    expect(refused({ 'index.html': `${many('script')}<a onclick="x">` })).toBe(
      'after-build.mjs: the pages have 65 different inline scripts and event handlers, whose hashes take 3526 characters, allowed are 3500: move inline scripts into files\n');
  });

  test('too many inline styles', () => {
    expect(refused({ 'index.html': `${many('style')}<style>x</style>` })).toContain(
      'the pages have 65 different inline styles, whose hashes take 3510 characters, allowed are 3500: move inline styles into files, or allow them all with --inline-styles=allow\n');
    expect(run({ 'index.html': `${many('style')}<style>x</style>` }, { inlineStyles: 'allow' }).status).toBe(0);
  });

  test.each<[Options, string]>([
    [{ hashed: '(' }, '--hashed is "(", which is no regular expression: '],
    [{ inlineStyles: 'maybe' }, '--inline-styles is "maybe", allowed are detect, hash and allow\n'],
    [{ encodings: 'gzip,deflate' }, '--encodings has "deflate", allowed are gzip, brotli, zstd\n'],
  ])('%j', (options, message) => {
    expect(refused({ 'index.html': '' }, options)).toContain(`after-build.mjs: ${message}`);
  });

  test.each([
    [['dist', ...optionsOf({})], 'there are 1 folders, two are needed: node after-build.mjs <built folder> '],
    [['dist', 'out', ...optionsOf({}).slice(0, 3)], '--inline-styles is missing: node after-build.mjs <built folder> '],
    [['dist', 'out', '--levels=9'], 'Unknown option \'--levels\''],
  ])('%j', (args, message) => {
    const { status, stderr } = runIn(emptyFolder(), args);
    expect([status, stderr]).toEqual([1, expect.stringContaining(`after-build.mjs: ${message}`)]);
  });
});

describe('other origins', () => {
  const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'";
  /** What the program warns of, as "<file> <origin> <option>". */
  const warnings = (files: { [file: string]: string }, policy = POLICY) => {
    const { status, stderr } = run({ 'index.html': '', ...files }, { policy });
    expect(status).toBe(0);
    return stderr.split('\n').filter((line) => line !== '')
      .map((line) => line.replace(/^warning: (\S+) names (\S+) \(\S+\), which browsers will not load: allow it with (.*) of its .*$/, '$1 $2 $3'));
  };
  const page = (html: string) => warnings({ 'index.html': html });

  test.each([
    ['<link rel="stylesheet" href="https://fonts.example/css?family=A">', "https://fonts.example styleSources: ['https://fonts.example']"],
    ['<script src="//cdn.example/a.js"></script>', "https://cdn.example scriptSources: ['https://cdn.example']"],
    ['<link rel="preload" as="font" href="https://f.example/a.woff2">', "https://f.example fontSources: ['https://f.example']"],
    ['<img src="https://i.example:8443/a.png">', "https://i.example:8443 imageSources: ['https://i.example:8443']"],
    ['<img srcset="/a.png 1x, https://i.example/b.png 2x">', "https://i.example imageSources: ['https://i.example']"],
    ['<iframe src="https://v.example/embed"></iframe>', "https://v.example frameSources: ['https://v.example']"],
    ['<form action="https://pay.example/"></form>', "https://pay.example formActions: ['https://pay.example']"],
    ['<video src="https://m.example/a.mp4"></video>', "https://m.example directives: { 'media-src': [\"'self'\", 'https://m.example'] }"],
    ['<style>@font-face{font-family:A;src:url(https://g.example/a.woff2)}</style>', "https://g.example fontSources: ['https://g.example']"],
    ['<style>@import "https://s.example/a.css";</style>', "https://s.example styleSources: ['https://s.example']"],
    ['<p style="background:url(\'https://b.example/x.png\')">', "https://b.example imageSources: ['https://b.example']"],
    ['<script>fetch("https://api.example/v1")</script>', "https://api.example connectSources: ['https://api.example']"],
  ])('%s', (html, said) => {
    expect(page(html)).toEqual([`index.html ${said}`]);
  });

  test('are named in style sheets and in calls of scripts', () => {
    expect(warnings({
      'a.css': '@import url(https://s.example/a.css);.a{background:url(https://i.example/b.png)}',
      'b.js': 'x.http.get("https://api.example/a");new WebSocket("wss://live.example/ws");r.open("GET","https://old.example/")',
    })).toEqual([
      "a.css https://s.example styleSources: ['https://s.example']", "a.css https://i.example imageSources: ['https://i.example']",
      "b.js https://api.example connectSources: ['https://api.example']", "b.js wss://live.example connectSources: ['wss://live.example']",
      "b.js https://old.example connectSources: ['https://old.example']",
    ]);
  });

  test('that nobody loads are not spoken of: links, names of formats, what is asked ahead', () => {
    expect(page('<a href="https://a.example/">b</a><link rel="preconnect" href="https://f.example"><svg xmlns="http://www.w3.org/2000/svg">'
      + '<!-- <img src="https://i.example/a.png"> --><script>let a="https://b.example/c"</script>')).toEqual([]);
  });

  test('are said once for each kind of use', () => {
    expect(page('<img src="https://i.example/a.png"><img src="https://i.example/b.png"><script src="https://i.example/a.js"></script>'))
      .toHaveLength(2);
  });

  test.each([
    'https://i.example', 'i.example', '*.example', 'https:', '*', 'https://i.example/a/', 'https://i.example/a/b.png', 'i.example:443',
    'http://i.example', 'I.EXAMPLE',
  ])('are allowed by %s', (source) => {
    expect(warnings({ 'index.html': '<img src="https://i.example/a/b.png">' }, `default-src 'self'; img-src ${source}`)).toEqual([]);
  });

  test.each(['https://example', 'http:8080', 'https://i.example/b/', 'i.example:8443', 'wss://x.example', "'none'", '*.i.example'])(
    'are not allowed by %s', (source) => {
      expect(warnings({ 'index.html': '<img src="https://i.example/a/b.png">' }, `default-src 'self'; img-src ${source}`)).toHaveLength(1);
    });

  test('are judged by the default where there is no word for their kind, but not targets of forms', () => {
    const html = '<img src="https://i.example/a.png"><form action="https://i.example/"></form>';
    expect(warnings({ 'index.html': html }, "default-src 'self'")).toEqual(["index.html https://i.example imageSources: ['https://i.example']"]);
    expect(warnings({ 'index.html': html }, "script-src 'self'")).toEqual([]);
  });

  test('are not spoken of where no policy is sent', () => {
    expect(warnings({ 'index.html': '<img src="https://i.example/a.png">' }, '')).toEqual([]);
  });
});

function hasZstd(): boolean {
  return 'zstdCompressSync' in zlib;
}
