// First in every page of the game: what a browser that forbids storage or cookies would otherwise stop at.

// Where storage is forbidden, or there is none, the scripts that follow find one that lasts as long as the page.
// Solara asks it for a theme before anything is drawn.
(function () {
  for (const name of ['localStorage', 'sessionStorage']) {
    try {
      window[name].getItem('linchpin');
      continue;
    } catch { /* forbidden, or none */ }
    const held = new Map();
    const storage = {
      get length() { return held.size; },
      key: (at) => [...held.keys()][at] ?? null,
      getItem: (key) => held.get(String(key)) ?? null,
      setItem: (key, value) => { held.set(String(key), String(value)); },
      removeItem: (key) => { held.delete(String(key)); },
      clear: () => held.clear(),
    };
    Object.defineProperty(window, name, { configurable: true, value: storage });
  }
})();

// Without its cookie a page is given no line, and would ask for one for ever; custom.js says instead what to change.
(function () {
  const crumb = 'linchpin-crumb=1';  // browsers that block cookies may still call them enabled
  try {
    document.cookie = crumb + ';samesite=lax';
    const kept = document.cookie.includes(crumb);
    document.cookie = crumb + ';samesite=lax;max-age=0';
    if (kept) return;
  } catch { /* forbidden */ }
  window.linchpinCookies = 'none';
  window.WebSocket = class { close() { /* was never open */ } };
})();
