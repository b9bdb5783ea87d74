// The page: keeps what is asked, sends it, and shows the answer. Everything shown comes as escaped HTML.
const shop = element.querySelector(".shop");
const $ = (selector) => shop.querySelector(selector);
const form = $("form.search");
const text = form.elements.text;
const results = $(".results");
const asking = { picture: null, filters: {}, offset: 0 };
let next = null;
let sent = 0;
let failedMore = false;

const offline = () => $("template.offline").innerHTML;

function say(problem) {
  const line = $(".problem");
  line.textContent = problem;
  line.hidden = !problem;
}

const product = productView(shop, { server, offline });
const pictureActions = pictureInput(shop, { onPicture: setPicture, say });

function question(offset) {
  return {
    text: text.value,
    picture: asking.picture,
    filters: asking.filters,
    mode: $("input[name=mode]:checked").value,
    explain: $("input[name=explain]").checked,
    offset,
  };
}

async function ask(send) {
  const mine = ++sent;
  let answer;
  try {
    answer = await send();
    if (!answer || typeof answer !== "object" || answer.error) throw new Error("no answer");
  } catch {
    answer = { notice: offline() };
  }
  return mine === sent ? answer : null;   // a later question has been asked meanwhile
}

async function search() {
  say("");
  shop.dataset.view = "found";
  $(".found").hidden = false;
  $(".window").hidden = true;
  shop.classList.toggle("explained", $("input[name=explain]").checked);
  showChosen();
  waiting(true);
  const answer = await ask(() => server.search(question(0)));
  if (!answer) return;
  waiting(false);
  next = answer.next ?? null;
  $(".further").hidden = next === null;
  $(".summary").innerHTML = answer.summary ?? "";
  $(".said").innerHTML = answer.notice ?? answer.empty ?? "";
  results.innerHTML = answer.cards ?? "";
  if (answer.filters !== undefined) showFilters(answer.filters);
  $("[data-do=close-filters]").textContent = answer.total ? `Show ${answer.total}` : "Show the answer";
}

async function more() {
  const button = $("[data-do=more]");
  button.disabled = true;
  const answer = await ask(() => server.search(question(next)));
  button.disabled = false;
  if (!answer) return;
  failedMore = Boolean(answer.notice);
  $(".said").innerHTML = "";
  if (failedMore) {
    $(".further").insertAdjacentHTML("beforebegin", answer.notice);
    $(".further").hidden = true;
    return;
  }
  const first = results.childElementCount;
  results.insertAdjacentHTML("beforeend", answer.cards);
  results.children[first]?.querySelector("button").focus({ preventScroll: true });
  next = answer.next ?? null;
  $(".further").hidden = next === null;
}

function waiting(on) {
  results.setAttribute("aria-busy", String(on));
  for (const notice of shop.querySelectorAll(".outcome > .notice")) notice.remove();
  if (on && !results.childElementCount) {
    $(".said").innerHTML = "";
    results.innerHTML = '<li class="card skeleton"><span class="frame"></span><span class="title"></span></li>'.repeat(12);
  }
}

function showFilters(html) {
  const facets = $(".facets");
  const state = new Map([...facets.querySelectorAll("details")].map((one) => [one.dataset.key, one.open]));
  const focused = facets.contains(document.activeElement) ? document.activeElement : null;
  facets.innerHTML = html;
  for (const one of facets.querySelectorAll("details")) {
    if (state.has(one.dataset.key)) one.open = state.get(one.dataset.key);
  }
  if (focused?.name) {
    [...facets.querySelectorAll("input")]
      .find((one) => one.name === focused.name && one.value === focused.value)?.focus();
  }
}

function showChosen() {
  const chosen = $(".chosen");
  chosen.replaceChildren();
  let count = 0;
  for (const [field, values] of Object.entries(asking.filters)) {
    for (const value of values) {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.className = "chip removable";
      chip.dataset.field = field;
      chip.dataset.value = JSON.stringify(value);
      chip.textContent = value === true ? "Yes" : value === false ? "No" : String(value);
      chip.setAttribute("aria-label", `Remove the filter ${chip.textContent}`);
      const item = document.createElement("li");
      item.append(chip);
      chosen.append(item);
      count += 1;
    }
  }
  $("[data-do=clear-filters]").hidden = count === 0;
  const badge = $(".open-filters .picked");
  badge.hidden = count === 0;
  badge.textContent = count;
}

