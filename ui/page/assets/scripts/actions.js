// The parts of the page, and what happens when they are used. The last script: it starts the page.
const typing = typeahead(text, $(".suggestions"), { suggest: (begun) => server.suggest(begun), choose: () => submit() });
const panel = filterPanel(shop, {
  onChange: {
    value: (field, value, on) => { setFilter(field, value, on); run(); },
    range: (name, ends) => { setRange(name, ends); run(); },
  },
});
const crop = cropTool($(".shown"), { onRegion: (region) => { asking.region = region; describe(); run(); } });
const product = productView(shop, {
  server, offline, address, taste,
  onClose: () => { if (steered) run(); },
});
const pictures = pictureInput(shop, { onPicture: setPicture, say });
const views = sideViews(shop, { ask, offline });
const switchTheme = themeSwitch();

function submit() {
  if (text.value.trim() !== asking.text.trim()) asking.understand = true;   // new words are read anew
  asking.text = text.value;
  showOptions();
  if (shop.dataset.view === "catalogue") openView("found");
  if (anything()) run();
  else { say("Write a few words, or add a picture."); text.focus(); }
}

function retry() {
  const { view } = shop.dataset;
  if (product.open) product.retry();
  else if (view === "home") fillWindow(++sent);
  else if (view === "catalogue") views.showCatalogue();
  else if (failedMore) { failedMore = false; waiting(false); $(".further").hidden = false; more(); }
  else run();
}

const actions = {
  ...pictures.actions,
  ...product.actions,
  ...crop.actions,
  home,
  more,
  retry,
  theme: switchTheme,
  skip: () => shop.querySelector(".results .open, .tile, .leg .open, .catalogue-view button")?.focus(),
  "tab-compare": () => openTab("compare"),
  "tab-catalogue": () => openTab("catalogue"),
  "clear-filters": () => { asking.filters = {}; asking.ranges = {}; openFilters(false); run(); },
  "remove-picture": () => setPicture(null),
  "forget-taste": () => { asking.like = []; asking.dislike = []; run(); },
  "focus-search": () => { text.focus(); text.select(); },
  "open-filters": () => openFilters(true),
  "close-filters": () => openFilters(false),
  "as-written": () => { asking.understand = false; showOptions(); run(); },
  misread: (button) => misread(button.dataset.name),
  unrange: (button) => { delete asking.ranges[button.dataset.name]; run(); },
  unrate: (button) => {
    for (const list of ["like", "dislike"]) asking[list] = asking[list].filter((id) => id !== button.dataset.of);
    run();
  },
  tag: (button) => { setFilter(button.dataset.name, JSON.parse(button.dataset.value), button.getAttribute("aria-pressed") !== "true"); run(); },
  why: (button) => explain(button, button.getAttribute("aria-expanded") !== "true"),
  "picture-example": (button) => searchByProduct(button.dataset.of, button.dataset.words),
  "search-picture": (button) => searchByProduct(button.dataset.of),
  share: async () => {
    options.open = false;
    try { await navigator.clipboard.writeText(location.href); toast("The link is in the clipboard."); }
    catch { toast("Copy the address of this page: it holds the whole search."); }
  },
};

shop.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || !shop.contains(button)) return;
  if (button.dataset.do) actions[button.dataset.do]?.(button);
  else if (button.dataset.product) {
    feedback(button.dataset.product, "click", button.closest("[data-query]")?.dataset.query);
    product.show(button.dataset.product);
  } else if (button.dataset.example) { text.value = button.dataset.example; submit(); }
  else if (button.dataset.field) {
    const alone = button.classList.contains("link") || button.dataset.alone;   // everything with this
    if (alone) {
      text.value = "";
      asking = { ...nothingAsked(), like: asking.like, dislike: asking.dislike };
      showPicture();
      showOptions();
    }
    setFilter(button.dataset.field, JSON.parse(button.dataset.value), !button.classList.contains("removable"));
    if (product.open) {
      steered = false;
      product.follow(null, null);
    }
    if (shop.dataset.view !== "compare") openView("found");
    run();
    if (alone) scrollTo(0, 0);
  }
});

shop.addEventListener("change", (event) => {
  const { name, value, checked } = event.target;
  if (name === "explained") return showReasons();
  if (name === "understood-compare") return run();
  if (name === "mode" || name === "sort") asking[name] = value;
  else if (name === "look" || name === "understand") asking[name] = checked;
  else if (name === "diversity") asking.diversity = Number(value);
  else return;
  run();
});
shop.addEventListener("input", (event) => { if (event.target.name === "diversity") showVariety(); });

// A picture that cannot be had leaves a calm blank, not a broken frame.
shop.addEventListener("error", (event) => {
  if (event.target.tagName === "IMG" && event.target.closest(".frame")) {
    const blank = document.createElement("span");
    blank.className = "blank";
    blank.textContent = "No picture";
    event.target.replaceWith(blank);
  }
}, true);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  // On a phone the keyboard would cover the answer.
  if (matchMedia("(pointer: coarse)").matches) text.blur();
  submit();
});
document.addEventListener("click", (event) => {
  if (options.open && !event.target.closest(".options-menu")) options.open = false;
});
shop.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (options.open) { options.open = false; options.querySelector("summary").focus(); }
  if (shop.classList.contains("filtering")) openFilters(false);
  for (const badge of shop.querySelectorAll(".badge[aria-expanded=true]")) if (badge === document.activeElement) explain(badge, false);
});

const opened = readAddress(location.search);
if (viewOf(opened) === "home" && !opened.product) home();
else {
  shop.dataset.view = viewOf(opened);
  if (opened.product) product.follow(opened.product, history.state);
  restore(opened, viewOf(opened)).then(() => { if (shop.dataset.view !== "home") fillWindow(-1); });
}
