// Display settings (large text, dark, show when complete), kept in the visitor's browser; shared by all pages.
"use strict";
const display = (() => {
  const stored = (name) => { try { return localStorage.getItem(`hm-${name}`); } catch { return null; } };
  const dark = () => stored("dark") ?? String(matchMedia("(prefers-color-scheme: dark)").matches);
  const is = (name) => (name === "dark" ? dark() : stored(name)) === "true";

  function apply() {
    const page = document.documentElement;
    page.classList.toggle("hm-large", is("large"));
    page.dataset.theme = is("dark") ? "dark" : "light";
    document.body?.classList.toggle("dark", is("dark"));
    for (const button of document.querySelectorAll("[data-display]")) {
      button.setAttribute("aria-pressed", String(is(button.dataset.display)));
    }
  }

  function toggle(name) {
    const value = String(!is(name));
    try { localStorage.setItem(`hm-${name}`, value); } catch { /* private windows forget */ }
    apply();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-display]");
    if (button) toggle(button.dataset.display);
  });
  document.addEventListener("DOMContentLoaded", apply);
  apply();
  return { apply, is };
})();
