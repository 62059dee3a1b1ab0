// What the page keeps on the device (sessionStorage): until the tab is closed, or half an hour has passed, for browsers
// open closed tabs again, and at a counter somebody else may.
"use strict";
const store = (() => {
  const OLDEST_MS = 30 * 60_000;
  // a long number that counts nothing (phones, cards), however it is parted, and mail addresses; the server masks more
  const PERSONAL = /[\d零〇一壹幺二三四五六七八九](?:[\s.·—-]{0,2}[\d零〇一壹幺二三四五六七八九]){6,}[Xx]?(?![\d.]|\s*[元万亿人户])|[\w.+-]+@[\w.-]+/g;

  function masked(text) { return text.replace(PERSONAL, "〔号码〕"); }

  function write(key, value) {
    try { sessionStorage.setItem(key, JSON.stringify({ ...value, at: Date.now() })); } catch { /* no room, or a private window */ }
  }

  function read(key) { // nothing where it is too old
    try {
      const found = JSON.parse(sessionStorage.getItem(key)) ?? {};
      if (Date.now() - found.at < OLDEST_MS) return found;
      forget(key);
    } catch { /* nothing that we wrote */ }
    return {};
  }

  function forget(key) { try { sessionStorage.removeItem(key); } catch { /* nothing is kept there either */ } }

  return { forget, masked, read, write };
})();
