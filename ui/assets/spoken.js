// What is said of an exchange: aloud by the device's voice, and to a screen reader in the page's one live region.
"use strict";
const spoken = (() => {
  const LEAD = ".hm-lead, .hm-items li, .hm-sides > div";
  const CARDS = ".hm-near .hm-source h3 > [lang], .hm-near .hm-row tr, .hm-near blockquote"; // of rows a cell after another
  const ALOUD = `${LEAD}, ${CARDS}, .hm-who, .hm-note`;
  const TOLD = `.hm-follows > span, ${LEAD}, .hm-source:first-of-type, .hm-who, .hm-note, .hm-choices, .hm-contacts li`;
  const AGAIN_MS = 60; // a live region that is emptied first says the same words once more
  const words = () => document.getElementById("hm-words").dataset;
  const line = (turn) => turn.querySelector(".hm-said");
  let saying;

  function parts(turn, which) { return [...turn.parentElement.querySelectorAll(which)].filter((part) => turn.contains(part)); }

  function plain(part) { return part.innerText.replace(/\[\d+\]|\u2060/g, "").replace(/[\t\n]+/g, "：").trim().replace(/。+$/, ""); }

  function said(part) {
    if (part.matches(".hm-source")) return cards(part.closest(".hm-turn"));
    if (!part.matches(".hm-choices")) return plain(part);
    return `${plain(part.querySelector("h3")).replace(/：$/, "")}：${[...part.querySelectorAll("button")].map(plain).join("、")}`;
  }

  function cards(turn) { // how many places come near, and what they are of; an answer names its own sources
    if (!turn.matches(".hm-near")) return "";
    const names = [...turn.querySelectorAll(".hm-source")].map((card) => [...card.querySelectorAll("h3 > [lang], .hm-path")].map((one) => plain(one).replace(/[，、；]+$/, "")).join("，"));
    return `${words().nearSaid.replace("{count}", names.length)}${names.join("；")}`;
  }

  function joined(said) { return said.filter(Boolean).join("。").replaceAll("：。", "："); } // what opens a list goes on

  function told(turn) { return joined(parts(turn, TOLD).map(said)); }

  function announce(text) {
    const live = document.getElementById("hm-live");
    live.textContent = "";
    clearTimeout(saying);
    saying = setTimeout(() => { live.textContent = text; }, AGAIN_MS);
  }

  function say(turn, text) { // below an exchange, in sight, and once by ear
    line(turn).textContent = text;
    announce(text);
    sight.bring(line(turn));
  }

  function quieten(turn) { // its line speaks through the one region; one of its own would speak again when it is moved
    line(turn)?.removeAttribute("role");
  }

  function aloud(turn, button) {
    const isSpeaking = button.getAttribute("aria-pressed") === "true";
    quiet();
    if (isSpeaking) return;
    const voices = speechSynthesis.getVoices(); // some devices name none and speak all the same
    if (voices.length && !voices.some((voice) => /^(zh|cmn|yue)/i.test(voice.lang))) return say(turn, words().noVoice);
    const speech = new SpeechSynthesisUtterance(joined(parts(turn, ALOUD).map(plain)));
    speech.lang = "zh-CN";
    speech.rate = 0.9;
    speech.onend = quiet;
    speech.onerror = (event) => { quiet(); if (!["canceled", "interrupted"].includes(event.error)) say(turn, words().noVoice); };
    button.setAttribute("aria-pressed", "true");
    button.textContent = words().stop;
    speechSynthesis.speak(speech);
  }

  function quiet() {
    speechSynthesis.cancel();
    for (const button of document.querySelectorAll("[data-do='speak'][aria-pressed]")) {
      button.removeAttribute("aria-pressed");
      button.textContent = words().speak;
    }
  }

  return { aloud, announce, quieten, say, told };
})();
