/* Reads HTML as the tokenizer of a browser does, as far as it matters to who loads what. */

/** The elements of a page as a browser's tokenizer sees them, with the text of those that have no markup inside. */
export function* elements(html) {
  const tagStart = /<(?:!--|[!?]|\/(?!>)|([a-z][^\s/>]*))/gi;
  for (let match; (match = tagStart.exec(html));) {
    const [start, name] = match;
    if (start === '<!--') {
      tagStart.lastIndex = endOf(/-->|--!>/g, html, match.index + 2);
    } else if (!name) {
      // an end tag, the doctype
      tagStart.lastIndex = endOf(/>/g, html, tagStart.lastIndex);
    } else {
      const tag = name.toLowerCase();
      const { attributes, end } = attributesAt(html, tagStart.lastIndex);
      let text = '';
      tagStart.lastIndex = end;
      if (/^(?:script|style|textarea|title|iframe|noembed|noframes|xmp)$/.test(tag)) {
        const close = html.slice(end).search(new RegExp(`</${tag}[\\s/>]`, 'i'));
        text = close < 0 ? html.slice(end) : html.slice(end, end + close);
        tagStart.lastIndex = end + text.length;
      }
      yield { tag, attributes, text };
    }
  }
}

/** The attributes of a tag, from after its name to after its ">". */
function attributesAt(html, from) {
  const attributes = new Map();
  const attribute = /[\s/]*(?:(>)|([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?)/gy;
  attribute.lastIndex = from;
  for (let match; (match = attribute.exec(html));) {
    const [, close, name, double, single, bare] = match;
    if (close) {
      return { attributes, end: attribute.lastIndex };
    }
    // the first of a name counts
    if (!attributes.has(name.toLowerCase())) {
      attributes.set(name.toLowerCase(), decoded(double ?? single ?? bare ?? ''));
    }
  }
  return { attributes, end: html.length };
}

function decoded(text) {
  const characters = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>' };
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(quot|apos|amp|lt|gt));/gi, (_, hex, decimal, name) => (
    name ? characters[name.toLowerCase()] : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal))
  ));
}

function endOf(pattern, text, from) {
  pattern.lastIndex = from;
  return pattern.exec(text) ? pattern.lastIndex : text.length;
}
