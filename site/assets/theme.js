// Names that screen readers need and the theme does not give: the search panel, and each part of the navigation.
(function () {
  "use strict";
  var search = document.querySelector(".md-search");
  if (search) search.setAttribute("aria-label", "Search");
  document.querySelectorAll("nav.md-nav[aria-labelledby]").forEach(function (nav) {
    var title = nav.querySelector(".md-nav__title");
    nav.removeAttribute("aria-labelledby");
    nav.setAttribute("aria-label", "Pages on " + (title ? title.textContent.trim() : "this"));
  });
})();
