// Keyboard shortcuts: « ? » opens the list, « / » goes to the search field, « g 1 » to a menu entry.
// Never while typing; they can be turned off (WCAG 2.1.4) and the choice stays on this device.
const OFF = "portail-sans-raccourcis";

function typing(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

function stored() {
  try {
    return window.localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

function follow(name) {
  const target = document.querySelector(`[data-shortcut="${name}"]`);
  if (!target) return false;
  if (target.tagName === "A") window.location.assign(target.href);
  else target.focus();
  return true;
}

export function keyboard() {
  const dialog = document.getElementById("raccourcis");
  if (!dialog) return;
  let off = stored();
  let prefix = "";

  for (const opener of document.querySelectorAll('[data-open-dialog="raccourcis"]')) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
  }
  const choice = dialog.querySelector("[data-shortcuts-off]");
  choice.checked = off;
  choice.addEventListener("change", () => {
    off = choice.checked;
    try {
      window.localStorage.setItem(OFF, off ? "1" : "0");
    } catch {
      // A browser that keeps nothing: the choice lasts as long as the page.
    }
  });

  document.addEventListener("keydown", (event) => {
    if (off || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (dialog.open) return;
    const name = prefix ? `${prefix} ${event.key}` : event.key;
    prefix = !prefix && event.key === "g" ? "g" : "";
    if (event.key === "?") dialog.showModal();
    else if (!/^(\/|g \d)$/.test(name) || !follow(name)) return;
    event.preventDefault();
  });
}
