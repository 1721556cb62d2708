/* global document, getComputedStyle, NodeFilter, innerWidth */
// Runs inside a page; its value is a list of sentences, one for each thing that keeps somebody out.
(() => {
  const problems = [];
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const describe = (element) =>
    `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> "${(element.textContent ?? '').trim().slice(0, 40)}"`;

  const channels = (color) => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data;
  };
  const over = (front, back) => {
    const share = front[3] / 255;
    return [0, 1, 2].map((at) => front[at] * share + back[at] * (1 - share));
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.unshift(channels(getComputedStyle(at).backgroundColor));
    return layers.reduce((back, front) => over(front, back), [255, 255, 255]);
  };
  const contrast = (element) => {
    const back = background(element);
    const [a, b] = [luminance(over(channels(getComputedStyle(element).color), back)), luminance(back)].sort(
      (x, y) => x - y,
    );
    return (b + 0.05) / (a + 0.05);
  };

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() === '' || seen.has(element) || !visible(element)) continue;
    seen.add(element);
    if (element.closest('.hidden-text, svg, option, :disabled, .stale, .skip')) continue;
    const ratio = contrast(element);
    if (ratio < 4.5) problems.push(`contrast ${ratio.toFixed(2)}: ${describe(element)}`);
  }

  for (const element of document.querySelectorAll(
    'button, a[href], input, select, summary, [role="meter"], [role="img"]',
  )) {
    if (!visible(element)) continue;
    const labels = [...(element.labels ?? [])].map((label) => label.textContent);
    const name = [element.getAttribute('aria-label'), ...labels, element.textContent].join('').trim();
    if (name === '') problems.push(`no name: ${describe(element)}`);
    const box = element.getBoundingClientRect();
    if (element.matches('button, select, input') && (box.width < 24 || box.height < 16))
      problems.push(`too small: ${describe(element)}`);
  }
  for (const image of document.images) if (!image.hasAttribute('alt')) problems.push(`no alt: ${image.src}`);
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push(`id twice: ${id}`);
  for (const element of document.querySelectorAll('[aria-labelledby], [aria-describedby]')) {
    const id = element.getAttribute('aria-labelledby') ?? element.getAttribute('aria-describedby');
    if (document.getElementById(id) === null) problems.push(`names a missing id: ${describe(element)}`);
  }
  const headings = [...document.querySelectorAll('h1, h2, h3')]
    .filter(visible)
    .map(({ tagName }) => Number(tagName[1]));
  if (headings.filter((level) => level === 1).length !== 1)
    problems.push(`${headings.filter((level) => level === 1).length} first headings`);
  headings.forEach((level, at) => {
    if (level > (headings[at - 1] ?? 0) + 1) problems.push(`heading ${at} skips a level`);
  });
  for (const [landmark, selector] of [
    ['main', 'main'],
    ['banner', 'body header'],
    ['navigation', 'nav[aria-label]'],
  ]) {
    if (document.querySelector(selector) === null) problems.push(`no ${landmark}`);
  }
  if (document.documentElement.scrollWidth > innerWidth)
    problems.push(`wider than the window: ${document.documentElement.scrollWidth}`);
  const main = document.querySelector('main');
  if (main.scrollWidth > main.clientWidth + 1)
    problems.push(`content wider than its place: ${main.scrollWidth} > ${main.clientWidth}`);
  return problems;
})();
