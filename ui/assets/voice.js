// Speech as input, where the browser turns it into text: the words stand in the box to be checked, and are never sent.
"use strict";
const voice = (() => {
  const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
  const words = () => document.getElementById("hm-words").dataset;
  const button = () => document.getElementById("hm-voice");
  let box, running = null;

  function attach(theBox) {
    box = theBox;
    if (!Recognition || !isSecureContext || !button()) return; // without https no browser listens
    button().hidden = false;
    for (const told of document.querySelectorAll("#hm-voice-privacy, [data-of='hm-voice-privacy']")) told.hidden = false;
    document.addEventListener("click", (event) => { if (event.target.closest?.("#hm-voice")) pressed(); });
  }

  function pressed() {
    if (running) return running.stop();
    const before = box().value;
    let heard = "", failed = "";
    running = new Recognition();
    running.lang = "zh-CN";
    running.interimResults = true;
    running.onresult = (event) => {
      heard = [...event.results].map((result) => result[0].transcript).join("");
      write(before + heard);
    };
    running.onerror = (event) => { failed = ["not-allowed", "service-not-allowed", "audio-capture"].includes(event.error) ? words().noMicrophone : words().notHeard; };
    running.onend = () => {
      running = null;
      button().setAttribute("aria-pressed", "false");
      say(heard ? words().heard : failed || words().notHeard);
      box().focus();
    };
    button().setAttribute("aria-pressed", "true");
    say(words().listening);
    try { running.start(); } catch { running.onend(); }
  }

  function write(text) {
    box().value = text;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }

  function say(text) { document.getElementById("hm-voice-said").textContent = text; }

  return { attach, quiet: () => say("") };
})();
