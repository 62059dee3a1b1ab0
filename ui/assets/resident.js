// The residents' window: what gradio's components do not do themselves. Server text is only ever read, never run.
"use strict";
const huimin = (() => {
  const chosen = () => document.getElementById("hm-region");
  const box = () => document.querySelector("#hm-question textarea");
  let chat, last = "", noticed = "";
  const say = (turn, text) => { turn.querySelector(".hm-said").textContent = text; };
  const idOf = (turn) => turn.id.replace("turn-", "");

  function attach(element, fire, event) {
    chat = element;
    document.documentElement.lang = words().lang;
    display.apply(); // the buttons are there only now
    talk.attach(element, (asked) => fire(event, { ...asked, whole: display.is("whole") }));
    document.addEventListener("click", clicked);
    document.addEventListener("submit", submitted);
    document.addEventListener("keydown", entered, true); // before gradio, which drops what is asked while it waits
    document.addEventListener("click", pressed, true);
    new MutationObserver(changed).observe(chat, { childList: true, subtree: true });
    voice.attach(box);
    new ResizeObserver(fit).observe(document.getElementById("hm-compose"));
    for (const kind of ["resize", "scroll"]) visualViewport?.addEventListener(kind, fit);
    region.attach();
    changed();
  }

  function fit() { // the box stands above the keyboard, and what is focused above the box
    const { height, offsetTop } = visualViewport ?? { height: innerHeight, offsetTop: 0 };
    const covered = visualViewport?.scale > 1.01 ? 0 : Math.max(0, innerHeight - height - offsetTop);
    document.documentElement.style.setProperty("--hm-keyboard", `${covered}px`);
    document.documentElement.classList.toggle("hm-typing", covered > 100); // a keyboard, no bar of the browser
    document.documentElement.style.setProperty("--hm-composer", `${document.getElementById("hm-compose").offsetHeight + covered}px`);
  }

  function entered(event) {
    if (event.target !== box() || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    typed();
  }

  function pressed(event) {
    if (!event.target.closest?.("#hm-send")) return;
    event.stopImmediatePropagation();
    typed();
  }

  function typed() { // what is too long is not sent whole: the server says so and the box keeps it
    const [letters, longest] = [[...box().value], Number(words().longest)];
    const length = letters.length > longest ? letters.length : 0;
    talk.ask({ question: letters.slice(0, longest).join(""), region: chosen()?.value ?? "", length });
    voice.quiet();
    if (length) return;
    box().value = "";
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }

  function ask(question, region) {
    if (region && chosen()) chosen().value = region;
    talk.ask({ question, region: region || chosen()?.value || "", length: 0 });
  }

  function clicked(event) {
    const button = event.target.closest("button, a");
    if (!button) return;
    const turn = button.closest(".hm-turn");
    if (!turn && !button.closest(".hm-greeting")) return;
    if (button.dataset.ask) ask(button.dataset.ask, button.dataset.region);
    else if (button.dataset.event) openEvent(button);
    else if (button.matches(".hm-mark, .hm-to")) { event.preventDefault(); openSource(button); }
    else if (button.dataset.do) actions[button.dataset.do](turn, button);
  }

  function openEvent(button) {
    const open = button.getAttribute("aria-expanded") === "true";
    for (const other of chat.querySelectorAll("[data-event]")) show(other, other === button && !open);
    filter();
    if (!open) document.getElementById(button.getAttribute("aria-controls")).scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
  }

  function show(button, open) {
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.getAttribute("aria-controls")).hidden = !open;
  }

  function filter() { // examples of the chosen region only; a life event that has none is not shown
    const region = chosen()?.value;
    for (const button of chat.querySelectorAll("[data-event]")) {
      const items = [...document.getElementById(button.getAttribute("aria-controls")).querySelectorAll("li")];
      for (const item of items) item.hidden = Boolean(region) && item.dataset.of !== region;
      button.parentElement.hidden = items.every((item) => item.hidden);
      if (button.parentElement.hidden) show(button, false);
    }
    const events = chat.querySelector(".hm-events");
    if (events) events.hidden = !events.querySelector(":scope > ul > li:not([hidden])");
  }

  function openSource(mark) {
    const source = document.getElementById(mark.getAttribute("href").split("#")[1]);
    if (!source) return;
    source.closest("details").open = true;
    for (const other of document.querySelectorAll(".hm-shown")) other.classList.remove("hm-shown");
    source.classList.add("hm-shown");
    source.focus({ preventScroll: true });
    source.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
  }

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const words = () => document.getElementById("hm-words").dataset;

  const actions = {
    speak(turn, button) {
      const speaking = button.getAttribute("aria-pressed") === "true";
      quiet();
      if (speaking) return;
      const voices = speechSynthesis.getVoices(); // some devices name none and speak all the same
      if (voices.length && !voices.some((voice) => /^(zh|cmn|yue)/i.test(voice.lang))) return say(turn, words().noVoice);
      const speech = new SpeechSynthesisUtterance(spoken(turn));
      speech.lang = "zh-CN";
      speech.rate = 0.9;
      speech.onend = quiet;
      speech.onerror = (event) => { quiet(); if (!["canceled", "interrupted"].includes(event.error)) say(turn, words().noVoice); };
      button.setAttribute("aria-pressed", "true");
      button.textContent = words().stop;
      speechSynthesis.speak(speech);
    },
    async copy(turn) {
      const text = turn.querySelector(".hm-copy").textContent;
      try { await navigator.clipboard.writeText(text); } catch { copyTheOldWay(text); }
      say(turn, words().copied);
    },
    print(turn) {
      turn.classList.add("hm-printed");
      print();
      turn.classList.remove("hm-printed");
    },
    retry: talk.retry,
    alone: talk.apart,
    helpful(turn) { rate(turn, { helpful: true }); },
    unhelpful(turn, button) {
      const form = turn.querySelector(".hm-why");
      form.hidden = !form.hidden;
      button.setAttribute("aria-expanded", String(!form.hidden));
      if (!form.hidden) form.querySelector("input").focus();
    },
  };

  function quiet() {
    speechSynthesis.cancel();
    for (const button of document.querySelectorAll("[data-do='speak'][aria-pressed]")) {
      button.removeAttribute("aria-pressed");
      button.textContent = words().speak;
    }
  }

  const LEAD = ".hm-lead, .hm-items li, .hm-sides > div";
  const CARDS = ".hm-near .hm-source h3 > [lang], .hm-near .hm-row tr, .hm-near blockquote"; // of rows a cell after another

  function spoken(turn, which = `${LEAD}, ${CARDS}, .hm-who, .hm-note`) {
    const parts = [...turn.parentElement.querySelectorAll(which)].filter((part) => turn.contains(part));
    return parts.map((part) => part.innerText.replace(/\[\d+\]|\u2060/g, "").replace(/[\t\n]+/g, "：").trim().replace(/。+$/, "")).join("。");
  }

  function copyTheOldWay(text) { // on pages without https the clipboard is closed
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  function submitted(event) {
    const form = event.target.closest(".hm-why");
    if (!form) return;
    event.preventDefault();
    const turn = form.closest(".hm-turn");
    const reason = form.querySelector("input:checked")?.value ?? null;
    rate(turn, { helpful: false, reason, words: form.elements.words.value });
  }

  async function rate(turn, rating) {
    const body = JSON.stringify({ answer: idOf(turn), ...rating });
    const headers = { "Content-Type": "application/json" };
    const sent = await fetch(`${words().root}/api/v1/feedback`, { method: "POST", headers, body }).catch(() => null);
    if (!sent?.ok) return say(turn, words().failed);
    turn.querySelector(".hm-rate").hidden = true;
    turn.querySelector(".hm-why").hidden = true;
    say(turn, words().thanks);
    talk.save();
  }

  function changed() {
    const settled = talk.heard();
    if (!("speechSynthesis" in window)) for (const b of chat.querySelectorAll("[data-do='speak']")) b.hidden = true;
    const notice = chat.querySelector(".hm-notice"); // why a question was not taken stands below all that was said
    if (notice && notice.id !== noticed) {
      noticed = notice.id;
      notice.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
      return;
    }
    const turn = chat.querySelector(".hm-turn");
    const key = turn ? turn.id || turn.innerText : "";
    if (key === last || !turn) return;
    last = key;
    announce(turn.id ? spoken(turn, `${LEAD}, .hm-who, .hm-note`) : turn.querySelector(".hm-step").innerText);
    turn.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
    if (settled && document.activeElement === document.body) turn.querySelector(".hm-answer").focus({ preventScroll: true });
  }

  function announce(text) { document.getElementById("hm-live").textContent = text; }

  document.addEventListener("click", (event) => { // the box is as high as its words in the new size
    if (event.target.closest?.("[data-display]")) box()?.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("change", (event) => { if (event.target.id === "hm-region") filter(); });
  document.addEventListener("click", (event) => {
    if (event.target.id === "hm-again") { talk.forget(); location.reload(); }
    if (event.target.matches?.(".hm-skip")) {
      event.preventDefault();
      document.querySelector("#hm-question textarea").focus();
    }
  });
  return { attach };
})();
