// The escalation finder: shows the answers that were chosen, and the moment at which each time limit ends.
(function () {
  "use strict";
  var form = document.getElementById("finder-form");
  if (!form) return;
  var answers = Array.from(document.querySelectorAll("#finder-answers .answer"));
  var hint = document.getElementById("finder-hint");
  var days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  var months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  var steps = { hour: 1 / 24, "calendar day": 1, week: 7 };

  function addBusinessDays(start, days) {
    var end = new Date(start);
    while (days > 0) {
      end.setDate(end.getDate() + 1);
      if (end.getDay() !== 0 && end.getDay() !== 6) days -= 1;
    }
    return end;
  }

  function add(start, n, unit) {
    if (unit === "business day") return addBusinessDays(start, n);
    var end = new Date(start);
    if (unit === "month" || unit === "year") {
      var day = end.getDate();
      end.setMonth(end.getMonth() + n * (unit === "year" ? 12 : 1));
      if (end.getDate() < day) end.setDate(0);
      return end;
    }
    return new Date(end.getTime() + n * steps[unit] * 86400000);
  }

  function moment(time) {
    var clock = String(time.getHours()).padStart(2, "0") + ":" + String(time.getMinutes()).padStart(2, "0");
    return days[time.getDay()] + " " + time.getDate() + " " + months[time.getMonth()] + " " + time.getFullYear() + ", " + clock;
  }

  function apply() {
    var choice = Object.fromEntries(new FormData(form));
    var since = choice.since ? new Date(choice.since) : null;
    answers.forEach(function (answer) {
      answer.hidden = choice[answer.dataset.answer] !== answer.dataset.id;
    });
    hint.hidden = Boolean(choice.event || choice.severity);
    var climbed = null;
    document.querySelectorAll("#finder-answers .due").forEach(function (due) {
      var old = due.querySelector(".moment");
      if (old) old.remove();
      if (!since || isNaN(since)) return;
      // A step of the ladder begins where the one before it ends.
      var climbs = due.dataset.step !== undefined;
      var start = climbs && due.dataset.step !== "first" ? climbed : since;
      var time = add(start, Number(due.dataset.n), due.dataset.unit);
      if (climbs) climbed = time;
      var end = document.createElement("span");
      end.className = "moment";
      end.textContent = " (by " + moment(time) +
        (due.dataset.unit === "business day" ? ", holidays not counted" : "") + ")";
      due.append(end);
    });
  }

  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  apply();
})();
