// The talk as the page keeps it: answered exchanges, questions that wait for their turn, what became of a broken
// connection. Numbers are not kept in what still waits. Who starts over can take it back until something new is asked.
"use strict";
const talk = (() => {
  const KEY = "hm-talk";
  const MOST = 20; // exchanges kept on the page; the oldest leave it
  const EARLIER = 4; // questions sent along after a reload, for the server remembers none
  const SILENT_MS = 60_000; // without a word of the server
  const SAID_AFTER_MS = 1_500; // who only hears is told that the search goes on, once; most answers come before
  const words = () => document.getElementById("hm-words").dataset;
  const queue = []; // {question, region, length, alone, turn, isDropped}: the first is the one that was sent
  let chat, send, kept, waiting, older, offer, greeting, busy = false, timer, saying;
  const early = []; // asked before the window was ready
  let aside = null; // {html, asked, isCut}: what was there before the visitor started over
  let isNew = false; // started over: the server still remembers what was said before
  let isCut = false; // the oldest exchanges have left the page

  function attach(element, fire) { // `fire` sends a question to the server, whose words appear in `element`
    [chat, send] = [element, fire];
    greeting = chat.querySelector(".hm-greeting");
    const place = document.getElementById("hm-chat");
    offer = beside(place, "hm-aside", "beforebegin");
    older = beside(place, "hm-older", "beforebegin");
    kept = beside(place, "hm-kept", "beforebegin");
    waiting = beside(place, "hm-waiting", "afterend");
    const before = store.read(KEY);
    aside = before.aside ?? null;
    put(before);
    if (aside) show(offer, words().startedOver, "undo", words().undo);
    for (const one of early.splice(0)) ask(one);
    addEventListener("offline", () => broken(words().offline));
    new MutationObserver(() => { if (document.querySelector(".toast-body.error")) broken(); }).observe(document.body, { childList: true, subtree: true });
  }

  function put({ html = "", asked = [], isCut: wasCut = false }) { // what was kept, on a page that holds nothing yet
    kept.innerHTML = html; // our own server's words of before
    cut(wasCut);
    if (html || asked.length) greeting?.remove();
    for (const one of asked) if (!one.sent) unsent(placeholder(one.question), one);
    for (const one of asked) if (one.sent) queue.push({ question: one.question, region: one.region, turn: placeholder(one.question) }); // left in the middle
    save();
    pump();
  }

  function cut(isSo) {
    isCut = isSo;
    older.replaceChildren(...(isCut ? [paragraph(words().older.replace("{count}", MOST), "hm-step")] : []));
  }

  function show(place, text, name, label) {
    place.replaceChildren(paragraph(`${text} · `, "hm-step"), button(name, label));
    place.firstChild.append(place.lastChild);
  }

  function button(name, label) {
    const made = document.createElement("button");
    made.type = "button";
    made.dataset.do = name;
    made.textContent = label;
    return made;
  }

  function beside(place, id, where) {
    const element = document.createElement("div");
    element.id = id;
    place.insertAdjacentElement(where, element);
    return element;
  }

  function ask(one) { // one: {question, region, length, alone}; what is too long is not taken, so it gets no place
    if (!kept) return early.push(one);
    const turn = one.length ? null : placeholder(one.question);
    if (turn && !document.getElementById("hm-compose").contains(document.activeElement)) sight.focus(turn.querySelector(".hm-step"));
    queue.push({ ...one, turn });
    aside = null;
    offer.replaceChildren();
    save();
    pump();
    if (turn && queue[0]?.turn !== turn) sight.bring(turn);
  }

  function placeholder(question) {
    for (const welcome of chat.querySelectorAll(".hm-greeting")) welcome.remove();
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
    const { question, region, length, turn } = queue[0];
    const alone = Boolean(queue[0].alone || isNew);
    keep(); // a notice too would take the place of what was answered
    if (turn) {
      turn.querySelector(".hm-step").textContent = words().searching;
      sight.land(turn, "auto");
    }
    if (!navigator.onLine) return broken(words().offline);
    listen();
    clearTimeout(saying);
    saying = setTimeout(saySearch, SAID_AFTER_MS);
    const earlier = alone ? [] : [...kept.querySelectorAll(".hm-turn[id] .hm-asked > p:first-of-type")].slice(-EARLIER).map((line) => line.lastChild.textContent);
    send({ question, region, length, earlier, alone });
  }

  function listen() { clearTimeout(timer); timer = setTimeout(() => broken(), SILENT_MS); }

  function saySearch() {
    const step = (chat.querySelector(".hm-working") ?? queue[0]?.turn)?.querySelector(".hm-step");
    if (step && step !== document.activeElement) spoken.announce(step.innerText);
  }

  function heard() { // the server said something: returns whether it was its last word on the question
    if (!busy) return true;
    const notice = chat.querySelector(".hm-notice");
    const settled = chat.querySelector(".hm-turn[id]");
    if (queue[0].isDropped) return drop(Boolean(notice || settled));
    if (settled) isNew = false;
    if (notice && !isEmpty()) chat.querySelector(".hm-greeting")?.remove();
    if (notice || settled || chat.querySelector(".hm-working")) queue[0].turn?.remove();
    if (!notice && !settled) { listen(); return false; }
    done();
    if (notice && last && !last.length) unsent(placeholder(last.question), last, "");
    return true;
  }

  function drop(isOver) { // the visitor started over meanwhile
    for (const one of chat.querySelectorAll(".hm-turn, .hm-notice, .hm-greeting")) if (one !== greeting) one.remove();
    if (isOver) done();
    if (isEmpty()) welcome();
    return true;
  }

  const isEmpty = () => !kept.childElementCount && !waiting.childElementCount;

  function welcome() { if (greeting && !chat.contains(greeting)) chat.append(greeting); }

  let last = null;
  function done() {
    clearTimeout(timer);
    clearTimeout(saying);
    busy = false;
    last = queue.shift();
    save();
    setTimeout(pump);
  }

  function again() { // starts over; what was there is put aside
    aside = state();
    if (busy) queue[0].isDropped = true;
    queue.splice(busy ? 1 : 0);
    for (const place of [kept, waiting]) place.replaceChildren();
    for (const one of chat.querySelectorAll(".hm-turn, .hm-notice")) one.remove();
    cut(false);
    welcome();
    isNew = true;
    show(offer, words().startedOver, "undo", words().undo);
    save();
  }

  function undo() {
    const before = aside;
    aside = null;
    isNew = false;
    offer.replaceChildren();
    greeting?.remove();
    if (busy) for (const one of before.asked) one.sent = false; // the one under way is dropped; it can be sent again
    put(before);
  }

  function newest() { return waiting.lastElementChild ?? chat.querySelector(".hm-turn") ?? kept.lastElementChild; }

  function broken(why = words().unsent) { // the question stays, and can be sent again
    if (!busy) return;
    document.querySelector(".toast-wrap")?.replaceChildren();
    chat.querySelector(".hm-working")?.remove();
    const { turn, ...one } = queue[0];
    turn?.remove();
    done();
    const left = one.length || one.isDropped ? [] : [unsent(placeholder(one.question), one, why)];
    for (const other of queue.splice(0)) left.push(unsent(other.turn ?? placeholder(other.question), other, why));
    if (!left.length) return;
    left[0].querySelector(".hm-why-not").setAttribute("role", "alert");
    if (sight.isLost()) sight.focus(left[0].querySelector("button"));
    sight.bring(left[0]);
  }

  function unsent(turn, one, why = words().unsent) {
    turn.className = "hm-turn hm-unsent";
    turn.dataset.question = one.question;
    turn.dataset.region = one.region ?? "";
    const said = document.createElement("span");
    said.className = "hm-why-not";
    said.textContent = why;
    turn.querySelector(".hm-step").replaceChildren(said, " ", button("retry", words().retry));
    save();
    return turn;
  }

  function retry(turn) {
    turn.remove();
    ask({ question: turn.dataset.question, region: turn.dataset.region });
  }

  function apart(turn, pressed) { // the same question again, without what was taken from the one before
    const { question, region } = pressed.dataset;
    turn.remove();
    ask({ question, region, alone: true });
  }

  function keep() { // what was answered leaves the place where the next answer will stand, and takes the focus along
    const focused = document.activeElement;
    for (const turn of chat.querySelectorAll(".hm-turn[id]")) kept.append(turn);
    if (focused !== document.activeElement && kept.contains(focused)) focused.focus({ preventScroll: true });
    chat.querySelector(".hm-notice")?.remove();
    if (kept.children.length > MOST) cut(true);
    while (kept.children.length > MOST) kept.firstElementChild.remove();
  }

  function state() {
    const answered = [...kept.querySelectorAll(".hm-turn[id]"), ...chat.querySelectorAll(".hm-turn[id]")];
    const asked = [
      ...queue.filter((one) => one.turn && !one.isDropped).map(({ question, region }) => ({ question, region, sent: true })),
      ...[...waiting.querySelectorAll(".hm-unsent")].map(({ dataset: { question, region } }) => ({ question, region })),
    ].map((one) => ({ ...one, question: store.masked(one.question) }));
    return { html: answered.slice(-MOST).map((turn) => turn.outerHTML).join(""), asked, isCut: isCut || answered.length > MOST };
  }

  function save() { // nothing is kept of a talk that holds nothing
    const now = state();
    if (now.html || now.asked.length || aside) store.write(KEY, { ...now, aside });
    else store.forget(KEY);
  }

  return { again, apart, ask, attach, heard, isBusy: () => busy, newest, retry, save, undo };
})();
