// The residents' window: what gradio's components do not do themselves. Server text is only ever read, never run.
"use strict";
const huimin = (() => {
  const chosen = () => document.getElementById("hm-region");
  const box = () => document.querySelector("#hm-question textarea");
  let chat, last = "", noticed = "", width = 0;

  function attach(element, fire, event) { // gradio draws the window part by part, in no order
    const isDrawn = () => ["#hm-question textarea", "#hm-region", "#hm-voice-said", "#hm-words"].every((part) => document.querySelector(part));
    if (isDrawn()) return begin(element, fire, event);
    const observer = new MutationObserver(() => {
      if (!isDrawn()) return;
      observer.disconnect();
      begin(element, fire, event);
    });
    observer.observe(document.body, { childList: true, subtree: true });
  }

  function begin(element, fire, event) {
    chat = element;
    document.documentElement.lang = words().lang;
    display.apply(); // the buttons are there only now
    talk.attach(element, (asked) => fire(event, { ...asked, whole: display.is("whole") }));
    new MutationObserver(changed).observe(chat, { childList: true, subtree: true });
    voice.attach(box);
    new ResizeObserver(fit).observe(document.getElementById("hm-compose"));
    for (const kind of ["resize", "scroll"]) visualViewport?.addEventListener(kind, fit);
    region.attach();
    last = talk.newest()?.id ?? "";
    changed();
    if (talk.newest()) sight.land(talk.newest(), "auto");
    draft.attach();
  }

  function fit() { // the box stands above the keyboard, and what is focused above the box
    const { height, offsetTop } = visualViewport ?? { height: innerHeight, offsetTop: 0 };
    const covered = visualViewport?.scale > 1.01 ? 0 : Math.max(0, innerHeight - height - offsetTop);
    document.documentElement.style.setProperty("--hm-keyboard", `${covered}px`);
    document.documentElement.classList.toggle("hm-typing", covered > 100); // a keyboard, no bar of the browser
    if (box() && width !== box().offsetWidth) { width = box().offsetWidth; grow(); }
    document.documentElement.style.setProperty("--hm-composer", `${document.getElementById("hm-compose").offsetHeight + covered}px`);
  }

  function grow() { box()?.dispatchEvent(new Event("input", { bubbles: true })); } // gradio makes the box as high as its words

  function entered(event) {
    if (event.target !== box() || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    typed(event.repeat);
  }

  function pressed(event) {
    if (!event.target.closest?.("#hm-send")) return;
    event.stopImmediatePropagation();
    typed(event.detail > 1);
  }

  function typed(isRepeated) { // what is too long is not sent whole: the server says so and the box keeps it
    const [letters, longest] = [[...box().value], Number(words().longest)];
    if (!box().value.trim()) return isRepeated || talk.isBusy() ? undefined : missing(); // a second touch, while the first is under way
    const length = letters.length > longest ? letters.length : 0;
    ask(letters.slice(0, longest).join(""), "", length);
    voice.quiet();
    if (length) return;
    box().value = "";
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }

  function missing() {
    unasked()?.remove();
    const notice = document.createElement("p");
    notice.className = "hm-notice";
    notice.setAttribute("role", "alert");
    notice.textContent = words().empty;
    document.getElementById("hm-voice-said").before(notice);
  }

  const unasked = () => document.querySelector("#hm-compose .hm-notice");

  function ask(question, region, length = 0) {
    unasked()?.remove();
    if (region && chosen()) chosen().value = region;
    talk.ask({ question, region: region || chosen()?.value || "", length });
  }

  function clicked(event) {
    const button = event.target.closest("button, a");
    if (!button) return;
    const turn = button.closest(".hm-turn");
    if (!turn && !button.closest(".hm-greeting, #hm-aside")) return;
    if (button.dataset.ask) {
      ask(button.dataset.ask, button.dataset.region);
      if (button.closest(".hm-choices") && chosen()?.value) chosen().dispatchEvent(new Event("change", { bubbles: true })); // to be remembered
    } else if (!chat) return; // not ready
    else if (button.dataset.event) openEvent(button);
    else if (button.matches(".hm-mark, .hm-to")) { event.preventDefault(); openSource(button); }
    else if (button.dataset.do) actions[button.dataset.do](turn, button);
  }

  function openEvent(button, wanted = button.getAttribute("aria-expanded") !== "true") { // it and its examples in sight together
    for (const other of chat.querySelectorAll("[data-event]")) show(other, other === button && wanted);
    filter();
    if (wanted) sight.bring(button, panel(button));
  }

  const panel = (button) => document.getElementById(button.getAttribute("aria-controls"));

  function nest() { // the examples of a life event follow its button, by sight and by key
    for (const button of chat.querySelectorAll("[data-event]")) if (panel(button).parentElement !== button.parentElement) button.after(panel(button));
  }

  function show(button, open) {
    button.setAttribute("aria-expanded", String(open));
    panel(button).hidden = !open;
  }

  function filter() { // examples of the chosen region only; a life event that has none is not shown
    const region = chosen()?.value;
    for (const button of chat.querySelectorAll("[data-event]")) {
      const items = [...panel(button).querySelectorAll("li")];
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
    (source.querySelector(":scope > summary") ?? source).focus({ preventScroll: true });
    sight.bring(source);
  }

  const words = () => document.getElementById("hm-words").dataset;

  const actions = {
    speak: spoken.aloud,
    async copy(turn) {
      const text = turn.querySelector(".hm-copy").textContent;
      try { await navigator.clipboard.writeText(text); } catch { copyTheOldWay(text); }
      spoken.say(turn, words().copied);
    },
    print(turn) {
      turn.classList.add("hm-printed");
      print();
      turn.classList.remove("hm-printed");
    },
    retry: talk.retry,
    alone: talk.apart,
    undo() {
      talk.undo();
      unasked()?.remove();
      settle(talk.newest());
      spoken.announce(words().restored);
    },
    helpful(turn) { rating.send(turn, { helpful: true }); },
    unhelpful: rating.toggle,
    cancel: rating.close,
  };

  function copyTheOldWay(text) { // on pages without https the clipboard is closed
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  function changed() {
    nest();
    filter();
    for (const one of document.querySelectorAll("#hm-kept .hm-turn, #hm-chat .hm-turn")) spoken.quieten(one);
    talk.heard();
    if (!("speechSynthesis" in window)) for (const b of chat.querySelectorAll("[data-do='speak']")) b.hidden = true;
    const notice = chat.querySelector(".hm-notice"); // why a question was not taken stands below all that was said
    if (notice && notice.id !== noticed) {
      noticed = notice.id;
      sight.bring(notice);
      return;
    }
    const turn = chat.querySelector(".hm-turn");
    const key = turn ? turn.id || turn.innerText : "";
    if (key === last || !turn) return;
    last = key;
    if (turn.id) spoken.announce(spoken.told(turn));
    settle(turn);
  }

  function settle(turn) { // in sight; whoever had the focus on what is gone finds it at the answer
    if (!turn) return;
    sight.land(turn);
    if (sight.isLost()) sight.focus(turn.querySelector(".hm-answer > h2, .hm-step"));
  }

  function again() {
    talk.again();
    filter();
    last = "";
    scrollTo({ top: 0 });
    box().focus({ preventScroll: true });
    spoken.announce(`${words().startedOver}。${words().undo}`);
  }

  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-display]")) grow(); });
  document.addEventListener("change", (event) => { if (event.target.id === "hm-region") filter(); });
  document.addEventListener("click", (event) => {
    if (event.target.id === "hm-again") again();
    if (event.target.matches?.(".hm-skip")) {
      event.preventDefault();
      document.querySelector("#hm-question textarea").focus();
    }
  });
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", entered, true); // before gradio, which drops what is asked while it waits
  document.addEventListener("click", pressed, true);
  document.addEventListener("input", (event) => { if (event.target === box() && box().value) unasked()?.remove(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const button = event.target.closest?.(".hm-events li:has(> [data-event])")?.querySelector("[data-event]");
    if (button?.getAttribute("aria-expanded") === "true") { openEvent(button, false); button.focus(); }
  });
  history.scrollRestoration = "manual"; // a talk that comes back is not there yet when the browser would scroll
  return { attach };
})();