function setFilter(field, value, on) {
  const values = (asking.filters[field] ?? []).filter((one) => one !== value);
  if (on) values.push(value);
  if (values.length) asking.filters[field] = values;
  else delete asking.filters[field];
}

function setPicture(url) {
  asking.picture = url;
  const thumb = $(".thumb");
  thumb.hidden = !url;
  if (url) thumb.querySelector("img").src = url;
  else thumb.querySelector("img").removeAttribute("src");
  hint();
  if (url || anything()) search();
}

const anything = () => Boolean(text.value.trim() || asking.picture || Object.keys(asking.filters).length);

async function home() {
  sent += 1;
  text.value = "";
  asking.filters = {};
  dropPicture();
  results.replaceChildren();
  $(".facets").replaceChildren();
  shop.dataset.view = "home";
  $(".found").hidden = true;
  $(".window").hidden = false;
  say("");
  if ($(".window-notice .notice")) $(".tiles").innerHTML = $("template.tiles-waiting").innerHTML;
  $(".window-notice").innerHTML = "";
  const answer = await ask(() => server.home());
  if (!answer) return;
  $(".tiles").innerHTML = answer.tiles ?? "";
  $(".window-notice").innerHTML = answer.notice ?? "";
}

function openFilters(open) {
  shop.classList.toggle("filtering", open);
  $("[data-do=open-filters]").setAttribute("aria-expanded", String(open));
  if (open) $(".side [data-do=close-filters]").focus({ preventScroll: true });
}

function retry() {
  if (product.open) product.retry();
  else if (shop.dataset.view === "home") home();
  else if (failedMore) { failedMore = false; waiting(false); $(".further").hidden = false; more(); }
  else search();
}

const actions = {
  ...pictureActions,
  ...product.actions,
  home,
  more,
  retry,
  "clear-filters": () => { asking.filters = {}; openFilters(false); anything() ? search() : home(); },
  "remove-picture": () => { setPicture(null); anything() || home(); },
  "focus-search": () => { text.focus(); text.select(); },
  "open-filters": () => openFilters(true),
  "close-filters": () => openFilters(false),
};

function pick(field, value, on) {
  setFilter(field, value, on);
  if (product.open) product.leave();
  anything() ? search() : home();
}

shop.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || !shop.contains(button)) return;
  if (button.dataset.do) actions[button.dataset.do]?.();
  else if (button.dataset.product) product.show(button.dataset.product);
  else if (button.dataset.example) { text.value = button.dataset.example; search(); }
  else if (button.dataset.field) {
    const alone = button.classList.contains("link");   // from a product: everything with this
    if (alone) { text.value = ""; asking.filters = {}; dropPicture(); }
    pick(button.dataset.field, JSON.parse(button.dataset.value), !button.classList.contains("removable"));
  }
});

function dropPicture() {
  asking.picture = null;
  $(".thumb").hidden = true;
  hint();
}

function hint() {
  const narrow = matchMedia("(max-width: 720px)").matches;
  text.placeholder = asking.picture
    ? "Add words: “but in red”"
    : narrow ? "Describe it" : "Describe it, or drop a picture";
}

shop.addEventListener("change", (event) => {
  const input = event.target;
  if (input.closest(".facets")) pick(input.name, JSON.parse(input.value), input.checked);
  else if (input.closest(".advanced") && shop.dataset.view === "found") search();
});

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
  if (anything()) search();
  else { say("Write a few words, or add a picture."); text.focus(); }
});
document.addEventListener("click", (event) => {
  const fold = $(".advanced");
  if (fold?.open && !event.target.closest(".advanced")) fold.open = false;
});
shop.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if ($(".advanced").open) $(".advanced").open = false;
  if (shop.classList.contains("filtering")) openFilters(false);
});

hint();
home();
