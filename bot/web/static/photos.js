// Photos are made smaller on the phone, which also leaves out place and camera; what cannot be read goes as it is.

const LONGEST = 1600;
export const MOST_BYTES = 20 * 1024 * 1024;
export const MOST_VOICE_BYTES = 5 * 1024 * 1024;

export async function smaller(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close?.();
    const made = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.85); });
    return made || file;
  } catch {
    return file;
  }
}

// Photos that the person sent, by the id of the deed, in the memory of this page alone; others come when they are seen.
export class Previews {
  urls = new Map();

  seer = new IntersectionObserver((found) => {
    for (const { isIntersecting, target } of found) {
      if (isIntersecting) {
        this.seer.unobserve(target);
        target.fetched();
      }
    }
  });

  has(id) {
    return this.urls.has(id);
  }

  put(id, blob) {
    this.drop(id);
    this.urls.set(id, URL.createObjectURL(blob));
  }

  // `ask` gives the picture as a blob, or null; `lost`: it cannot be shown.
  show(id, image, lost, ask) {
    image.addEventListener("error", lost);
    if (this.urls.has(id)) {
      image.src = this.urls.get(id);
      return;
    }
    image.fetched = async () => {
      let got = null;
      try { got = await ask(); } catch { /* the page says itself that there is no network */ }
      if (!got) return lost();
      if (image.isConnected) this.put(id, got);
      image.src = this.urls.get(id) || "";
    };
    this.seer.observe(image);
  }

  drop(id) {
    if (this.urls.has(id)) URL.revokeObjectURL(this.urls.get(id));
    this.urls.delete(id);
  }

  clear() {
    for (const id of [...this.urls.keys()]) this.drop(id);
  }
}
