// Light or dark as the reader chose it last, before anything is painted.
(function () {
  "use strict";
  var palette = window.__md_get("__palette");
  if (!palette || !palette.color) return;
  if (palette.color.media === "(prefers-color-scheme)") {
    var shade = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    var input = document.querySelector("[data-md-color-media='(prefers-color-scheme: " + shade + ")']");
    ["media", "scheme", "primary", "accent"].forEach(function (name) {
      palette.color[name] = input.getAttribute("data-md-color-" + name);
    });
  }
  Object.keys(palette.color).forEach(function (name) {
    document.body.setAttribute("data-md-color-" + name, palette.color[name]);
  });
})();
