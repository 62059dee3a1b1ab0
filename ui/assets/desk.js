// The desk in the browser: the reply is checked while it is written, and what is typed survives a lost login or browser.
// Every page works without it.
"use strict";
(() => {
  const WAIT_MS = 700, SIGN_MS = 30_000;
  const csrf = () => document.querySelector("input[name=csrf]")?.value ?? "";
  const keep = (key, value) => { try { value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value); } catch { /* private windows forget */ } };
  const kept = (key) => { try { return sessionStorage.getItem(key); } catch { return null; } };

  const said = document.getElementById("said");
  if (said) said.focus();

  // a form whose first text area is kept while it is typed in
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const key = `hm-desk-${form.dataset.keep}`, area = form.querySelector("textarea");
    if (!area) continue;
    const left = kept(key);
    if (left && !area.value.trim()) area.value = left;
    area.addEventListener("input", () => keep(key, area.value));
    form.addEventListener("submit", () => { if (form.dataset.keep.startsWith("new")) window.addEventListener("pagehide", () => keep(key, area.value)); });
  }
  if (!document.querySelector("form[data-keep=new-letter]") && location.pathname.match(/\/cases\/\d+$/)) keep("hm-desk-new-letter", null);

  // a file that is too large is not sent
  for (const input of document.querySelectorAll("input[data-most-mb]")) {
    input.addEventListener("change", () => {
      const most = Number(input.dataset.mostMb), file = input.files[0];
      const late = file && file.size > most * 1024 * 1024;
      input.setCustomValidity(late ? `这个文件有 ${Math.ceil(file.size / 1048576)} MB，最多 ${most} MB。可以另存为纯文本，或只粘贴来信的文字。` : "");
      if (late) input.reportValidity();
    });
  }

  const form = document.getElementById("reply-form");
  if (!form) return;
  const area = form.querySelector("textarea"), backdrop = form.querySelector(".hm-backdrop");
  const list = document.getElementById("findings"), told = document.getElementById("check-said");
  const reasons = document.getElementById("reasons"), others = document.getElementById("others");
  const KINDS = { contradicted: "与依据不符", unsupported: "没有找到依据", gap: "待填写" };
  let timer = 0, number = 0, isDirty = false, found = [];

  function grow() { area.style.height = "auto"; area.style.height = `${area.scrollHeight + 4}px`; }

  function draw() {
    const text = area.value, parts = [];
    let here = 0;
    for (const one of [...found].sort((a, b) => a.start - b.start || (a.kind === "supported") - (b.kind === "supported"))) {
      if (one.start < here || one.end > text.length) continue;
      const mark = document.createElement("mark");
      mark.className = `hm-f-${one.kind}`;
      mark.textContent = text.slice(one.start, one.end);
      parts.push(document.createTextNode(text.slice(here, one.start)), mark);
      here = one.end;
    }
    backdrop.replaceChildren(...parts, document.createTextNode(`${text.slice(here)}\n`));
  }

  function show() {
    draw();
    const text = area.value, count = (kind) => found.filter((one) => one.kind === kind).length;
    list.replaceChildren(...found.filter((one) => one.kind in KINDS).map((one) => {
      const item = document.createElement("li"), button = document.createElement("button");
      item.className = `hm-f-${one.kind}`;
      button.type = "button";
      button.textContent = text.slice(one.start, one.end);
      button.addEventListener("click", () => { area.focus(); area.setSelectionRange(one.start, one.end); });
      const source = one.source ? `[${one.source}]` : "";
      item.append(button, ` ${KINDS[one.kind]}${source}${one.says ? `：${one.says}` : ""}`);
      return item;
    }));
    told.textContent = `${count("contradicted")} 处与依据不符，${count("unsupported")} 处没有依据，${count("gap")} 处待填写。`;
  }

  function ask(open) {
    const typed = Object.fromEntries([...reasons.querySelectorAll("input")].map((input) => [input.name, input]));
    for (const box of reasons.querySelectorAll(".hm-reason")) {
      const isSource = box.dataset.key.startsWith("source-");
      if (!isSource && !open.some((one) => one.key === box.dataset.key) && !box.contains(document.activeElement)) box.remove();
    }
    for (const one of open) {
      if (typed[`reason-${one.key}`]) continue;
      const box = document.createElement("div"), label = document.createElement("label"), input = document.createElement("input");
      box.className = "hm-reason";
      box.dataset.key = one.key;
      label.htmlFor = input.id = input.name = `reason-${one.key}`;
      label.textContent = `${one.told}。要这样写，请写明理由：`;
      input.maxLength = 500;
      box.append(label, input);
      reasons.append(box);
    }
  }

  async function check() {
    const mine = ++number;
    let reply;
    try {
      reply = await fetch(form.dataset.check, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Huimin-Csrf": csrf() },
        body: JSON.stringify({ text: area.value, text_version: Number(document.getElementById("text-version").value) }),
      });
    } catch { told.textContent = "现在连不上服务器，文字先留在这个浏览器里。"; return; }
    if (mine !== number) return;
    if (reply.status === 401) { told.textContent = "登录已过期。按“保存”会请您重新登录，写的文字不会丢。"; return; }
    if (!reply.ok) { told.textContent = "这次没有核对成功，请稍后再试。"; return; }
    const data = await reply.json();
    if (mine !== number) return;
    found = data.findings;
    show();
    ask(data.open);
    const stale = data.text_version !== Number(document.getElementById("text-version").value) || !data.is_open;
    others.hidden = !data.others.length && !stale;
    if (stale) others.textContent = `${data.changed_by}刚刚保存或提交了这份答复。您写的文字还在；保存时会请您选用哪一份。`;
    else if (data.others.length) others.textContent = `${data.others.join("、")}也在写这份答复，请先商量由谁来写。`;
  }

  area.addEventListener("input", () => {
    isDirty = true;
    grow();
    found = [];
    draw();
    clearTimeout(timer);
    timer = setTimeout(check, WAIT_MS);
  });
  form.addEventListener("submit", () => { isDirty = false; });
  setInterval(() => { if (document.visibilityState === "visible") check(); }, SIGN_MS);
  window.addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });

  // other forms of the page carry what is typed along, so that it is there when the page comes back
  document.addEventListener("submit", (event) => {
    const other = event.target;
    if (other === form || !other.getAttribute("action")?.endsWith("/sources")) return;
    isDirty = false;
    for (const [name, value] of [["text", area.value], ["text_version", document.getElementById("text-version").value]]) {
      const input = document.createElement("textarea");
      input.hidden = true;
      input.name = name;
      input.value = value;
      other.append(input);
    }
  });

  // evidence is looked for without leaving the page
  const search = document.getElementById("search");
  search?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = search.querySelector("input").value;
    const page = await fetch(`${search.getAttribute("action")}?q=${encodeURIComponent(words)}`);
    if (!page.ok || page.redirected) { location.assign(page.url); return; }
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html").getElementById("found");
    document.getElementById("found").replaceChildren(...fresh.childNodes);
  });
  for (const button of document.querySelectorAll("[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      area.setRangeText(button.dataset.insert, area.selectionEnd, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input"));
      area.focus();
    });
  }
  grow();
  check();
  addEventListener("resize", grow);
})();
