// The question that stands half written in the box: kept over a reload as the talk is, on the device, for as long, and
// without numbers.
"use strict";
const draft = (() => {
  const KEY = "hm-draft";

  const box = () => document.querySelector("#hm-question textarea");

  function attach() {
    const kept = store.read(KEY).text;
    if (!kept || box().value) return;
    box().value = kept;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }

  function keep(text) { if (text.trim()) store.write(KEY, { text: store.masked(text) }); else store.forget(KEY); }

  document.addEventListener("input", (event) => { if (event.target === box()) keep(box().value); });
  return { attach };
})();
