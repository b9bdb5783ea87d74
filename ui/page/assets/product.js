// The product view: a dialog over the results, with a path back that the browser's own button takes too.
function productView(shop, { server, offline }) {
  const dialog = shop.querySelector("dialog.product");
  const body = dialog.querySelector(".dialog-body");
  const where = dialog.querySelector(".where");
  let depth = 0;      // product views on the path since the dialog was opened
  let asked = 0;

  async function load(id) {
    const mine = ++asked;
    body.setAttribute("aria-busy", "true");
    where.textContent = depth > 1 ? "Back" : shop.dataset.view === "home" ? "Back to the start" : "Back to results";
    if (!dialog.open) {
      body.innerHTML = '<div class="waiting"></div>';
      dialog.showModal();
    }
    let html;
    try {
      const answer = await server.product(id);
      html = answer.product ?? answer.notice;
    } catch {
      html = offline();
    }
    if (mine !== asked) return;
    body.innerHTML = html;
    body.removeAttribute("aria-busy");
    dialog.scrollTop = 0;
  }

  function show(id) {
    depth += 1;
    history.pushState({ product: id, depth }, "");
    load(id);
  }

  function leave() {
    if (depth > 0) history.go(-depth);
  }

  window.addEventListener("popstate", (event) => {
    if (!shop.isConnected) return;
    depth = event.state?.depth ?? 0;
    if (event.state?.product) load(event.state.product);
    else { asked += 1; dialog.close(); }
  });
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) leave(); });
  // A reload keeps the browser's entry of a product that is no longer open.
  if (history.state?.product) history.replaceState(null, "");

  return {
    show,
    leave,
    retry: () => history.state?.product && load(history.state.product),
    get open() { return dialog.open; },
    actions: { back: () => history.back(), "close-product": leave },
  };
}
