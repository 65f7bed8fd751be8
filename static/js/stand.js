// The counter of a stand. A tap shows at once and waits in this phone until the portal has it:
// each one carries its own identifier, so that sending it twice counts it once.
const BATCH = 100;
const RETRY = 5000;
const REMEMBERED = 50;

function identifier() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// What waits to be sent: {taps: [...], undone: [...], mine: [...]}, kept across reloads.
function keeper(key) {
  let held = { taps: [], undone: [], mine: [] };
  const read = () => {
    try {
      held = { ...held, ...JSON.parse(window.localStorage.getItem(key) ?? "{}") };
    } catch {
      // A browser that keeps nothing: the taps live as long as the page.
    }
    return held;
  };
  const change = (edit) => {
    read();
    edit(held);
    held.mine = held.mine.slice(-REMEMBERED);
    try {
      window.localStorage.setItem(key, JSON.stringify(held));
    } catch {
      // As above.
    }
  };
  return { read, change };
}

function start(root) {
  const plus = root.querySelector("[data-plus]");
  const undo = root.querySelector("[data-undo]");
  const number = root.querySelector("[data-number]");
  const state = root.querySelector("[data-state]");
  const token = plus.elements.link_token.value;
  const format = new Intl.NumberFormat("fr-FR");
  const held = keeper(`stand:${window.location.pathname}`);
  let counted = Number(root.dataset.counted);
  let sending = false;
  let timer = 0;

  const show = () => {
    const { taps, undone, mine } = held.read();
    const fresh = taps.length - undone.length;
    number.textContent = format.format(Math.max(0, counted + fresh)).replace(/\u202f/g, "\u00a0");
    undo.hidden = mine.length === 0;
    const waiting = taps.length + undone.length;
    // What the portal does not have yet, sent or not: zero is said only when it has everything.
    root.dataset.waiting = waiting;
    const plural = waiting > 1 ? "s" : "";
    state.textContent = waiting && !sending ? `${waiting} geste${plural} à envoyer dès que le réseau revient.` : "";
  };

  const send = async () => {
    window.clearTimeout(timer);
    const { taps, undone } = held.read();
    if (sending || taps.length + undone.length === 0) return;
    sending = true;
    const some = taps.slice(0, BATCH);
    // A tap taken back leaves with its tap, never before it.
    const back = undone.filter((id) => some.includes(id) || !taps.includes(id)).slice(0, BATCH);
    const body = new FormData();
    body.set("link_token", token);
    for (const id of some) body.append("tap", id);
    for (const id of back) body.append("undo", id);
    try {
      const answer = await fetch(window.location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.status === 410) {
        sending = false;
        state.textContent = "Le comptage est terminé : les derniers gestes n’ont pas été comptés. Dites-le à l’équipe.";
        return;
      }
      if (!answer.ok) throw new Error(answer.status);
      ({ counted } = await answer.json());
      held.change((kept) => {
        kept.taps = kept.taps.filter((id) => !some.includes(id));
        kept.undone = kept.undone.filter((id) => !back.includes(id));
      });
      sending = false;
      show();
      send();
    } catch {
      sending = false;
      show();
      timer = window.setTimeout(send, RETRY);
    }
  };

  plus.addEventListener("submit", (event) => {
    event.preventDefault();
    const id = identifier();
    held.change((kept) => { kept.taps.push(id); kept.mine.push(id); });
    show();
    send();
  });
  undo.addEventListener("submit", (event) => {
    event.preventDefault();
    held.change((kept) => { if (kept.mine.length) kept.undone.push(kept.mine.pop()); });
    show();
    send();
  });
  window.addEventListener("online", send);
  window.addEventListener("storage", show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  show();
  send();
}

for (const root of document.querySelectorAll("[data-stand]")) start(root);
