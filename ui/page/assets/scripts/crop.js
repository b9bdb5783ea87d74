// The picture that is searched by, and the part of it that is meant: a box to draw, move and resize.
function cropTool(shown, { onRegion }) {
  const stage = shown.querySelector(".crop");
  const image = stage.querySelector("img");
  const box = stage.querySelector(".box");
  const select = shown.querySelector("[data-do=crop]");
  const whole = shown.querySelector("[data-do=whole]");
  const hint = shown.querySelector(".crop-hint");
  const asLongAsWhole = hint.textContent;
  const LEAST = 0.06;
  let region = null;
  let timer = 0;

  // A small picture is shown as large as any other: there is a box to be drawn on it.
  image.addEventListener("load", () => image.style.setProperty("--ratio", image.naturalWidth / image.naturalHeight));

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  function draw() {
    box.hidden = !region;
    whole.hidden = !region;
    select.hidden = Boolean(region);
    hint.textContent = region ? "Searching for the part in the box." : asLongAsWhole;
    if (!region) return;
    const [x0, y0, x1, y1] = region.map((side) => side * 100);
    Object.assign(box.style, { left: `${x0}%`, top: `${y0}%`, width: `${x1 - x0}%`, height: `${y1 - y0}%` });
  }

  function settle(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => onRegion(region && region.map((side) => Number(side.toFixed(3)))), wait);
  }

  function at(event) {
    const frame = stage.getBoundingClientRect();
    return [clamp((event.clientX - frame.left) / frame.width, 0, 1), clamp((event.clientY - frame.top) / frame.height, 0, 1)];
  }

  function moved([x0, y0, x1, y1], dx, dy) {
    const x = clamp(dx, -x0, 1 - x1);
    const y = clamp(dy, -y0, 1 - y1);
    return [x0 + x, y0 + y, x1 + x, y1 + y];
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    const start = at(event);
    const before = region;
    const edge = event.target.dataset.edge;
    const inside = !edge && event.target.closest(".box");
    const drag = (move) => {
      const now = at(move);
      if (inside) region = moved(before, now[0] - start[0], now[1] - start[1]);
      else {
        const fixed = edge
          ? [edge.includes("w") ? before[2] : before[0], edge.includes("n") ? before[3] : before[1]]
          : start;
        region = [Math.min(fixed[0], now[0]), Math.min(fixed[1], now[1]), Math.max(fixed[0], now[0]), Math.max(fixed[1], now[1])];
      }
      draw();
    };
    const end = () => {
      stage.removeEventListener("pointermove", drag);
      const small = region && (region[2] - region[0] < LEAST || region[3] - region[1] < LEAST);
      if (small) { region = before; draw(); }       // a tap draws nothing
      else if (region !== before) settle(0);
    };
    stage.addEventListener("pointermove", drag);
    stage.addEventListener("pointerup", end, { once: true });
    stage.addEventListener("pointercancel", end, { once: true });
  });

  box.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-0.03, 0], ArrowRight: [0.03, 0], ArrowUp: [0, -0.03], ArrowDown: [0, 0.03] }[event.key];
    if (!step || !region) return;
    event.preventDefault();
    const [x0, y0, x1, y1] = region;
    region = event.shiftKey
      ? [x0, y0, clamp(x1 + step[0], x0 + LEAST, 1), clamp(y1 + step[1], y0 + LEAST, 1)]
      : moved(region, ...step);
    draw();
    settle(500);
  });

  // The part as a picture of its own, for what tells its attributes.
  function part(url, of) {
    if (!of) return Promise.resolve(url);
    return new Promise((resolve) => {
      const source = new Image();
      source.onload = () => {
        const canvas = document.createElement("canvas");
        const [x, y] = [of[0] * source.naturalWidth, of[1] * source.naturalHeight];
        canvas.width = Math.max(1, Math.round((of[2] - of[0]) * source.naturalWidth));
        canvas.height = Math.max(1, Math.round((of[3] - of[1]) * source.naturalHeight));
        canvas.getContext("2d").drawImage(source, x, y, canvas.width, canvas.height, 0, 0, canvas.width, canvas.height);
        resolve(canvas.toDataURL("image/jpeg", 0.92));
      };
      source.onerror = () => resolve(url);
      source.src = url;
    });
  }

  return {
    part,
    show(url, at_) {
      shown.hidden = !url;
      region = at_;
      if (url && image.src !== url) image.src = url;
      if (!url) image.removeAttribute("src");
      draw();
    },
    actions: {
      crop: () => { region = [0.2, 0.2, 0.8, 0.8]; draw(); box.focus(); settle(0); },
      whole: () => { region = null; draw(); settle(0); },
    },
  };
}
