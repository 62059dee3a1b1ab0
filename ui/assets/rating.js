// Whether an answer helped: two buttons, and a form that asks what was wrong. The focus never falls out of the exchange.
"use strict";
const rating = (() => {
  const words = () => document.getElementById("hm-words").dataset;
  const form = (turn) => turn.querySelector(".hm-why");
  const button = (turn) => turn.querySelector("[data-do='unhelpful']");

  function toggle(turn) { if (form(turn).hidden) open(turn); else close(turn); }

  function open(turn) {
    form(turn).noValidate = true; // the browser would speak its own language
    for (const radio of form(turn).querySelectorAll("input")) radio.required = false; // required ones count as wrong from the start
    if (!form(turn).querySelector("[data-do='cancel']")) form(turn).append(" ", cancel());
    show(turn, true);
    form(turn).querySelector("input").focus({ preventScroll: true });
    sight.bring(form(turn));
  }

  function cancel() {
    const made = document.createElement("button");
    made.type = "button";
    made.dataset.do = "cancel";
    made.textContent = words().cancel;
    return made;
  }

  function close(turn) {
    missed(turn)?.remove();
    show(turn, false);
    button(turn).focus();
  }

  function show(turn, isOpen) {
    form(turn).hidden = !isOpen;
    button(turn).setAttribute("aria-expanded", String(isOpen));
  }

  const missed = (turn) => turn.querySelector(".hm-missed");

  function submitted(event) {
    const turn = event.target.closest(".hm-why")?.closest(".hm-turn");
    if (!turn) return;
    event.preventDefault();
    const reason = form(turn).querySelector("input:checked")?.value;
    if (!reason) return miss(turn);
    send(turn, { helpful: false, reason, words: form(turn).elements.words.value });
  }

  function miss(turn) { // said where it belongs, each time anew
    missed(turn)?.remove();
    const line = document.createElement("p");
    line.className = "hm-missed";
    line.setAttribute("role", "alert");
    line.textContent = words().pickReason;
    form(turn).querySelector("fieldset").append(line);
    form(turn).querySelector("input").focus();
  }

  async function send(turn, rated) {
    const body = JSON.stringify({ answer: turn.id.replace("turn-", ""), ...rated });
    const headers = { "Content-Type": "application/json" };
    const sent = await fetch(`${words().root}/api/v1/feedback`, { method: "POST", headers, body }).catch(() => null);
    if (!sent?.ok) return spoken.say(turn, words().failed);
    turn.querySelector(".hm-rate").hidden = true;
    form(turn).hidden = true;
    const line = turn.querySelector(".hm-said");
    line.textContent = words().thanks;
    sight.focus(line); // by which it is heard
    sight.bring(line);
    talk.save();
  }

  document.addEventListener("submit", submitted);
  document.addEventListener("change", (event) => {
    const turn = event.target.closest?.(".hm-why fieldset")?.closest(".hm-turn");
    if (turn) missed(turn)?.remove();
  });
  document.addEventListener("keydown", (event) => {
    const turn = event.key === "Escape" && event.target.closest?.(".hm-why, [data-do='unhelpful']")?.closest(".hm-turn");
    if (turn && !form(turn).hidden) close(turn);
  });
  return { close, send, toggle };
})();
