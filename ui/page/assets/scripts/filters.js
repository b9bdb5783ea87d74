// The filters beside the results, and the chips of what is in use.
function filterPanel(shop, { onChange }) {
  const facets = shop.querySelector(".facets");
  const chosen = shop.querySelector(".chosen");
  let timer = 0;

  function show(html) {
    const state = new Map([...facets.querySelectorAll("details")].map((one) => [one.dataset.key, one.open]));
    const focused = facets.contains(document.activeElement) ? document.activeElement : null;
    const slider = focused?.closest(".range")?.dataset.name;
    facets.innerHTML = html.trim() || '<p class="facet-none">These products have nothing to filter by.</p>';
    for (const one of facets.querySelectorAll("details")) {
      if (state.has(one.dataset.key)) one.open = state.get(one.dataset.key);
    }
    for (const range of facets.querySelectorAll(".range")) paint(range);
    if (!focused) return;
    [...facets.querySelectorAll("input")].find((one) => slider
      ? one.closest(".range")?.dataset.name === slider && one.className === focused.className
      : one.name && one.name === focused.name && one.value === focused.value)?.focus({ preventScroll: true });
  }

  // Prices lie close together below and far apart above: where the top is far from the bottom, equal
  // ways of the slider are equal ratios.
  function scale(range) {
    const [least, most] = [Number(range.dataset.low), Number(range.dataset.high)];
    const ratios = least > 0 && most / least > 12;
    return {
      least, most,
      place: (value) => 1000 * (ratios ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least)),
      value(place) {
        if (place <= 0) return least;
        if (place >= 1000) return most;
        const exact = ratios ? least * (most / least) ** (place / 1000) : least + ((most - least) * place) / 1000;
        return Math.min(Math.max(Number(exact.toPrecision(2)), least), most);   // a round number
      },
    };
  }

  function paint(range) {
    const [low, high] = [...range.querySelectorAll("input")];
    const { place } = scale(range);
    const said = (value) => value.toLocaleString("en", { maximumFractionDigits: 2 });
    for (const [input, value, output] of [[low, range.dataset.from, "low"], [high, range.dataset.to, "high"]]) {
      if (input !== document.activeElement || input.value === "") input.value = place(Number(value));
      input.setAttribute("aria-valuetext", said(Number(value)));
      range.querySelector(`output.${output}`).textContent = said(Number(value));
    }
    const share = (value) => Math.min(Math.max(place(Number(value)) / 10, 0), 100);
    range.querySelector(".between").style.inset = `0 ${100 - share(range.dataset.to)}% 0 ${share(range.dataset.from)}%`;
  }

  facets.addEventListener("input", (event) => {
    const range = event.target.closest(".range");
    if (!range) return;
    const [low, high] = [...range.querySelectorAll("input")];
    if (Number(low.value) > Number(high.value)) event.target.value = (event.target === low ? high : low).value;
    range.dataset[event.target === low ? "from" : "to"] = scale(range).value(Number(event.target.value));
    paint(range);
  });
  facets.addEventListener("change", (event) => {
    const range = event.target.closest(".range");
    if (!range) return onChange.value(event.target.name, JSON.parse(event.target.value), event.target.checked);
    const { least, most } = scale(range);
    const [from, to] = [Number(range.dataset.from), Number(range.dataset.to)];
    clearTimeout(timer);   // keys change it step by step
    timer = setTimeout(() => onChange.range(range.dataset.name, [from <= least ? null : from, to >= most ? null : to]), 250);
  });

  function chip(label, title, data) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip removable";
    button.textContent = label;
    button.setAttribute("aria-label", title);
    Object.assign(button.dataset, data);
    item.append(button);
    return item;
  }

  function rated(id, event, sign) {
    const item = chip("", `Forget that you ${event === "like" ? "want more" : "want less"} like product ${id}`, { do: "unrate", of: id });
    const image = document.createElement("img");
    image.src = `picture?id=${encodeURIComponent(id)}&size=card`;
    image.alt = "";
    item.firstChild.classList.add("rated", event);
    item.firstChild.append(sign, image);
    return item;
  }

  function showChosen(asking) {
    const items = [];
    const said = (value) => (value === true ? "Yes" : value === false ? "No" : String(value));
    for (const [name, values] of Object.entries(asking.filters)) {
      for (const value of values) {
        items.push(chip(said(value), `Remove the filter ${said(value)}`, { field: name, value: JSON.stringify(value) }));
      }
    }
    for (const [name, [low, high]] of Object.entries(asking.ranges)) {
      const number = (value) => value.toLocaleString("en");
      const label = low === null ? `up to ${number(high)}` : high === null ? `from ${number(low)}` : `${number(low)} to ${number(high)}`;
      items.push(chip(label, `Remove the filter ${name} ${label}`, { do: "unrange", name }));
    }
    const filtered = items.length;
    items.push(...asking.like.map((id) => rated(id, "like", "More like")), ...asking.dislike.map((id) => rated(id, "dislike", "Less like")));
    chosen.replaceChildren(...items);
    shop.querySelector("[data-do=clear-filters]").hidden = filtered === 0;
    const badge = shop.querySelector(".open-filters .picked");
    badge.hidden = filtered === 0;
    badge.textContent = filtered;
  }

  // Stands in for the filters until the first answer brings them.
  function wait() {
    if (facets.childElementCount) return;
    const bars = '<span class="title"></span>'.repeat(5);
    facets.innerHTML = `<div class="facet-waiting skeleton" aria-hidden="true">${bars}</div>`.repeat(3);
  }

  return {
    show, showChosen, wait,
    endWait: () => { if (facets.querySelector(".facet-waiting")) facets.replaceChildren(); },
    clear: () => facets.replaceChildren(),
  };
}
