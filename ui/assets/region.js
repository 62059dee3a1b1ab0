// The choice of a region: the visitor's last one is remembered on the device, and a long list can be searched.
"use strict";
const region = (() => {
  const KEY = "hm-region";
  const menu = () => document.getElementById("hm-region");
  let all = null, known = null, isSearching = false; // the menu as the server sent it, its element

  function remembered() { try { return localStorage.getItem(KEY); } catch { return null; } }

  function remember(value) { try { localStorage.setItem(KEY, value); } catch { /* private windows forget */ } }

  function attach() {
    restore();
    new MutationObserver(restore).observe(document.getElementById("hm-compose"), { childList: true, subtree: true });
  }

  function restore() { // also into a menu that the server sent anew, which may know other regions by now
    if (!menu() || menu() === known) return;
    [all, known] = [null, menu()];
    const last = remembered();
    if (!last || ![...menu().options].some((option) => option.value === last)) return;
    menu().value = last;
    menu().dispatchEvent(new Event("change", { bubbles: true }));
  }

  function search(field) { // by any part of a name, its own or its province's
    all ??= [...menu().children].map((one) => one.cloneNode(true));
    const [wanted, before] = [field.value.trim(), menu().value];
    const found = all.map((one) => one.cloneNode(true)).map((one) => keep(one, wanted)).filter(Boolean);
    const isThere = found.some((one) => one.value !== ""); // a group has no value of its own, the first option an empty one
    menu().replaceChildren(...(isThere ? found : [new Option(field.dataset.none, "")]));
    const values = [...menu().options].map((option) => option.value).filter(Boolean);
    menu().value = wanted && values.length === 1 ? values[0] : values.includes(before) ? before : menu().options[0].value;
    isSearching = !(wanted && menu().value); // what is only on the way to a name is no choice
    if (menu().value !== before) menu().dispatchEvent(new Event("change", { bubbles: true }));
    isSearching = false;
  }

  function keep(one, wanted) {
    if (one.tagName !== "OPTGROUP") return !one.value || one.value.includes(wanted) ? one : null;
    if (!one.label.includes(wanted)) for (const option of [...one.children]) if (!option.value.includes(wanted)) option.remove();
    return one.children.length ? one : null;
  }

  document.addEventListener("change", (event) => { if (event.target.id === "hm-region" && !isSearching) remember(event.target.value); });
  document.addEventListener("input", (event) => { if (event.target.id === "hm-find-region") search(event.target); });
  document.addEventListener("search", (event) => { if (event.target.id === "hm-find-region") search(event.target); });
  return { attach };
})();
