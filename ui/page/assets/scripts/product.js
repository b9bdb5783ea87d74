// The product view: a dialog over the results, with a path back that the browser's own button takes too.
function productView(shop, { server, offline, address, taste, onClose }) {
  const dialog = shop.querySelector("dialog.product");
  const body = dialog.querySelector(".dialog-body");
  const where = dialog.querySelector(".where");
  let depth = 0;      // product views on the path since the dialog was opened
  let asked = 0;
  let current = null;

  async function load(id) {
    const mine = ++asked;
    current = id;
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
    body.innerHTML = html ?? offline();
    body.removeAttribute("aria-busy");
    dialog.scrollTop = 0;
    showTaste();
  }

  function showTaste() {
    for (const event of ["like", "dislike"]) {
      body.querySelector(`.taste [data-do=${event}]`)?.setAttribute("aria-pressed", String(taste.has(current, event)));
    }
  }

  function show(id) {
    depth += 1;
    history.pushState({ product: id, depth }, "", address(id));
    load(id);
  }

  function close() {
    asked += 1;
    depth = 0;
    current = null;
    if (dialog.open) { dialog.close(); onClose(); }
  }

  function leave() {
    if (depth > 0) history.go(-depth);
    else { history.replaceState(null, "", address(null)); close(); }
  }

  // What the browser's path says: a product to show, or none.
  function follow(id, state) {
    depth = state?.depth ?? 0;
    if (id) load(id);
    else close();
  }

  dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) leave(); });

  const rate = (event) => () => { taste.rate(current, event); showTaste(); };
  return {
    show,
    leave,
    follow,
    retry: () => current && load(current),
    get open() { return dialog.open; },
    get id() { return current; },
    actions: {
      back: () => (depth > 0 ? history.back() : leave()),
      "close-product": leave,
      like: rate("like"),
      dislike: rate("dislike"),
    },
  };
}
