// Only while `remit serve` runs: asks for news, loads the page again after a build, and shows findings in a panel at the foot.
(function () {
  "use strict";
  var version = Number(document.currentScript.dataset.version);
  var panel = null;
  var hidden = sessionStorage.getItem("remit-findings") === "hidden";

  function line(tag, text, style) {
    var made = document.createElement(tag);
    made.textContent = text;
    Object.assign(made.style, style || {});
    return made;
  }

  function title(state) {
    var errors = state.findings.filter(function (one) { return one.severity === "error"; }).length;
    var others = state.findings.length - errors;
    var words = [];
    if (errors) words.push(errors + (errors === 1 ? " error" : " errors"));
    if (others) words.push(others + (others === 1 ? " warning" : " warnings"));
    return words.join(", ") + (state.stale ? ". The pages show the state before the last change." : "");
  }

  function show(state) {
    if (panel) panel.remove();
    panel = null;
    if (!state.findings.length) return;
    panel = document.createElement("section");
    panel.id = "remit-live";
    panel.setAttribute("aria-label", "Findings");
    panel.setAttribute("role", "status");
    var tone = state.findings.some(function (one) { return one.severity === "error"; }) ? "#a3242b" : "#7d4e00";
    Object.assign(panel.style, { position: "fixed", left: 0, right: 0, bottom: 0, zIndex: 1000, maxHeight: "45vh", overflow: "auto",
      background: "#fff", color: "#1b212b", borderTop: "4px solid " + tone, boxShadow: "0 0 12px #0005", font: "14px/1.5 system-ui, sans-serif" });
    var head = document.createElement("div");
    Object.assign(head.style, { display: "flex", gap: "1em", padding: ".5em 1em", alignItems: "center" });
    head.append(line("strong", title(state), { color: tone, flex: "1" }));
    var list = document.createElement("ul");
    Object.assign(list.style, { margin: "0", padding: "0 1em .8em", listStyle: "none", display: hidden ? "none" : "block" });
    var button = line("button", hidden ? "Show" : "Hide", { font: "inherit", padding: ".1em .8em" });
    button.addEventListener("click", function () {
      hidden = !hidden;
      sessionStorage.setItem("remit-findings", hidden ? "hidden" : "shown");
      show(state);
    });
    head.append(button);
    state.findings.slice(0, 100).forEach(function (one) {
      var item = document.createElement("li");
      item.style.padding = ".25em 0";
      item.append(line("code", one.place, { fontSize: "12px" }), " ", line("strong", one.severity + " " + one.rule), " " + one.message);
      if (one.hint) item.append(document.createElement("br"), line("small", one.hint));
      list.append(item);
    });
    panel.append(head, list);
    document.body.append(panel);
  }

  function ask(since) {
    fetch("/__remit/state?since=" + since, { cache: "no-store" }).then(function (answer) { return answer.json(); }).then(function (state) {
      if (state.version !== version && !state.stale) {
        location.reload();
        return;
      }
      show(state);
      version = state.version;
      ask(state.version);
    }).catch(function () {
      setTimeout(function () { ask(since); }, 1000);
    });
  }

  ask(-1);
})();
