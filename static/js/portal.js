// Comfort for pages that all work without it. One job per module.
import { closeMenus } from "./menus.js";
import { askBeforeLeaving } from "./dirty.js";
import { saveWhileTyping } from "./autosave.js";
import { copyButtons } from "./copy.js";
import { countCharacters } from "./counter.js";
import { narrowLists } from "./filter.js";
import { keyboard } from "./keys.js";
import { honestRequests } from "./requests.js";

const perFragment = [askBeforeLeaving, saveWhileTyping, copyButtons, countCharacters, narrowLists];

function enhance(root) {
  for (const job of perFragment) job(root);
}

closeMenus();
keyboard();
honestRequests();
enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target));

// After a refused form, the reader is brought to what must be looked at again.
document.getElementById("erreurs")?.focus();
