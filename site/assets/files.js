// Pages opened as files: browsers then run no worker and read no other file, so the search runs in a frame of this page
// with the index loaded as a script. On a web server this does nothing.
(function () {
  "use strict";
  if (location.protocol !== "file:") return;
})();
