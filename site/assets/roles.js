// "Find my role" on the first page: shows the roles that have all the words typed.
(function () {
  "use strict";
  var field = document.getElementById("find-role");
  if (!field) return;
  var groups = Array.from(field.closest("section").querySelectorAll("details"));
  var none = document.getElementById("find-role-none");

  function show() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var found = 0;
    groups.forEach(function (group) {
      var here = 0;
      group.querySelectorAll("li").forEach(function (item) {
        var fits = words.every(function (word) { return item.dataset.words.includes(word); });
        item.hidden = !fits;
        here += fits ? 1 : 0;
      });
      group.hidden = here === 0;
      group.open = words.length > 0 && here > 0;
      found += here;
    });
    none.hidden = found > 0;
  }

  field.addEventListener("input", show);
  field.addEventListener("keydown", function (event) {
    var first = event.key === "Enter" && field.value && field.closest("section").querySelector("li:not([hidden]) a");
    if (first) first.click();
  });
})();
