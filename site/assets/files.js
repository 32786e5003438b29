// Pages opened as files: browsers then start no workers, so the search runs in a hidden frame instead. On a web server this file
// does nothing.
(function () {
  "use strict";
  if (location.protocol !== "file:") return;

  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.waiting = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "Search";
      document.body.append(this.frame);
      var inside = this.frame.contentWindow;
      inside.importScripts = function () {};
      inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data: data }));
      var script = inside.document.createElement("script");
      script.addEventListener("load", () => {
        var waiting = this.waiting;
        this.waiting = null;
        waiting.forEach((data) => this.postMessage(data));
      });
      script.src = address;
      inside.document.body.append(script);
    }

    postMessage(data) {
      if (this.waiting) this.waiting.push(data);
      else this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data: data }));
    }
  };
})();
