// The talk as the page keeps it: answered exchanges, questions that wait for their turn, what became of a broken
// connection. It stays on the device (sessionStorage) until the tab is closed, the visitor starts over, or half an hour has
// passed: browsers open closed tabs again, and at a counter somebody else may. Numbers are not kept in what still waits.
"use strict";
const talk = (() => {
  const KEY = "hm-talk";
  const MOST = 20; // exchanges kept on the page; the oldest leave it
  const EARLIER = 4; // questions sent along after a reload, for the server remembers none
  const SILENT_MS = 60_000; // without a word of the server
  const OLDEST_MS = 30 * 60_000; // of a talk that comes back
  // a long number that counts nothing (phones, cards), however it is parted, and mail addresses; the server masks more
  const PERSONAL = /[\d零〇一壹幺二三四五六七八九](?:[\s.·—-]{0,2}[\d零〇一壹幺二三四五六七八九]){6,}[Xx]?(?![\d.]|\s*[元万亿人户])|[\w.+-]+@[\w.-]+/g;
  const words = () => document.getElementById("hm-words").dataset;
  const queue = []; // {question, region, length, turn}: the first is the one that was sent
  let chat, send, kept, waiting, busy = false, timer;

  function attach(element, fire) { // `fire` sends a question to the server, whose words appear in `element`
    [chat, send] = [element, fire];
    const place = document.getElementById("hm-chat");
    kept = beside(place, "hm-kept", "beforebegin");
    waiting = beside(place, "hm-waiting", "afterend");
    const { html = "", asked = [] } = stored();
    kept.innerHTML = html; // our own server's words of before
    if (html || asked.length) chat.querySelector(".hm-greeting")?.remove();
    for (const one of asked) if (!one.sent) unsent(placeholder(one.question), one);
    for (const one of asked) if (one.sent) ask({ question: one.question, region: one.region }); // left in the middle
    addEventListener("offline", () => broken(words().offline));
    new MutationObserver(() => { if (document.querySelector(".toast-body.error")) broken(); }).observe(document.body, { childList: true, subtree: true });
  }

  function beside(place, id, where) {
    const element = document.createElement("div");
    element.id = id;
    place.insertAdjacentElement(where, element);
    return element;
  }

  function ask(one) { // one: {question, region, length, alone}; what is too long is not taken, so it gets no place
    const turn = one.length || !one.question.trim() ? null : placeholder(one.question);
    queue.push({ ...one, turn });
    save();
    pump();
  }

  function placeholder(question) {
    chat.querySelector(".hm-greeting")?.remove();
    const turn = document.createElement("article");
    turn.className = "hm-turn hm-working";
    const asked = document.createElement("div");
    asked.className = "hm-asked";
    asked.append(paragraph(question, ""));
    turn.append(asked, paragraph(words().queued, "hm-step"));
    waiting.append(turn);
    return turn;
  }

  function paragraph(text, name) {
    const line = document.createElement("p");
    line.textContent = text;
    line.className = name;
    return line;
  }

  function pump() {
    if (busy || !queue.length) return;
    busy = true;
    const { question, region, length, alone = false, turn } = queue[0];
    keep(); // a notice too would take the place of what was answered
    if (turn) {
      turn.querySelector(".hm-step").textContent = words().searching;
      turn.scrollIntoView({ block: "start" });
    }
    if (!navigator.onLine) return broken(words().offline);
    listen();
    const earlier = alone ? [] : [...kept.querySelectorAll(".hm-turn[id] .hm-asked > p:first-of-type")].slice(-EARLIER).map((line) => line.lastChild.textContent);
    send({ question, region, length, earlier, alone });
  }

  function listen() { clearTimeout(timer); timer = setTimeout(() => broken(), SILENT_MS); }

  function heard() { // the server said something: returns whether it was its last word on the question
    if (!busy) return true;
    const notice = chat.querySelector(".hm-notice");
    const settled = chat.querySelector(".hm-turn[id]");
    if (notice || settled || chat.querySelector(".hm-working")) queue[0].turn?.remove();
    if (!notice && !settled) { listen(); return false; }
    done();
    if (notice && !chat.querySelector(".hm-greeting") && last && !last.length && last.question.trim()) unsent(placeholder(last.question), last, "");
    return true;
  }

  let last = null;
  function done() {
    clearTimeout(timer);
    busy = false;
    last = queue.shift();
    save();
    setTimeout(pump);
  }

  function broken(why = words().unsent) { // the question stays, and can be sent again
    if (!busy) return;
    document.querySelector(".toast-wrap")?.replaceChildren();
    chat.querySelector(".hm-working")?.remove();
    const { turn, ...one } = queue[0];
    turn?.remove();
    done();
    if (one.question.trim() && !one.length) unsent(placeholder(one.question), one, why);
    for (const other of queue.splice(0)) unsent(other.turn ?? placeholder(other.question), other, why);
  }

  function unsent(turn, one, why = words().unsent) {
    turn.className = "hm-turn hm-unsent";
    turn.dataset.question = one.question;
    turn.dataset.region = one.region ?? "";
    const again = document.createElement("button");
    again.type = "button";
    again.dataset.do = "retry";
    again.textContent = words().retry;
    turn.querySelector(".hm-step").replaceChildren(why, " ", again);
    save();
  }

  function retry(turn) {
    turn.remove();
    ask({ question: turn.dataset.question, region: turn.dataset.region });
  }

  function apart(turn, button) { // the same question again, without what was taken from the one before
    const { question, region } = button.dataset;
    turn.remove();
    ask({ question, region, alone: true });
  }

  function keep() { // what was answered leaves the place where the next answer will stand
    for (const turn of chat.querySelectorAll(".hm-turn[id]")) kept.append(turn);
    chat.querySelector(".hm-notice")?.remove();
    while (kept.children.length > MOST) kept.firstElementChild.remove();
  }

  function save() {
    const answered = [...kept.querySelectorAll(".hm-turn[id]"), ...chat.querySelectorAll(".hm-turn[id]")];
    const asked = [
      ...queue.filter((one) => one.turn).map(({ question, region }) => ({ question, region, sent: true })),
      ...[...waiting.querySelectorAll(".hm-unsent")].map(({ dataset: { question, region } }) => ({ question, region })),
    ].map((one) => ({ ...one, question: one.question.replace(PERSONAL, "〔号码〕") }));
    try { sessionStorage.setItem(KEY, JSON.stringify({ at: Date.now(), html: answered.slice(-MOST).map((turn) => turn.outerHTML).join(""), asked })); } catch { /* no room, or a private window */ }
  }

  function stored() {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
      if (Date.now() - found.at < OLDEST_MS) return found;
      forget();
    } catch { /* nothing that we wrote */ }
    return {};
  }

  function forget() { try { sessionStorage.removeItem(KEY); } catch { /* nothing is kept there either */ } }

  return { apart, ask, attach, forget, heard, retry, save };
})();
