// Filters of the responsibility matrix. The table holds everything; this hides rows and columns, and shows one activity at a time.
(function () {
  "use strict";
  var form = document.getElementById("raci-filters");
  var matrix = document.getElementById("raci");
  if (!form || !matrix) return;
  var words = { A: "Accountable", R: "Responsible", C: "Consulted", I: "Informed" };
  var heads = Array.from(matrix.querySelectorAll("th.role"));
  var kinds = Array.from(matrix.querySelectorAll(".kinds th"));
  var rows = Array.from(matrix.querySelectorAll("tr[data-activity]"));
  var count = document.getElementById("raci-count");
  var card = document.getElementById("raci-card");

  function cell(row, place) {
    return row.cells[place + 1];
  }

  function roleOf(row, place) {
    return cell(row, place).textContent.trim();
  }

  function wantedColumns(choice) {
    return heads.map(function (head) {
      return (!choice.party || head.dataset.party === choice.party) && (!choice.role || head.dataset.role === choice.role);
    });
  }

  // With a filter on the rows, roles without a mark in what is left are no help.
  function marked(columns, choice) {
    if (!(choice.phase || choice.service || choice.activity || choice.words)) return columns;
    var left = rows.filter(function (row) { return !row.hidden; });
    return columns.map(function (wanted, place) {
      return wanted && left.some(function (row) { return roleOf(row, place); });
    });
  }

  // Says how many roles lie beyond the edges, and shades the edge behind which they lie.
  var frame = matrix.parentElement;
  var more = document.getElementById("raci-more");
  function cue() {
    var box = frame.getBoundingClientRect();
    var edge = rows.length ? matrix.querySelector(".corner").getBoundingClientRect().right : box.left;
    var left = 0;
    var right = 0;
    heads.forEach(function (head) {
      if (head.hidden) return;
      var place = head.getBoundingClientRect();
      var middle = (place.left + place.right) / 2;
      if (middle > box.right) right += 1;
      else if (middle < edge) left += 1;
    });
    frame.parentElement.classList.toggle("more-right", right > 0);
    var said = [];
    if (right) said.push(right + " more roles to the right");
    if (left) said.push(left + " to the left");
    more.hidden = !said.length;
    more.querySelector("span").textContent = said.join(", ") + ": scroll sideways, or choose a party or a role.";
  }
  frame.addEventListener("scroll", cue, { passive: true });
  window.addEventListener("resize", cue);
  more.addEventListener("click", function (event) {
    var by = event.target.dataset.by;
    if (by) frame.scrollBy({ left: Number(by) * frame.clientWidth * 0.6 });
  });

  function fits(row, choice, columns) {
    var text = row.cells[0].textContent.toLowerCase();
    return (!choice.phase || row.dataset.phase === choice.phase) &&
      (!choice.service || row.parentElement.dataset.service === choice.service) &&
      (!choice.activity || row.dataset.activity === choice.activity) &&
      (!(choice.role || choice.party) || columns.some(function (wanted, place) { return wanted && roleOf(row, place); })) &&
      choice.words.toLowerCase().split(/\s+/).every(function (word) { return text.includes(word); });
  }

  function hideColumns(columns) {
    matrix.querySelectorAll("tr").forEach(function (row) {
      if (row.classList.contains("service")) {
        row.cells[1].colSpan = Math.max(1, columns.filter(Boolean).length);
      } else if (!row.classList.contains("kinds")) {
        columns.forEach(function (wanted, place) { cell(row, place).hidden = !wanted; });
      }
    });
    kinds.forEach(function (kind) {
      var span = heads.filter(function (head, place) { return columns[place] && head.dataset.party === kind.dataset.party; }).length;
      kind.hidden = span === 0;
      kind.colSpan = Math.max(1, span);
    });
  }

  function describe(row) {
    card.replaceChildren();
    card.hidden = !row;
    if (!row) return;
    var title = document.createElement("h2");
    title.append(row.cells[0].querySelector("a, span, code").cloneNode(true));
    var list = document.createElement("dl");
    list.className = "facts";
    Object.keys(words).forEach(function (letter) {
      var group = document.createElement("div");
      var name = document.createElement("dt");
      var value = document.createElement("dd");
      name.textContent = words[letter];
      heads.forEach(function (head, place) {
        if (!roleOf(row, place).includes(letter)) return;
        if (value.childNodes.length) value.append(", ");
        value.append(head.querySelector("a").cloneNode(true));
      });
      if (!value.childNodes.length) value.textContent = "nobody";
      group.append(name, value);
      list.append(group);
    });
    card.append(title, list);
  }

  function apply() {
    var choice = Object.fromEntries(new FormData(form));
    var columns = wantedColumns(choice);
    var shown = 0;
    rows.forEach(function (row) {
      var keep = fits(row, choice, columns);
      row.hidden = !keep;
      shown += keep ? 1 : 0;
    });
    matrix.querySelectorAll("tbody").forEach(function (body) {
      body.hidden = !body.querySelector("tr[data-activity]:not([hidden])");
    });
    columns = marked(columns, choice);
    hideColumns(columns);
    describe(choice.activity ? rows.find(function (row) { return row.dataset.activity === choice.activity; }) : null);
    count.textContent = shown + " of " + rows.length + " activities, " + columns.filter(Boolean).length + " of " + heads.length + " roles";
    cue();
  }

  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(apply); });
  apply();
})();
