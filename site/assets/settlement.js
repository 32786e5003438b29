// The calculator of bonus and malus. It does the sums of generator/remit/calc/settlement (bands.py, incentives.py) in whole
// numbers of any size, so that no cent depends on how a browser stores fractions.
(function () {
  "use strict";
  var forms = document.querySelectorAll("form.settlement");
  if (!forms.length || typeof BigInt === "undefined") return;
  var ZERO = BigInt(0), ONE = BigInt(1), TWO = BigInt(2), TEN = BigInt(10);
  var DECIMAL = /^([+-]?)(\d{1,60})(?:\.(\d{1,60}))?$/;
  var DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

  // A fraction {n, d} with d above nothing; null for what is not a number.
  function decimal(text) {
    var found = DECIMAL.exec(text.trim());
    if (!found) return null;
    var rest = found[3] || "";
    var n = BigInt(found[2] + rest);
    return { n: found[1] === "-" ? -n : n, d: TEN ** BigInt(rest.length) };
  }

  function whole(n) { return { n: BigInt(n), d: ONE }; }
  function minus(a, b) { return { n: a.n * b.d - b.n * a.d, d: a.d * b.d }; }
  function above(a, b) { return a.n * b.d > b.n * a.d; }
  function negative(a) { return { n: -a.n, d: a.d }; }

  function reduced(a) {
    var x = a.n < ZERO ? -a.n : a.n, y = a.d;
    while (y) { var rest = x % y; x = y; y = rest; }
    return { n: a.n / x, d: a.d / x };
  }

  // How far a result has gone from the best to the worst end of a line: 0 to 1.
  function fallen(result, best, worst, higher) {
    var at = higher ? negative(result) : result;
    var start = higher ? negative(best) : best;
    var end = higher ? negative(worst) : worst;
    if (!above(at, start)) return whole(0);
    if (!above(end, at)) return whole(1);
    var way = minus(at, start), length = minus(end, start);
    return reduced({ n: way.n * length.d, d: way.d * length.n });
  }

  // Rounded to a whole number; a half goes to the even neighbour.
  function halfEven(n, d) {
    var down = n / d, rest = n % d;
    if (rest < ZERO) { rest += d; down -= ONE; }
    if (TWO * rest > d || (TWO * rest === d && down % TWO !== ZERO)) down += ONE;
    return down;
  }

  function minor(text, digits) {
    var amount = decimal(text);
    return halfEven(amount.n * TEN ** BigInt(digits), amount.d);
  }

  function shown(units, scheme) {
    var sign = units < ZERO ? "-" : "", all = (units < ZERO ? -units : units).toString();
    var digits = scheme.digits;
    all = all.padStart(digits + 1, "0");
    var before = all.slice(0, all.length - digits), after = all.slice(all.length - digits);
    before = before.replace(/\B(?=(\d{3})+$)/g, ",");
    return sign + before + (/[1-9]/.test(after) ? "." + after : "") + " " + scheme.currency;
  }

  // Days since 1970, null for what is no date.
  function dayNumber(text) {
    var found = DAY.exec(text);
    if (!found) return null;
    var time = new Date(0);
    time.setUTCFullYear(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
    return Math.round(time.getTime() / 86400000);
  }

  function beside(late) {
    if (late === 0) return "On the target date";
    var days = Math.abs(late);
    return days + " calendar day" + (days === 1 ? "" : "s") + (late > 0 ? " after" : " before") + " the target";
  }

  function wrong(input, isWrong) {
    if (isWrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    return isWrong;
  }

  // {value, words}: the result that counts as a fraction, null while it is not known; and what to say about it.
  function resultOf(part) {
    var input = part.querySelector("[name=result]");
    if (part.dataset.kind === "metric") {
      var figure = decimal(input.value);
      if (!wrong(input, input.value.trim() !== "" && !figure)) {
        return figure ? { value: figure, words: input.value.trim() + " " + (part.dataset.unit || "") } :
          { value: null, words: "Open: no figure is given." };
      }
      return { value: null, words: "This is not a number. Write it with digits and a point, for example 97.5." };
    }
    // A target that is fixed is no input.
    var target = dayNumber(part.dataset.target || part.querySelector("[name=target]").value), reached = dayNumber(input.value);
    var field = part.querySelector("[name=excluded]");
    var given = field.value.trim() === "" ? "0" : field.value.trim();
    if (wrong(field, !/^\d{1,6}$/.test(given))) {
      return { value: null, words: "Days excluded are not a whole number from 0 up." };
    }
    if (target === null || reached === null) return { value: null, words: "Open: no day is given." };
    // Exclusions take away delay, and never make a late result an early one.
    var late = reached - target, counts = late > 0 ? Math.max(late - Number(given), 0) : late;
    var words = beside(late);
    if (counts !== late) words += ", of which " + counts + (counts === 1 ? " counts" : " count");
    return { value: whole(counts), words: words };
  }

  function share(a) { return a.d === ONE ? a.n.toString() : a.n + "/" + a.d; }

  function pairOf(part, scheme) {
    var output = part.querySelector("output"), told;
    var pair = null;
    if (part.dataset.settled) {
      var settled = part.dataset.settled.split(" ");
      pair = { bonus: minor(settled[0], scheme.digits), malus: minor(settled[1], scheme.digits) };
      told = "Settled, not calculated again: bonus " + shown(pair.bonus, scheme) + "; malus " + shown(pair.malus, scheme);
    } else {
      var result = resultOf(part);
      told = result.words;
      if (result.value) {
        var band = part.dataset.band.split(" ").map(decimal);
        var higher = above(band[0], band[3]);
        var bonus = reduced(minus(whole(1), fallen(result.value, band[0], band[1], higher)));
        var malus = fallen(result.value, band[2], band[3], higher);
        var most = [minor(part.dataset.bonus, scheme.digits), minor(part.dataset.malus, scheme.digits)];
        pair = { bonus: halfEven(most[0] * bonus.n, bonus.d), malus: halfEven(most[1] * malus.n, malus.d) };
        told += ": bonus " + shown(most[0], scheme) + " x " + share(bonus) + " = " + shown(pair.bonus, scheme) +
          "; malus " + shown(most[1], scheme) + " x " + share(malus) + " = " + shown(pair.malus, scheme);
      }
    }
    part.dataset.earned = pair ? shown(pair.bonus, scheme) : "";
    part.dataset.deducted = pair ? shown(pair.malus, scheme) : "";
    if (output.textContent !== told) output.textContent = told;
    return pair;
  }

  function sum(pairs, name) {
    return pairs.reduce(function (all, pair) { return all + pair[name]; }, ZERO);
  }

  function apply(form) {
    var scheme = { currency: form.dataset.currency, digits: Number(form.dataset.digits) };
    var parts = Array.from(form.querySelectorAll("fieldset[data-measure]"));
    var pairs = parts.map(function (part) { return pairOf(part, scheme); }).filter(Boolean);
    var failed = form.querySelector("[name=gate]:not(:checked)");
    var caps = { bonus: minor(form.dataset.bonusCap, scheme.digits), malus: minor(form.dataset.malusCap, scheme.digits) };
    var bonus = sum(pairs, "bonus"), malus = sum(pairs, "malus"), words = [];
    if (pairs.length < parts.length) {
      words.push((parts.length - pairs.length) + " of " + parts.length + " measures open; they count nothing.");
    }
    if (bonus > caps.bonus && !failed) { words.push("Bonuses come to more than their cap; the cap counts."); }
    if (malus > caps.malus) words.push("Deductions come to more than their cap; the cap counts.");
    bonus = bonus > caps.bonus ? caps.bonus : bonus;
    malus = malus > caps.malus ? caps.malus : malus;
    if (failed) {
      bonus = ZERO;
      words.push("No bonus: a quality condition does not hold.");
    }
    var sums = { bonus: shown(bonus, scheme), malus: shown(malus, scheme), net: shown(bonus - malus, scheme), words: words.join(" ") };
    Object.keys(sums).forEach(function (name) {
      var place = form.querySelector("[data-sum=" + name + "]");
      if (place.textContent !== sums[name]) place.textContent = sums[name];
    });
  }

  forms.forEach(function (form) {
    form.addEventListener("input", function () { apply(form); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    // A form is emptied only after its own event.
    form.addEventListener("reset", function () { setTimeout(function () { apply(form); }, 0); });
    apply(form);
    form.hidden = false;
  });
})();
