// What comes into sight, and how: above the box, which covers the lower edge. The page scrolls only here, for the
// browser's own scrolling knows nothing of the box while it is typed in (see resident.css).
"use strict";
const sight = (() => {
  const GAP = 8; // px between what is shown and the edges
  const TALL = 1 / 3; // of the view: a question that takes more leaves its answer no room, so the answer leads
  const soft = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const room = () => document.getElementById("hm-compose").getBoundingClientRect().top; // px that the box leaves

  function bring(first, last = first) { // by the least way; of what is higher than the room its beginning
    const [top, bottom] = [first.getBoundingClientRect().top, last.getBoundingClientRect().bottom];
    const isTall = bottom - top > room() - 2 * GAP;
    const by = top < GAP || isTall ? top - GAP : Math.max(0, bottom - room() + GAP);
    if (by) scrollBy({ top: by, behavior: soft() });
  }

  function land(turn, behavior = soft()) { // an exchange with the first line of its answer
    const [asked, reply] = [turn.querySelector(".hm-asked"), turn.querySelector(".hm-reply")];
    const first = reply && asked && reply.getBoundingClientRect().top - turn.getBoundingClientRect().top > innerHeight * TALL ? reply : turn;
    scrollBy({ top: first.getBoundingClientRect().top - GAP, behavior });
  }

  function focus(element) { // what is no control too; where it stands decides the caller
    if (!element) return;
    if (element.tabIndex < 0) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  const isLost = () => !document.activeElement || document.activeElement === document.body;

  return { bring, focus, isLost, land };
})();
