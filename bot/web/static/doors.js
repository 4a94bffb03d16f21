// The page with both doors: puts what stands behind # into the links. It asks no server and stores nothing.
"use strict";

(function () {
  var doors = document.getElementById("doors"), bot = doors.dataset.bot;
  var found = /^#([efors]_[\w-]{1,62})$/.exec(location.hash), payload = found ? found[1] : "";
  var inWeChat = /MicroMessenger/i.test(navigator.userAgent);
  var links = {
    web: "/#" + payload,
    telegram: "https://t.me/" + bot + "?start=" + payload,
    app: "tg://resolve?domain=" + bot + "&start=" + payload,
  };
  if (payload) {
    Array.prototype.forEach.call(doors.querySelectorAll("a[data-door]"), function (link) {
      link.href = links[link.dataset.door];
    });
  }
  // Which poster somebody scanned is nobody's business. In WeChat it stays, so that opening it in a browser takes it along.
  if (payload.slice(0, 2) === "r_" && !inWeChat) history.replaceState(null, "", location.pathname);

  var sections = Array.prototype.slice.call(doors.querySelectorAll("section"));
  var languages = document.getElementById("languages");
  function show(wanted) {
    sections.forEach(function (one) { one.hidden = one !== wanted; });
    document.documentElement.lang = wanted.lang;
    Array.prototype.forEach.call(languages.children, function (one, at) {
      one.setAttribute("aria-pressed", String(sections[at] === wanted));
    });
  }
  sections.forEach(function (section) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.lang = section.lang;
    button.textContent = section.dataset.name;
    button.addEventListener("click", function () { show(section); });
    languages.appendChild(button);
  });
  languages.hidden = sections.length < 2;
  if (sections.length) show(sections[0]);
})();
