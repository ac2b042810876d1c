// What the pages say, in the language that <html lang> names; early.js has set it. Changing it changes every text in place, so that nothing typed is lost.
import { languages, texts } from './texts.js';

/** Text nodes and attributes that scripts made, with how to make them again. */
const made = new WeakMap();

export const language = () => document.documentElement.lang;
/** The browser's own variant where it has one: en-GB writes days before months. */
export const formats = () => navigator.languages.find((tag) => tag.startsWith(language())) ?? language();

/** The text of a key, `{name}` filled in. */
export function t(key, values = {}) {
  const text = texts[key]?.[languages.indexOf(language())];
  if (text === undefined) throw new Error(`There is no text ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
export const has = (key) => texts[key] !== undefined;

/** A text node that follows the language. */
export function live(make) {
  const node = document.createTextNode(make());
  made.set(node, make);
  return node;
}
export const say = (key, values) => live(() => t(key, values));

/** An attribute that follows the language. */
export function liveAttribute(element, name, make) {
  element.setAttribute(name, make());
  made.set(element, { ...made.get(element), [name]: make });
}

/** Says everything below `root` in the language of the page. */
export function translate(root = document) {
  for (const element of root.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll('[data-t-label]')) element.setAttribute('aria-label', t(element.dataset.tLabel));
  for (const element of root.querySelectorAll('[data-t-content]')) element.setAttribute('content', t(element.dataset.tContent));
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const make = made.get(node);
    if (typeof make === 'function') node.data = make();
    else for (const [name, again] of Object.entries(make ?? {})) node.setAttribute(name, again());
  }
}

/** For texts that the server words: `load` runs again when the language changes. */
export function onLanguage(load) {
  document.addEventListener('language', load);
}

/** Turns the page, and remembers it for the next one. */
export function speak(chosen) {
  if (!languages.includes(chosen) || chosen === language()) return;
  try {
    localStorage.setItem('pms-language', chosen);
  } catch {
    // Storage may be switched off; then the choice holds for this page.
  }
  document.documentElement.lang = chosen;
  translate();
  document.dispatchEvent(new Event('language'));
}
