import { ATTRIBUTES, SCHEMA } from '../../../src/body/clean-schema.ts';

/** How a page is shown: `open` lets everything run that can, `policed` forbids all and hears of each attempt. */
export type PageMode = 'open' | 'policed';

/** In the page itself, before anything else: what runs says so, whether it calls, throws, or is refused. */
function prelude(bodies: number): string {
  const known = JSON.stringify({ tags: SCHEMA.tagNames, attributes: [...ATTRIBUTES.values()] });
  return `
const seen = new Set(), known = ${known};
const ran = (what) => { seen.add('ran ' + what); };
// Fixed, so that no element's id or name can stand before it.
Object.defineProperty(window, 'ran', { value: ran });
for (const name of ['alert', 'prompt', 'confirm', 'print', 'open', 'eval'])
  Object.defineProperty(window, name, { value: () => ran(name) });
// Pictures that do not load are events of another sort.
addEventListener('error', (event) => { if (event instanceof ErrorEvent) ran('and threw: ' + event.message); }, true);
addEventListener('unhandledrejection', () => ran('and rejected'));
document.addEventListener('securitypolicyviolation', (event) =>
  seen.add('refused ' + event.effectiveDirective + ' ' + (event.sample || event.blockedURI || '').slice(0, 60)));

const isAway = (element) => {
  const link = element.closest('a, area');
  // In SVG the address is an object that holds it.
  const address = link?.href.baseVal ?? link?.href ?? '';
  return address !== '' && URL.parse(address, location.href)?.protocol !== 'javascript:';
};
addEventListener('click', (event) => { if (isAway(event.target)) event.preventDefault(); }, true);

const mouse = ['pointerover', 'pointerdown', 'mouseover', 'mouseenter', 'mousemove', 'mousedown', 'mouseup', 'mouseout', 'dblclick', 'contextmenu'];
const others = ['keydown', 'keyup', 'input', 'change', 'wheel', 'scroll', 'toggle', 'beforetoggle', 'animationstart', 'animationend', 'transitionend', 'copy', 'paste', 'drop', 'load', 'error'];

function touch(main) {
  for (const element of main.querySelectorAll('*')) {
    for (const { name } of element.attributes)
      if (!known.attributes.includes(name)) seen.add('attribute ' + element.localName + ' ' + name);
    if (!known.tags.includes(element.localName) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml')
      seen.add('element ' + element.localName);
    element.focus?.();
    if (element.localName === 'details') element.open = !element.open;
    for (const type of mouse) element.dispatchEvent(new MouseEvent(type, { bubbles: type !== 'mouseenter', cancelable: true }));
    for (const type of others) element.dispatchEvent(new Event(type, { cancelable: true }));
    // Only a click of the mouse's class follows a link.
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  }
}

const wait = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
addEventListener('load', async () => {
  const main = document.querySelector('main');
  if (main.children.length !== ${bodies}) seen.add('left its element: ' + main.children.length);
  touch(main);
  await wait(300);
  // Once more as the browser itself writes it.
  for (const body of main.children) body.innerHTML = body.innerHTML;
  touch(main);
  await wait(300);
  document.title = 'seen: ' + JSON.stringify([...seen]);
});`;
}

export function pageOf(bodies: readonly string[], mode: PageMode): string {
  const policy = `default-src 'none'; script-src 'nonce-own' 'report-sample'; img-src http: https:; base-uri 'none'; form-action 'none'`;
  const meta = mode === 'policed' ? `<meta http-equiv="Content-Security-Policy" content="${policy}">` : '';
  const shown = bodies.map((body) => `<div>${body}</div>`).join('');
  return `<!doctype html><meta charset="utf-8">${meta}<title></title><script nonce="own">${prelude(bodies.length)}</script><main>${shown}</main>`;
}
