// Typeahead: a list below the search bar that arrow keys, mouse and fingers choose from.
function typeahead(text, list, { suggest, choose }) {
  let asked = 0;
  let timer = 0;
  let active = -1;
  let typed = "";

  const options = () => [...list.children];

  function close() {
    asked += 1;
    clearTimeout(timer);
    list.hidden = true;
    active = -1;
    text.setAttribute("aria-expanded", "false");
    text.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    active = place;
    options().forEach((one, number) => one.setAttribute("aria-selected", String(number === place)));
    const one = options()[place];
    text.value = one ? one.dataset.text : typed;
    if (one) text.setAttribute("aria-activedescendant", one.id);
    else text.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const mine = ++asked;
    typed = text.value;
    let html = "";
    try { html = (await suggest(typed))?.suggestions ?? ""; } catch { /* typing goes on without help */ }
    if (mine !== asked || document.activeElement !== text) return;
    list.innerHTML = html;
    active = -1;
    list.hidden = !list.childElementCount;
    text.setAttribute("aria-expanded", String(!list.hidden));
  }

  text.addEventListener("input", () => {
    clearTimeout(timer);
    if (text.value.trim()) timer = setTimeout(ask, 90);
    else close();
  });
  text.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const count = list.childElementCount;
    if (event.key === "ArrowDown") mark(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp") mark(active < 0 ? count - 1 : active - 1);
    else if (event.key === "Escape") { text.value = typed; close(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  text.addEventListener("blur", close);
  // Before the blur that a click brings.
  list.addEventListener("pointerdown", (event) => {
    const one = event.target.closest("[role=option]");
    if (!one) return;
    event.preventDefault();
    text.value = one.dataset.text;
    close();
    choose();
  });
  return { close };
}
