// A whole document: words are found in it, and the way back to the talk. Nothing is fetched.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const text = document.getElementById("text"), box = document.getElementById("hm-find"), count = document.getElementById("hm-found");
  const LONGEST = 80; // characters of a sentence that is said
  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, td, th, dd";
  const came = history.length; // jumps within the page add to it
  let found = [], at = -1, asked = "";

  document.getElementById("hm-back")?.addEventListener("click", (event) => { // the talk is in the tab that opened this one
    event.preventDefault();
    const { href } = event.currentTarget;
    close();
    setTimeout(() => { if (came > 1) history.go(came - history.length - 1); else location.href = href; }, 150); // it could not be closed
  });
  if (!text || !box) return;

  function find(words) { // ranges of all places, whatever markup parts them
    const places = [];
    for (const block of text.querySelectorAll(BLOCKS)) {
      if (block.querySelector(BLOCKS)) continue;
      const nodes = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) nodes.push(walker.currentNode);
      const whole = nodes.map((node) => node.data).join("").toLowerCase();
      for (let start = whole.indexOf(words); start >= 0; start = whole.indexOf(words, start + words.length)) places.push(range(nodes, start, start + words.length));
    }
    return places;
  }

  function range(nodes, start, end) {
    const result = new Range();
    let passed = 0;
    for (const node of nodes) {
      const here = (offset) => offset > passed && offset <= passed + node.length;
      if (start >= passed && start < passed + node.length) result.setStart(node, start - passed);
      if (here(end)) result.setEnd(node, end - passed);
      passed += node.length;
    }
    return result;
  }

  function ahead() { // number of the first place that one has not read past
    const above = document.querySelector(".hm-top").getBoundingClientRect().bottom;
    const next = found.findIndex((one) => one.getBoundingClientRect().bottom > Math.max(above, 0));
    return next < 0 ? 0 : next;
  }

  function sentence(place) { // that holds a place, for the ear: the match itself has no part in the accessibility tree
    const block = place.startContainer.parentElement.closest(BLOCKS), before = new Range();
    before.setStart(block, 0);
    before.setEnd(place.startContainer, place.startOffset);
    let passed = 0;
    const whole = block.textContent.split(/(?<=[。；！？])/).find((one) => (passed += one.length) > before.toString().length);
    return whole.trim().slice(0, LONGEST);
  }

  function tell(place) {
    const heard = document.createElement("span");
    [heard.className, heard.lang, heard.textContent] = ["hm-unseen", "zh-CN", `：${sentence(place)}`];
    count.replaceChildren(count.dataset.place.replace("{at}", at + 1).replace("{all}", found.length), heard);
  }

  function show(step) {
    const words = box.value.trim().toLowerCase();
    if (words !== asked) {
      asked = words;
      found = words ? find(words) : [];
      at = ahead() - (step > 0); // the next from where one stands
      globalThis.CSS?.highlights?.set("hm-found", new Highlight(...found));
    }
    count.textContent = words ? (found.length ? "" : count.dataset.none) : "";
    if (!found.length) return;
    at = (at + step + found.length) % found.length;
    tell(found[at]);
    globalThis.CSS?.highlights?.set("hm-here", new Highlight(found[at]));
    if (!globalThis.CSS?.highlights) { getSelection().removeAllRanges(); getSelection().addRange(found[at]); }
    const place = found[at].startContainer.parentElement, frame = place.closest(".hm-scroll");
    place.scrollIntoView({ block: "center", inline: "center" });
    if (!frame) return;
    const kept = frame.querySelector(".hm-named") && place.closest("tr").firstElementChild, [word, seen] = [found[at], frame].map((one) => one.getBoundingClientRect());
    if (!kept?.contains(place)) frame.scrollLeft += (word.left + word.right - seen.left - seen.right - (kept?.offsetWidth ?? 0)) / 2; // clear of the column that stays
    frame.scrollTop += (word.top + word.bottom - seen.top - seen.bottom) / 2;
  }

  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.shiftKey || event.isComposing) return;
    event.preventDefault();
    show(-1);
  });
  box.form.addEventListener("submit", (event) => { event.preventDefault(); show(event.submitter?.value === "back" ? -1 : 1); });
  box.addEventListener("input", () => { if (!box.value) show(0); });
});
