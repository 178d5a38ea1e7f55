/// What makes pages quick where scripts run: proposals while typing, keys, a filter in long facets.
enum PageScript {
  static let text = #"""
    "use strict";
    (function () {
      var base = document.documentElement.dataset.base || "";
      var box = document.getElementById("q");
      if (box) combobox(box);
      var results = Array.prototype.slice.call(document.querySelectorAll(".card:not([data-question]) h2 a"));
      document.querySelectorAll("[data-find]").forEach(finding);
      document.querySelectorAll("[data-brush]").forEach(brush);
      restore();
      document.addEventListener("keydown", keys);
      document.querySelectorAll("[data-keys]").forEach(keySwitch);

      function areKeysOff() {
        try { return localStorage.getItem("keys") === "off"; } catch (error) { return false; }
      }

      function keySwitch(paragraph) {
        var button = document.createElement("button");
        function tell() { button.textContent = areKeysOff() ? "Turn keys on" : "Turn keys off"; }
        button.type = "button";
        button.addEventListener("click", function () {
          try { localStorage.setItem("keys", areKeysOff() ? "on" : "off"); } catch (error) { return; }
          tell();
        });
        tell();
        paragraph.appendChild(document.createTextNode(" "));
        paragraph.appendChild(button);
      }

      function combobox(box) {
        var list = document.createElement("ul");
        var chosen = -1, asked = 0, timer = 0;
        list.className = "proposals";
        list.id = "proposals";
        list.setAttribute("role", "listbox");
        list.setAttribute("aria-label", "Proposals");
        list.hidden = true;
        box.parentNode.appendChild(list);
        box.setAttribute("role", "combobox");
        box.setAttribute("aria-expanded", "false");
        box.setAttribute("aria-controls", "proposals");
        box.setAttribute("aria-autocomplete", "list");
        box.addEventListener("input", function () {
          clearTimeout(timer);
          timer = setTimeout(ask, 60);
        });
        box.addEventListener("keydown", function (event) {
          if (list.hidden) return;
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
          } else if (event.key === "Escape") {
            event.preventDefault();
            hide();
          } else if (event.key === "Enter" && chosen >= 0) {
            event.preventDefault();
            take(list.children[chosen]);
          }
        });
        box.addEventListener("blur", function () { setTimeout(hide, 150); });

        function ask() {
          var number = ++asked;
          var text = box.value.trim();
          if (text.length < 2) return hide();
          fetch(base + "/api/suggest?limit=8&q=" + encodeURIComponent(text), { headers: { Accept: "application/json" } })
            .then(function (answer) { return answer.ok ? answer.json() : { suggestions: [] }; })
            .then(function (answer) { if (number === asked) show(answer.suggestions); })
            .catch(hide);
        }
        function show(found) {
          list.textContent = "";
          found.forEach(function (entry, index) {
            var item = document.createElement("li");
            item.id = "proposal-" + index;
            item.setAttribute("role", "option");
            item.setAttribute("aria-selected", "false");
            item.dataset.text = entry.text;
            if (entry.document) item.dataset.document = entry.document;
            item.textContent = entry.text;
            var note = document.createElement("small");
            note.textContent = entry.kind === "label"
              ? (entry.name === entry.text ? entry.facet : entry.facet + ": " + entry.name + ", " + entry.note)
              : entry.note;
            item.appendChild(note);
            item.addEventListener("mousedown", function (event) {
              event.preventDefault();
              take(item);
            });
            list.appendChild(item);
          });
          chosen = -1;
          list.hidden = found.length === 0;
          box.setAttribute("aria-expanded", String(!list.hidden));
          box.removeAttribute("aria-activedescendant");
        }
        function choose(index) {
          var items = list.children;
          if (chosen >= 0) items[chosen].setAttribute("aria-selected", "false");
          chosen = (index + items.length) % items.length;
          items[chosen].setAttribute("aria-selected", "true");
          items[chosen].scrollIntoView({ block: "nearest" });
          box.setAttribute("aria-activedescendant", items[chosen].id);
        }
        function take(item) {
          if (item.dataset.document) {
            location.href = base + "/document?id=" + encodeURIComponent(item.dataset.document);
            return;
          }
          box.value = item.dataset.text;
          hide();
          box.form.submit();
        }
        function hide() {
          asked++;
          list.hidden = true;
          chosen = -1;
          box.setAttribute("aria-expanded", "false");
          box.removeAttribute("aria-activedescendant");
        }
      }

      // What is typed is in the address, so that it comes back with the page.
      function finding(form) {
        var input = form.querySelector("input[type=search]");
        var items = form.parentNode.querySelectorAll("li");
        input.addEventListener("input", function () {
          var typed = input.value.trim(), text = typed.toLowerCase();
          items.forEach(function (item) {
            var value = item.querySelector("a");
            if (value) item.hidden = value.textContent.toLowerCase().indexOf(text) < 0;
          });
          var address = new URL(location.href);
          if (typed) address.searchParams.set(input.name, typed); else address.searchParams.delete(input.name);
          history.replaceState(history.state, "", address);
        });
      }

      var questions = document.querySelectorAll("[data-question]");
      if (questions.length && location.hash.indexOf("#at-") === 0) {
        (document.querySelector(location.hash) || questions[questions.length - 1]).focus();
      }

      function workKey(event) {
        var key = event.key, target = event.target;
        if (key === "u") return press(document.querySelector("[role=status] [data-key=u]"));
        var card = target.closest && target.closest("[data-question]");
        if (key === "Enter" && target !== card) return false;
        var here = Array.prototype.indexOf.call(questions, card);
        if (key === "s" || key === "j" || key === "b" || key === "k") {
          var next = questions[here + (key === "s" || key === "j" ? 1 : -1)];
          if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
          return true;
        }
        var place = card || questions[0];
        var isFirst = key === "a" || key === "Enter";
        return press(place.querySelector("[data-key=\"" + key + "\"]")
          || (isFirst && place.querySelector("[data-key=\"1\"]")));
      }

      function press(element) {
        if (!element) return false;
        if (element.tagName === "INPUT") element.focus(); else element.click();
        return true;
      }

      function keys(event) {
        var target = event.target;
        if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || areKeysOff()) return;
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          if (!event.shiftKey && arrow(target, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
          return;
        }
        if (target.closest && target.closest("input, select, textarea, [contenteditable]")) return;
        if (event.key === "/") {
          event.preventDefault();
          toBox();
        } else if (event.key === "?") {
          location.href = base + "/help";
        } else if ((questions.length || event.key === "u") && /^([a-z1-9]|Enter)$/.test(event.key)) {
          if (workKey(event)) event.preventDefault();
        } else if (event.key === "o") {
          var open = target.closest && target.closest(".card");
          if (open) press(open.querySelector("[data-key=o]") || open.querySelector("h2 a"));
          else if (!results.length) press(document.querySelector("[data-key=o]"));
        } else if (event.key === "j" || event.key === "k") {
          step(target, event.key === "j" ? 1 : -1);
        }
      }

      function toBox() {
        if (!box) return false;
        box.focus();
        box.select();
        return true;
      }

      function step(target, by) {
        var card = target.closest && target.closest(".card");
        var here = card ? results.indexOf(card.querySelector("h2 a")) : -1;
        var next = results[here + by];
        if (next) next.focus();
        return !!next;
      }

      // From the box or the page to the first result, from one to the next, from the first to the box.
      function arrow(target, by) {
        var card = target.closest && target.closest(".card");
        if (card && card.dataset.question !== undefined) {
          return target === card && workKey({ key: by > 0 ? "j" : "k", target: target });
        }
        if (!card && (by < 0 || (target !== box && target !== document.body && target.id !== "main"))) return false;
        return step(target, by) || (by < 0 && toBox());
      }

      // What was looked at is looked at again when a person comes back.
      function restore() {
        var folds = Array.prototype.slice.call(document.querySelectorAll("main details"));
        var known = history.state || {};
        (known.open || []).forEach(function (index) { if (folds[index]) folds[index].open = true; });
        if (results[known.result] && !location.hash) results[known.result].focus({ preventScroll: true });
        function keep(name, value) {
          var next = Object.assign({}, history.state);
          next[name] = value;
          history.replaceState(next, "");
        }
        document.addEventListener("focusin", function (event) {
          var card = event.target.closest && event.target.closest(".card");
          var index = card ? results.indexOf(card.querySelector("h2 a")) : -1;
          if (index >= 0) keep("result", index);
        });
        document.addEventListener("toggle", function () {
          keep("open", folds.map(function (fold, index) { return fold.open ? index : -1; })
            .filter(function (index) { return index >= 0; }));
        }, true);
      }

      // From one bar to another is the years between.
      function brush(list) {
        var form = list.parentNode.querySelector("form");
        var bars = Array.prototype.slice.call(list.querySelectorAll("[data-year]"));
        var first = -1, last = -1, isDragged = false;
        if (!form) return;
        function at(event) {
          var element = document.elementFromPoint(event.clientX, event.clientY);
          return bars.indexOf(element && element.closest("[data-year]"));
        }
        function mark() {
          bars.forEach(function (bar, index) {
            bar.classList.toggle(
              "brushed", isDragged && index >= Math.min(first, last) && index <= Math.max(first, last));
          });
        }
        list.addEventListener("dragstart", function (event) { event.preventDefault(); });
        list.addEventListener("click", function (event) { if (isDragged) event.preventDefault(); });
        list.addEventListener("pointerdown", function (event) {
          if (event.button === 0) first = last = at(event);
          isDragged = false;
        });
        document.addEventListener("pointermove", function (event) {
          var here = first < 0 ? -1 : at(event);
          if (here < 0 || here === last) return;
          last = here;
          isDragged = true;
          mark();
        });
        document.addEventListener("pointerup", function () {
          if (first >= 0 && first !== last) {
            form.elements.from.value = bars[Math.min(first, last)].dataset.year;
            form.elements.to.value = bars[Math.max(first, last)].dataset.year;
            form.submit();
          }
          first = last = -1;
        });
        document.addEventListener("pointercancel", function () {
          first = last = -1;
          mark();
        });
      }
    })();

    """#
}
