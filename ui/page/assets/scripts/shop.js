// The page: keeps what is asked, sends it, and shows the answer. Everything shown comes as escaped HTML.
const shop = element.querySelector(".shop");
const $ = (selector) => shop.querySelector(selector);
const form = $("form.search");
const text = form.elements.text;
const results = $(".results");
const options = $(".options-menu");
let asking = nothingAsked();
let read = {};          // what the service understood of the words, as filters
let next = null;
let sent = 0;
let tagged = 0;
let failedMore = false;
let steered = false;    // rated since the last search

const offline = () => $("template.offline").innerHTML;
const wished = () => Boolean(asking.text.trim() || asking.picture || asking.like.length);
const anything = () => wished() || Object.keys(asking.filters).length > 0 || Object.keys(asking.ranges).length > 0;

function say(problem) {
  const line = $(".problem");
  line.textContent = problem;
  line.hidden = !problem;
}

function toast(words) {
  const line = $(".toast");
  line.textContent = words;
  line.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { line.hidden = true; }, 3500);
}

// ---- the address -------------------------------------------------------------------------------

function address(product) {
  const said = writeAddress(asking, shop.dataset.view);
  if (product) said.set("product", product);
  const written = said.toString();
  return location.pathname + (written ? `?${written}` : "");
}

// The address without the product that lies over the search.
function searchOf(query) {
  const said = new URLSearchParams(query);
  said.delete("product");
  return said.toString();
}

const written = () => searchOf(writeAddress(asking, shop.dataset.view));

function remember() {
  if (written() !== searchOf(location.search)) history.pushState(null, "", address(null));
  else if (!product.open && location.search.includes("product=")) history.replaceState(null, "", address(null));
}

async function restore(said, view) {
  asking = said.asking;
  text.value = asking.text;
  shop.dataset.view = view;
  if (written() !== searchOf(location.search)) history.replaceState(history.state, "", address(said.product));
  if (asking.kept) {
    asking.picture = keptPicture(asking.kept);
    if (!asking.picture) { asking.kept = null; asking.region = null; toast("The picture of this search stayed in the browser that it was made in."); }
  } else if (asking.of) {
    try { asking.picture = await pictureOfProduct(asking.of); } catch { asking.of = null; toast("The picture of this search is gone."); }
  }
  showPicture();
  showOptions();
  if (view === "home") return home();
  openView(view);
  if (view === "found") await search();
}

const viewOf = (said) => said.tab ?? (writeAddress(said.asking, "found").size ? "found" : "home");

window.addEventListener("popstate", (event) => {
  if (!shop.isConnected) return;
  const said = readAddress(location.search);
  const view = viewOf(said);
  // Ratings are of the visit, not of a step on its path.
  Object.assign(said.asking, { like: asking.like, dislike: asking.dislike });
  product.follow(said.product, event.state);
  if (searchOf(writeAddress(said.asking, view)) !== written()) restore(said, view);
});

// ---- asking ------------------------------------------------------------------------------------

function question(offset) {
  const { picture, region, filters, ranges, mode, sort, look, diversity, understand, like, dislike } = asking;
  return { text: asking.text, picture, region, filters, ranges, mode, sort, look, diversity, understand, like, dislike, offset };
}

async function ask(send) {
  const mine = ++sent;
  let answer;
  try {
    answer = await send(server);
    if (!answer || typeof answer !== "object" || answer.error) throw new Error("no answer");
  } catch {
    answer = { notice: offline() };
  }
  return mine === sent ? answer : null;   // a later question has been asked meanwhile
}

// Runs what is asked now, in the view that is open, and puts it into the address.
function run() {
  say("");
  typing.close();
  if (shop.dataset.view !== "compare") {
    if (!anything()) return home();
    openView("found");
    remember();
    return search();
  }
  remember();
  const understand = $("[name=understood-compare]").checked;
  return views.compare({ ...question(0), understand }, wished());
}

