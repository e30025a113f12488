const [WIDTH, HEIGHT, MARGIN] = [8.4, 18, 14];
/** How long the last screen stays, in seconds, before it begins anew. */
const LAST = 6;

/** The sixteen colours are eight here, dark ones on a light ground and light ones on a dark ground. */
const LIGHT = ['#24292f', '#cf222e', '#116329', '#7d4e00', '#0550ae', '#8250df', '#1b7c83', '#57606a'];
const DARK = ['#8b949e', '#ff7b72', '#7ee787', '#e3b341', '#79c0ff', '#d2a8ff', '#76e3ea', '#c9d1d9'];
const colors = (ground, edge, ink, of) => `svg{--ground:${ground};--edge:${edge};--ink:${ink}}${of.map((color, index) => `.c${index}{fill:${color}}`).join('')}`;

/**
 * A film as an SVG: each screen is a strip beside the one before, and a window moves over them in steps. It is as coarse as it has to be to be small.
 *
 * @param {Array<{ at: number, lines: object[][] }>} screens
 * @param {{ title: string, columns: number, rows: number, mostBytes: number }} options
 */
export function film(screens, options) {
  for (let interval = 0.1; ; interval *= 1.25) {
    const text = filmOf(thinned(screens, interval), options);
    if (Buffer.byteLength(text) <= options.mostBytes) {
      return text;
    }
  }
}

/** Of each interval the last screen, and of those that look the same the first. */
function thinned(screens, interval) {
  const step = (screen) => screen && Math.floor(screen.at / interval);
  const kept = screens.filter((screen, index) => step(screen) !== step(screens[index + 1]));
  const look = ({ lines }) => JSON.stringify(lines);
  return kept.filter((screen, index) => index === 0 || look(screen) !== look(kept[index - 1]));
}

function filmOf(screens, { title, columns, rows }) {
  const [width, height] = [Math.ceil(columns * WIDTH + 2 * MARGIN), rows * HEIGHT + 2 * MARGIN];
  const seconds = screens.at(-1).at + LAST;
  const lines = new Map();
  const strips = screens.map(({ lines: shown }, index) => shown.map((runs, row) => {
    if (runs.length === 0) {
      return '';
    }
    const text = lineOf(runs);
    if (!lines.has(text)) {
      lines.set(text, `l${lines.size}`);
    }
    return `<use href="#${lines.get(text)}" x="${index * width}" y="${row * HEIGHT}"/>`;
  }).join(''));
  const steps = screens.map(({ at }, index) => `${index === 0 ? 0 : (at / seconds * 100).toFixed(2)}%{transform:translateX(-${index * width}px)}`);
  const last = `translateX(-${(screens.length - 1) * width}px)`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>
${colors('#f6f8fa', '#d0d7de', '#24292f', LIGHT)}
@media (prefers-color-scheme:dark){${colors('#0d1117', '#30363d', '#c9d1d9', DARK)}}
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--ink);white-space:pre}.b{font-weight:bold}.d{opacity:.6}
.film{animation:film ${seconds.toFixed(1)}s step-end infinite}@keyframes film{${steps.join('')}}
@media (prefers-reduced-motion:reduce){.film{animation:none;transform:${last}}}
</style>
<defs>${[...lines].map(([text, id]) => `<g id="${id}">${text}</g>`).join('\n')}</defs>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="var(--ground)" stroke="var(--edge)"/>
<svg x="${MARGIN}" y="${MARGIN}" width="${width - 2 * MARGIN}" height="${height - 2 * MARGIN}"><g class="film">${strips.join('\n')}</g></svg>
</svg>
`;
}

/** A line of a screen. Each run stands where the terminal has it, whatever the font makes of the one before. */
function lineOf(runs) {
  let column = 0;
  const spans = runs.map(({ style, text }) => {
    const at = column;
    column += [...text].length;
    return text.trim() === '' ? '' : `<tspan x="${(at * WIDTH).toFixed(1)}"${style ? ` class="${style}"` : ''}>${escaped(text)}</tspan>`;
  });
  return `<text y="14">${spans.join('')}</text>`;
}

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
