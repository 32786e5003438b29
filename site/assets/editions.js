// The way from one published edition to the others, and a word where this one is not in force. The list of editions stands in
// ../editions.js, beside the folders of all editions.
(function () {
  "use strict";
  if (typeof __editions === "undefined") return;
  var script = document.currentScript;
  var own = script.dataset.own, shelf = script.dataset.shelf;
  var today = new Date().toISOString().slice(0, 10);
  var begun = __editions.filter(function (one) { return one.folder !== "next" && one.effective <= today; });
  var inForce = begun[begun.length - 1];
  var here = __editions.filter(function (one) { return one.folder === own; })[0];
  if (!here) return;

  function address(one) { return shelf + "/" + one.folder + "/index.html"; }
  function named(one) { return one.folder === "next" ? "Coming edition" : "Edition " + one.edition; }

  var menu = document.createElement("details");
  menu.className = "editions";
  var summary = document.createElement("summary");
  summary.textContent = named(here);
  menu.appendChild(summary);
  var list = document.createElement("ul");
  __editions.slice().reverse().forEach(function (one) {
    var link = document.createElement("a");
    link.href = address(one);
    link.textContent = named(one) + (one.folder === "next" ? ", not in force" : ", from " + one.words);
    if (one === here) link.setAttribute("aria-current", "true");
    list.appendChild(document.createElement("li")).appendChild(link);
  });
  menu.appendChild(list);
  var title = document.querySelector(".md-header__title");
  if (title) title.parentNode.insertBefore(menu, title.nextSibling);
  document.addEventListener("click", function (event) { if (!menu.contains(event.target)) menu.open = false; });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") menu.open = false; });

  if (here === inForce) return;
  var words = here.folder === "next" ? "This is the coming edition. It is not in force."
    : here.effective > today ? "Edition " + here.edition + " is not in force yet. It applies from " + here.words + "."
    : "Edition " + here.edition + " was superseded on " + inForce.words + ".";
  var banner = document.createElement("aside");
  banner.className = "edition-banner";
  banner.setAttribute("aria-label", "About this edition");
  banner.textContent = words + " ";
  if (inForce) {
    var link = document.createElement("a");
    link.href = address(inForce);
    link.textContent = "Go to edition " + inForce.edition + ", which is in force";
    banner.appendChild(link);
  }
  var main = document.querySelector(".md-container");
  main.insertBefore(banner, main.firstChild);
})();