async function search() {
  steered = false;
  panel.showChosen(asking);
  waiting(true);
  const answer = await ask(() => server.search(question(0)));
  if (!answer) return;
  waiting(false);
  next = answer.next ?? null;
  read = answer.read ?? {};
  results.dataset.query = answer.query_id ?? "";
  $(".further").hidden = next === null;
  $(".summary").innerHTML = answer.summary ?? "";
  $(".understanding").innerHTML = answer.understood ?? "";
  $(".remarks").innerHTML = answer.remarks ?? "";
  $(".said").innerHTML = answer.notice ?? answer.empty ?? "";
  results.innerHTML = answer.cards ?? "";
  showReasons();
  if (answer.filters !== undefined) panel.show(answer.filters);
  else panel.endWait();
  showTags();
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
  showReasons();
  next = answer.next ?? null;
  $(".further").hidden = next === null;
}

function waiting(on) {
  results.setAttribute("aria-busy", String(on));
  for (const notice of shop.querySelectorAll(".outcome > .notice")) notice.remove();
  if (on && !results.childElementCount) {
    for (const place of [".said", ".remarks"]) $(place).innerHTML = "";
    $(".summary").innerHTML = '<p class="count soft">Searching …</p>';
    panel.wait();
    $(".understanding").innerHTML = asking.text.trim() ? '<span class="chip-waiting"></span>' : "";
    results.innerHTML = '<li class="card skeleton"><span class="frame"></span><span class="title"></span><span class="title facts"></span></li>'.repeat(12);
  }
}

// ---- the views ---------------------------------------------------------------------------------

