// What is asked, and how it is written into the page's address, so that a search can be shared.
function nothingAsked() {
  return {
    text: "", picture: null, of: null, kept: null, region: null, filters: {}, ranges: {},
    sort: "relevance", mode: "auto", look: false, diversity: 0, understand: true, like: [], dislike: [],
  };
}

const SCALARS = { sort: "relevance", mode: "auto" };

// A value of a filter: text as it stands, anything else (and text that looks like it) as JSON.
function writeValue(value) {
  if (typeof value !== "string") return JSON.stringify(value);
  try { JSON.parse(value); return JSON.stringify(value); } catch { return value; }
}
function readValue(said) {
  try { const value = JSON.parse(said); return typeof value === "object" ? said : value; } catch { return said; }
}

function writeAddress(asking, view) {
  const said = new URLSearchParams();
  if (view === "home") return said;
  if (view === "compare" || view === "catalogue") said.set("tab", view);
  if (asking.text.trim()) said.set("q", asking.text.trim());
  if (asking.of) said.set("of", asking.of);
  else if (asking.kept) said.set("picture", asking.kept);
  if (asking.region) said.set("region", asking.region.map((side) => side.toFixed(3)).join(","));
  for (const [name, values] of Object.entries(asking.filters)) {
    for (const value of values) said.append(`f.${name}`, writeValue(value));
  }
  for (const [name, [low, high]] of Object.entries(asking.ranges)) said.set(`r.${name}`, `${low ?? ""}..${high ?? ""}`);
  for (const [name, neutral] of Object.entries(SCALARS)) if (asking[name] !== neutral) said.set(name, asking[name]);
  if (asking.look) said.set("look", "once");
  if (asking.diversity) said.set("variety", asking.diversity);
  if (!asking.understand) said.set("understand", "no");
  for (const id of asking.like) said.append("like", id);
  for (const id of asking.dislike) said.append("dislike", id);
  return said;
}

function readAddress(search) {
  const said = new URLSearchParams(search);
  const asking = nothingAsked();
  asking.text = (said.get("q") ?? "").slice(0, 1000);
  asking.of = said.get("of");
  asking.kept = asking.of ? null : said.get("picture");
  const region = (said.get("region") ?? "").split(",").map(Number);
  const inside = region.length === 4 && region.every((side) => side >= 0 && side <= 1);
  if (inside && region[0] < region[2] && region[1] < region[3]) asking.region = region;
  for (const [key, value] of said) {
    if (key.startsWith("f.")) (asking.filters[key.slice(2)] ??= []).push(readValue(value));
    if (key.startsWith("r.") && value.includes("..")) {
      const ends = value.split("..", 2).map((end) => (end === "" || !Number.isFinite(Number(end)) ? null : Number(end)));
      if (ends.some((end) => end !== null)) asking.ranges[key.slice(2)] = ends;
    }
  }
  asking.sort = said.get("sort") ?? "relevance";
  if (["dense", "lexical", "hybrid"].includes(said.get("mode"))) asking.mode = said.get("mode");
  asking.look = said.get("look") === "once";
  asking.diversity = Math.min(Math.max(Number(said.get("variety")) || 0, 0), 1);
  asking.understand = said.get("understand") !== "no";
  asking.like = said.getAll("like").slice(0, 16);
  asking.dislike = said.getAll("dislike").slice(0, 16);
  const tab = said.get("tab");
  return { asking, product: said.get("product"), tab: ["compare", "catalogue"].includes(tab) ? tab : null };
}

// Pictures that people brought are too large for an address: they are kept in this browser's tab.
const keptPictures = new Map();
function keepPicture(url) {
  const key = Math.random().toString(36).slice(2, 10);
  keptPictures.set(key, url);
  while (keptPictures.size > 8) keptPictures.delete(keptPictures.keys().next().value);
  try { sessionStorage.setItem("modiste-picture", JSON.stringify([key, url])); } catch { /* full, or not allowed */ }
  return key;
}
function keptPicture(key) {
  if (keptPictures.has(key)) return keptPictures.get(key);
  try {
    const [last, url] = JSON.parse(sessionStorage.getItem("modiste-picture")) ?? [];
    return last === key && String(url).startsWith("data:image/") ? url : null;
  } catch { return null; }
}
