// form[data-autosave="address"]: posts the form two seconds after the last key.
// The answer may be JSON {version, saved_at}; 409 means someone else changed the same text.
// The element [data-autosave-state] says what happened; a field named "version" follows.
const WAIT = 2000;
const started = new WeakSet();

function say(form, text, problem = false) {
  const place = form.querySelector("[data-autosave-state]");
  if (!place) return;
  place.textContent = text;
  place.toggleAttribute("data-problem", problem);
}

async function save(form) {
  const typed = new FormData(form);
  say(form, "Enregistrement…");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: typed,
      headers: { Accept: "application/json", "X-Requested-With": "autosave" },
      credentials: "same-origin",
    });
    if (answer.status === 409) {
      say(form, "Quelqu’un d’autre vient de modifier ce texte. Enregistrez pour voir les deux versions : rien de ce que vous avez tapé n’est perdu.", true);
      return;
    }
    if (answer.redirected || answer.status === 401 || answer.status === 403) {
      say(form, "Votre session est finie. Gardez cette page ouverte et reconnectez-vous dans un autre onglet.", true);
      return;
    }
    if (!answer.ok) throw new Error(answer.status);
    const kind = answer.headers.get("Content-Type") ?? "";
    const data = kind.includes("json") ? await answer.json() : {};
    if (data.version !== undefined && form.elements.version) form.elements.version.value = data.version;
    // What was just kept is what one now starts from (see kit/locking/forms.py).
    for (const field of form.querySelectorAll('input[name^="initial-"]')) {
      const kept = typed.get(field.name.slice("initial-".length));
      if (kept !== null) field.value = kept;
    }
    const now = new Date();
    const minutes = String(now.getMinutes()).padStart(2, "0");
    say(form, `Enregistré à ${data.saved_at ?? `${now.getHours()}\u00a0h\u00a0${minutes}`}`);
    form.dispatchEvent(new CustomEvent("portal:saved"));
  } catch {
    say(form, "Pas encore enregistré : le réseau ne répond pas. Nouvel essai à la prochaine frappe.", true);
  }
}

export function saveWhileTyping(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    if (started.has(form)) continue;
    started.add(form);
    let timer = 0;
    let running = Promise.resolve();
    const plan = () => {
      window.clearTimeout(timer);
      // One save at a time: two answers must not cross.
      timer = window.setTimeout(() => { running = running.then(() => save(form)); }, WAIT);
    };
    form.addEventListener("input", plan);
    form.addEventListener("submit", () => window.clearTimeout(timer));
  }
}