function openView(view) {
  shop.dataset.view = view;
  $(".window").hidden = view !== "home";
  $(".found").hidden = view !== "found";
  $(".compare-view").hidden = view !== "compare";
  $(".catalogue-view").hidden = view !== "catalogue";
  for (const tab of shop.querySelectorAll(".tabs [data-tab]")) {
    if (tab.dataset.tab === view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  if (view === "catalogue") views.showCatalogue();
  if (view === "compare") run();
}

function openTab(view) {
  if (shop.dataset.view === view) return;
  asking.text = text.value;
  openView(view);
  remember();
  scrollTo(0, 0);
}

async function home() {
  sent += 1;
  asking = { ...nothingAsked(), like: asking.like, dislike: asking.dislike };
  text.value = "";
  showPicture();
  showOptions();
  results.replaceChildren();
  panel.clear();
  openView("home");
  remember();
  say("");
  await fillWindow(++sent);
}

async function fillWindow(mine) {
  if ($(".window-notice .notice")) $(".tiles").innerHTML = $("template.tiles-waiting").innerHTML;
  $(".window-notice").innerHTML = "";
  let answer;
  try { answer = await server.home(); } catch { answer = null; }
  if (!answer || answer.error) answer = { notice: offline() };
  $(".tiles").innerHTML = answer.tiles ?? "";
  if (answer.words) $(".examples").innerHTML = answer.words;
  $(".begin").innerHTML = answer.pictures ?? "";
  if (mine === sent) $(".window-notice").innerHTML = answer.notice ?? "";
  const select = $("select[name=sort]");
  for (const [value, name] of answer.sorts ?? []) {
    const there = [...select.options].find((one) => one.value === value);
    if (there) there.text = name;
    else select.add(new Option(name, value));
  }
  showOptions();
}

function openFilters(open) {
  shop.classList.toggle("filtering", open);
  $("[data-do=open-filters]").setAttribute("aria-expanded", String(open));
  if (open) $(".side [data-do=close-filters]").focus({ preventScroll: true });
}

function showOptions() {
  const select = $("select[name=sort]");
  if (![...select.options].some((one) => one.value === asking.sort)) select.add(new Option(asking.sort, asking.sort));
  select.value = asking.sort;
  $(`[name=mode][value=${asking.mode}]`).checked = true;
  $("[name=look]").checked = asking.look;
  $("[name=understand]").checked = asking.understand;
  $("[name=diversity]").value = asking.diversity;
  showVariety();
}

function showVariety() {
  const value = Number($("[name=diversity]").value);
  $(".slide output").textContent = value === 0 ? "off" : value < 0.4 ? "some" : value < 0.7 ? "much" : "most";
}

function showReasons() {
  const all = $("[name=explained]").checked;
  for (const badge of results.querySelectorAll(".badge")) explain(badge, all);
}

function explain(badge, open) {
  badge.setAttribute("aria-expanded", String(open));
  badge.nextElementSibling.hidden = !open;
}

// ---- filters, words and ratings ----------------------------------------------------------------

function setFilter(field, value, on) {
  const values = (asking.filters[field] ?? []).filter((one) => one !== value);
  if (on) values.push(value);
  if (values.length) asking.filters[field] = values;
  else delete asking.filters[field];
}

function setRange(name, ends) {
  if (ends[0] === null && ends[1] === null) delete asking.ranges[name];
  else asking.ranges[name] = ends;
}

// Takes one reading of the words back: the others stay, as filters that can be seen.
function misread(name) {
  for (const [field, raw] of Object.entries(read)) {
    if (field === name) continue;
    if (raw !== null && typeof raw === "object" && !Array.isArray(raw)) {
      if ("gte" in raw || "lte" in raw) setRange(field, [raw.gte ?? null, raw.lte ?? null]);
    } else for (const value of [raw].flat()) setFilter(field, value, true);
  }
  asking.understand = false;
  showOptions();
  run();
}

const taste = {
  has: (id, event) => asking[event].includes(id),
  rate(id, event) {
    const on = !asking[event].includes(id);
    for (const list of ["like", "dislike"]) asking[list] = asking[list].filter((one) => one !== id);
    if (on) {
      asking[event] = [...asking[event], id].slice(-16);
      feedback(id, event, results.dataset.query);
      toast(event === "like" ? "The search now looks for more like this." : "The search now keeps away from this.");
    }
    steered = true;
    history.replaceState(history.state, "", address(product.id));
  },
};

function feedback(id, event, query) {
  if (query) server.feedback({ query_id: query, product_id: id, event }).catch(() => {});
}

// ---- pictures ----------------------------------------------------------------------------------

async function pictureOfProduct(id) {
  const response = await fetch(`picture?id=${encodeURIComponent(id)}&size=full`);
  if (!response.ok) throw new Error("no picture");
  return pictures.readable(await response.blob());
}

function showPicture() {
  const thumb = $(".thumb");
  thumb.hidden = !asking.picture;
  if (asking.picture) thumb.querySelector("img").src = asking.picture;
  else thumb.querySelector("img").removeAttribute("src");
  crop.show(asking.picture, asking.region);
  const narrow = matchMedia("(max-width: 720px)").matches;
  text.placeholder = asking.picture
    ? "Add words: “but in red”"
    : narrow ? "Describe it" : "Describe it, or drop a picture";
  describe();
}

async function describe() {
  const mine = ++tagged;
  $(".tags").innerHTML = "";
  if (!asking.picture) return;
  let answer = null;
  try { answer = await server.tags(await crop.part(asking.picture, asking.region)); } catch { /* the search goes on without */ }
  if (mine !== tagged) return;
  $(".tags").innerHTML = answer?.tags ?? "";
  showTags();
}

function showTags() {
  for (const tag of shop.querySelectorAll(".tag")) {
    const on = (asking.filters[tag.dataset.name] ?? []).includes(JSON.parse(tag.dataset.value));
    tag.setAttribute("aria-pressed", String(on));
  }
}

function setPicture(url, of = null) {
  Object.assign(asking, { picture: url, of, region: null, kept: url && !of ? keepPicture(url) : null, text: text.value });
  showPicture();
  run();
}

async function searchByProduct(id, words) {
  let url;
  try { url = await pictureOfProduct(id); } catch { return say("This picture cannot be had right now."); }
  if (product.open) {
    steered = false;
    asking.text = text.value = "";
    product.follow(null, null);
  }
  if (words !== undefined) { text.value = words; asking.filters = {}; asking.ranges = {}; }
  setPicture(url, id);
  scrollTo(0, 0);
}
