// The picture that is searched by: chosen, dropped, pasted or taken; read and reduced in the browser.
const MAX_FILE_BYTES = 60e6;
const KEPT_BYTES = 1.2e6;   // a file this small of a usable type is sent as it is
const KEPT_SIDE = 1600;
const SENT_SIDE = 1024;     // the service looks no closer

function pictureInput(shop, { onPicture, say }) {
  const camera = shop.querySelector(".camera-view");
  const video = camera.querySelector("video");
  const menu = shop.querySelector(".picture-menu");
  const menuButton = shop.querySelector("[data-do=picture-menu]");
  const file = shop.querySelector("input[type=file]");

  function toggleMenu(open) {
    menu.hidden = !open;
    menuButton.setAttribute("aria-expanded", String(open));
    if (open) menu.querySelector("input, button").focus();
  }

  async function take(blob) {
    toggleMenu(false);
    if (!blob) return;
    if (blob.size > MAX_FILE_BYTES) {
      return say(`This file has ${Math.round(blob.size / 1e6)} MB. Pictures of up to 60 MB work.`);
    }
    let url;
    try {
      url = await readable(blob);
    } catch {
      return say("This file is not a picture that can be read. JPEG, PNG and WebP work.");
    }
    say("");
    onPicture(url);
  }

  // A picture's file as a data URL that is small enough to be sent; fails for what is no picture.
  async function readable(blob) {
    const bitmap = await createImageBitmap(blob, { imageOrientation: "from-image" });
    const side = Math.max(bitmap.width, bitmap.height);
    const usable = ["image/jpeg", "image/png", "image/webp"].includes(blob.type);
    return usable && side <= KEPT_SIDE && blob.size <= KEPT_BYTES
      ? dataUrl(blob)
      : drawn(bitmap, bitmap.width, bitmap.height);
  }

  function dataUrl(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
  }

  function drawn(source, width, height) {
    const scale = Math.min(1, SENT_SIDE / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";   // what is see-through becomes white, as in a studio
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = "high";
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.92);
  }

  async function openCamera() {
    toggleMenu(false);
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 1280 } },
      });
    } catch {
      return say("No camera can be used here. Allow it in the browser, or upload a picture.");
    }
    say("");
    camera.showModal();
  }

  function shoot() {
    if (!video.videoWidth) return;
    const url = drawn(video, video.videoWidth, video.videoHeight);
    camera.close();
    onPicture(url);
  }

  async function paste() {
    toggleMenu(false);
    try {
      for (const item of await navigator.clipboard.read()) {
        const type = item.types.find((name) => name.startsWith("image/"));
        if (type) return take(await item.getType(type));
      }
      say("There is no picture in the clipboard. Copy one first.");
    } catch {
      say("The browser does not show its clipboard to this page. Press Ctrl+V instead.");
    }
  }

  file.addEventListener("change", () => { take(file.files[0]); file.value = ""; });
  camera.addEventListener("close", () => {
    for (const track of video.srcObject?.getTracks() ?? []) track.stop();
    video.srcObject = null;
  });
  document.addEventListener("paste", (event) => {
    const pasted = event.clipboardData.files[0];
    if (pasted && shop.isConnected) { event.preventDefault(); take(pasted); }
  });
  const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0;
  shop.addEventListener("dragenter", (event) => {
    if (carriesFile(event)) { depth += 1; shop.classList.add("dropping"); }
  });
  shop.addEventListener("dragleave", (event) => {
    if (carriesFile(event) && --depth <= 0) { depth = 0; shop.classList.remove("dropping"); }
  });
  shop.addEventListener("dragover", (event) => { if (carriesFile(event)) event.preventDefault(); });
  shop.addEventListener("drop", (event) => {
    depth = 0;
    shop.classList.remove("dropping");
    if (carriesFile(event)) { event.preventDefault(); take(event.dataTransfer.files[0]); }
  });
  document.addEventListener("click", (event) => {
    if (!menu.hidden && !event.target.closest(".picture-menu, [data-do=picture-menu]")) toggleMenu(false);
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { toggleMenu(false); menuButton.focus(); }
  });

  return {
    readable,
    actions: {
      "picture-menu": () => toggleMenu(menu.hidden),
      camera: openCamera,
      "camera-shoot": shoot,
      "camera-cancel": () => camera.close(),
      paste,
    },
  };
}
