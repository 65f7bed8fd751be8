// form[data-confirm-leave]: the browser asks before typed text is lost.
const watched = new WeakSet();
const dirty = new Set();

function beforeUnload(event) {
  event.preventDefault();
}

function mark(form, changed) {
  if (changed) dirty.add(form);
  else dirty.delete(form);
  // Kept only while something may be lost: the listener costs the browser its page cache.
  if (dirty.size) window.addEventListener("beforeunload", beforeUnload);
  else window.removeEventListener("beforeunload", beforeUnload);
}

export function askBeforeLeaving(root) {
  for (const form of root.querySelectorAll("form[data-confirm-leave]")) {
    if (watched.has(form)) continue;
    watched.add(form);
    form.addEventListener("input", () => mark(form, true));
    form.addEventListener("submit", () => mark(form, false));
    form.addEventListener("portal:saved", () => mark(form, false));
  }
}
