/**
 * Reads hand-off files back, knowing nothing of the code that wrote them: a strict XML 1.0 reader and a strict reader
 * of marker lists. Both throw at the first thing an importer could stumble over.
 */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

interface OpenElement extends Element {
  readonly children: Element[];
  text: string;
}

const TOKEN = /<\?xml [^?]*\?>|<!DOCTYPE ([a-z]+)>|<\/([\w:.-]+)>|<([\w:.-]+)((?: [\w:.-]+="[^"<]*")*)(\/?)>|([^<]+)/y;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** @throws where the text is not a well-formed document */
export function readXml(text: string): Element {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) throw new Error('Not a character of XML');
  const root: OpenElement = { name: '#document', attributes: {}, children: [], text: '' };
  const open: OpenElement[] = [root];
  let doctype = '';
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    if (token === null) throw new Error(`Not XML at ${at}: ${text.slice(at, at + 60)}`);
    const [, declared, closed, opened, attributes = '', empty, content] = token;
    const parent = open.at(-1);
    if (parent === undefined) throw new Error('Something follows the document');
    if (declared !== undefined) doctype = declared;
    else if (closed !== undefined) {
      if (parent.name !== closed) throw new Error(`</${closed}> closes <${parent.name}>`);
      open.pop();
    } else if (opened !== undefined) {
      const element: OpenElement = { name: opened, attributes: readAttributes(attributes), children: [], text: '' };
      parent.children.push(element);
      if (empty === '') open.push(element);
    } else if (content !== undefined) {
      if (content.includes(']]>')) throw new Error('The end of a section that never began');
      parent.text += unescape(content);
    }
  }
  const [only, ...others] = root.children;
  if (open.length !== 1 || only === undefined || others.length > 0 || root.text.trim() !== '') {
    throw new Error('Not one whole element');
  }
  if (doctype !== only.name) throw new Error(`<!DOCTYPE ${doctype}> before <${only.name}>`);
  return only;
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/ ([\w:.-]+)="([^"]*)"/g)) {
    if (found.has(name)) throw new Error(`Twice ${name}`);
    // A parser normalises bare line ends and tabs in attributes to blanks.
    found.set(name, unescape(value.replace(/[\t\n\r]/g, ' ')));
  }
  return Object.fromEntries(found);
}

function unescape(text: string): string {
  return text.replace(/&([^;&]{0,10};?)/g, (_, reference: string) => {
    const [, name, code] = /^(?:([a-z]+)|#(\d+));$/.exec(reference) ?? [];
    const value = name === undefined ? undefined : NAMED[name];
    if (code !== undefined) return String.fromCodePoint(Number(code));
    if (value === undefined) throw new Error(`Not a reference: &${reference}`);
    return value;
  });
}

/** All elements of this name, in the order of the document. */
export function all(element: Element, name: string): readonly Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** The only child of that name. @throws where there is another number */
export function child(element: Element, name: string): Element {
  const [first, ...others] = element.children.filter((each) => each.name === name);
  if (first === undefined || others.length > 0) throw new Error(`Not one <${name}> in <${element.name}>`);
  return first;
}

export interface ListedMarker {
  readonly from: string;
  readonly to: string;
  readonly color: string;
  readonly name: string;
  readonly note: string;
  readonly length: number;
}

const TIMECODE = String.raw`\d\d:\d\d:\d\d[:;]\d\d`;
const EVENT = new RegExp(`^(\\d{3})  001      V     C        (${TIMECODE}) (${TIMECODE}) (${TIMECODE}) (${TIMECODE})$`);
const TAGS = /^([^|]*) \|C:ResolveColor([A-Z][a-z]+) \|M:([^|]*) \|D:(\d+)$/;

/** A marker list as DaVinci Resolve writes it: title, counting, then event, tags and an empty line for each marker. */
export function readMarkerList(text: string): {
  readonly title: string;
  readonly dropFrame: boolean;
  readonly markers: readonly ListedMarker[];
} {
  // eslint-disable-next-line no-control-regex -- that none are there is what is read
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]|[\u{10000}-\u{10ffff}]/u.test(text)) {
    throw new Error('A character that breaks lines or is garbled');
  }
  const lines = text.split('\n');
  const [, title] = /^TITLE: (.{1,70})$/.exec(lines[0] ?? '') ?? [];
  const [, counting] = /^FCM: ((?:NON-)?DROP FRAME)$/.exec(lines[1] ?? '') ?? [];
  if (title === undefined || counting === undefined || lines[2] !== '') throw new Error('Not the head of a list');
  if (lines.at(-1) !== '' || (lines.length - 4) % 3 !== 0) throw new Error('Not whole markers');
  const markers: ListedMarker[] = [];
  for (let i = 3; i < lines.length - 1; i += 3) {
    const [, number, from = '', to = '', recordFrom, recordTo] = EVENT.exec(lines[i] ?? '') ?? [];
    const [, note = '', color = '', name = '', length] = TAGS.exec(lines[i + 1] ?? '') ?? [];
    if (Number(number) !== markers.length + 1) throw new Error(`Not event ${markers.length + 1}: ${lines[i]}`);
    if (length === undefined || lines[i + 2] !== '') throw new Error(`Not the tags of a marker: ${lines[i + 1]}`);
    if (from !== recordFrom || to !== recordTo) throw new Error('Source and record differ');
    if (!/^\p{L}/u.test(note)) throw new Error(`A note that does not begin with a letter: ${note}`);
    markers.push({ from, to, color, name, note, length: Number(length) });
  }
  return { title, dropFrame: counting === 'DROP FRAME', markers };
}
