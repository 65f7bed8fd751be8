// htmx requests that fail say so in the page's announcements, and keep what was typed.
const WORDS = {
  0: "Le réseau ne répond pas. Rien n’est perdu : essayez de nouveau.",
  403: "Cette action n’est plus possible d’ici. Rechargez la page.",
  404: "Cet élément n’existe plus. Rechargez la page.",
  409: "Quelqu’un d’autre vient de modifier cet élément. Rechargez la page pour voir sa version.",
};

function announce(text) {
  const place = document.getElementById("annonces");
  if (!place) return;
  const line = document.createElement("div");
  line.className = "notice notice-error";
  line.append(Object.assign(document.createElement("p"), { textContent: text }));
  place.replaceChildren(line);
  place.scrollIntoView({ block: "nearest" });
}

export function honestRequests() {
  document.addEventListener("htmx:sendError", () => announce(WORDS[0]));
  document.addEventListener("htmx:responseError", (event) => {
    announce(WORDS[event.detail.xhr.status] ?? "Le portail n’a pas pu répondre. Essayez de nouveau dans un instant.");
  });
}
