// The views beside the search: the same query three ways, and what is in the catalogue. And the theme.
function sideViews(shop, { ask, offline }) {
  const compared = shop.querySelector(".compared");
  const catalogue = shop.querySelector(".catalogue-view");

  async function compare(question, anything) {
    if (!anything) {
      compared.innerHTML = shop.querySelector("template.compare-nothing").innerHTML;
      return;
    }
    if (!compared.querySelector(".legs:not(:has(.skeleton))")) {
      compared.innerHTML = shop.querySelector("template.compare-waiting").innerHTML;
    }
    compared.setAttribute("aria-busy", "true");
    const answer = await ask((server) => server.compare(question));
    if (!answer) return;
    compared.removeAttribute("aria-busy");
    compared.innerHTML = answer.compare ?? answer.notice ?? offline();
  }

  async function showCatalogue() {
    if (!catalogue.querySelector(".numbers")) catalogue.innerHTML = '<div class="waiting wide"></div>';
    const answer = await ask((server) => server.catalogue());
    if (answer) catalogue.innerHTML = answer.catalogue ?? answer.notice ?? offline();
  }

  // The same product in the other columns is easier found when it answers to the pointer.
  const light = (event) => {
    const id = event.target.closest?.(".leg li")?.dataset.id;
    for (const one of compared.querySelectorAll(".leg li")) one.classList.toggle("lit", id !== undefined && one.dataset.id === id);
  };
  compared.addEventListener("pointerover", light);
  compared.addEventListener("focusin", light);

  return { compare, showCatalogue };
}

function themeSwitch() {
  const KEY = "modiste-theme";
  const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const apply = (dark) => document.body.classList.toggle("dark", dark);
  if (stored()) apply(stored() === "dark");
  return () => {
    const dark = !document.body.classList.contains("dark");
    apply(dark);
    try { localStorage.setItem(KEY, dark ? "dark" : "light"); } catch { /* not allowed: for this visit only */ }
  };
}
