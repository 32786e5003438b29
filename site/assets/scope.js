// Where this site begins, and how the theme remembers choices (light or dark) in the reader's browser.
(function () {
  "use strict";
  var scope = new URL(document.currentScript.dataset.base, location);
  window.__md_scope = scope;
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (hash, letter) { return (hash << 5) - hash + letter.charCodeAt(0); }, 0);
  };
  window.__md_get = function (key, store, base) {
    try {
      return JSON.parse((store || localStorage).getItem((base || scope).pathname + "." + key));
    } catch (refused) {
      return null;
    }
  };
  window.__md_set = function (key, value, store, base) {
    try {
      (store || localStorage).setItem((base || scope).pathname + "." + key, JSON.stringify(value));
    } catch (refused) {
      // A browser that keeps nothing still shows everything.
    }
  };
})();
