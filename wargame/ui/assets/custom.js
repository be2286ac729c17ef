// Without its cookie (storage.js) a page would wait for ever: say so instead. The words are in it (plain_page.py).
(function () {
  const reason = document.getElementById('no-cookies');
  if (!reason || window.linchpinCookies !== 'none') return;
  document.body.append(reason.content.cloneNode(true));
  document.body.classList.add('no-cookies');
})();

// Solara pushes an address to the history without the base path of the server: put it back.
(function () {
  const base = (document.body.dataset.baseUrl || '').replace(/\/jupyter\/$/, '');
  if (!base) return;
  const push = history.pushState;
  history.pushState = function (state, title, address) {
    if (address === undefined || address === null) return push.call(this, state, title);
    const to = new URL(address, location.href);
    if (to.origin === location.origin && !to.pathname.startsWith(base + '/')) to.pathname = base + to.pathname;
    return push.call(this, state, title, to.href);
  };
})();

// What belongs to the browser alone: light or dark, the full-screen map, a search, and a base in words.
(function () {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => { try { return localStorage.getItem('linchpin.theme'); } catch { return null; } };
  const paint = () => document.body.classList.toggle('dark', (chosen() || (system.matches ? 'dark' : 'light')) === 'dark');
  paint();
  system.addEventListener('change', paint);
  // The page says which language it is in, and what is said here is among its words.
  const bar = () => document.querySelector('[data-language]');
  const word = (name) => { const found = bar(); return found ? JSON.parse(found.dataset.words)[name] : ''; };
  const root = (document.body.dataset.baseUrl || '/jupyter/').replace(/jupyter\/$/, '');
  const speak = (name) => { document.cookie = 'language=' + name + ';path=' + root + ';max-age=31536000;samesite=lax'; };
  const named = new URLSearchParams(location.search).get('lang');
  if (named && /^[A-Za-z-]+$/.test(named)) speak(named);
  // A search through what the page already holds: every word must stand in data-words of a row.
  const search = (box) => {
    const words = box.value.replaceAll('\u2019', "'").toLowerCase().split(/\s+/).filter(Boolean);
    const within = box.closest('.searched') || box.closest('.panel');
    let shown = 0;
    for (const part of within.querySelectorAll('[data-part]')) {
      const rows = [...part.querySelectorAll('[data-words]')];
      for (const row of rows) row.hidden = !words.every((word) => row.dataset.words.includes(word));
      const found = rows.filter((row) => !row.hidden).length;
      part.hidden = !found;
      shown += found;
    }
    const count = within.querySelector('[data-shown]');
    if (count && count.textContent !== String(shown)) count.textContent = shown; // the rows may not be drawn yet
  };
  document.addEventListener('input', (event) => {
    const box = event.target.closest('[data-finds]');
    if (box) search(box);
  });
  // A code that lets a browser in is used once; the address that is shared later is that of the game.
  const forget = () => {
    const here = new URL(location.href);
    if (!here.searchParams.has('code')) return;
    here.searchParams.delete('code');
    history.replaceState(history.state, '', here);
  };
  const tell = () => {
    const found = bar();
    if (found) document.documentElement.lang = found.dataset.language;
    if (found) forget();
    for (const field of document.querySelectorAll('input[data-path]')) {
      const whole = new URL(field.dataset.path, location.href).href;  // only the browser knows under which name it is here
      if (field.value !== whole) field.value = whole;
    }
    for (const box of document.querySelectorAll('.searched [data-finds]')) search(box);  // rows that were drawn again
    // The line that says the server is busy is for eyes; what is being computed says so in words.
    for (const line of document.querySelectorAll('.v-progress-linear:not([aria-hidden])')) line.setAttribute('aria-hidden', 'true');
  };
  document.documentElement.lang = document.documentElement.lang || 'en';
  tell();
  new MutationObserver(tell).observe(document.body, { childList: true, subtree: true });
  document.querySelector('meta[name=viewport]').content = 'width=device-width, initial-scale=1';

  document.addEventListener('click', (event) => {
    const mark = event.target.closest('[data-here]');
    if (!mark || mark.dataset.here === 'language') return;
    event.preventDefault();
    if (mark.dataset.here === 'theme') {
      try { localStorage.setItem('linchpin.theme', document.body.classList.contains('dark') ? 'light' : 'dark'); } catch { /* private window */ }
      paint();
    }
    if (mark.dataset.here === 'map') document.body.classList.toggle('map-open');
    if (mark.dataset.here === 'reload') location.reload();
    if (mark.dataset.here === 'again') tryAgain();
    if (mark.dataset.here === 'print') window.print();
    if (mark.dataset.here === 'copy') copy(mark);
    if (mark.dataset.here === 'step') step(mark);
  });
  // What hangs from the bar lies over the cards: it goes away by Escape, and when anything else is pressed.
  const shut = (menu) => {
    if (menu.contains(document.activeElement)) menu.querySelector('summary').focus();
    menu.open = false;
  };
  document.addEventListener('click', (event) => {
    for (const menu of document.querySelectorAll('.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') for (const menu of document.querySelectorAll('.menu[open]')) shut(menu);
  });
  // A column of the options side by side picks the card of the same choice.
  document.addEventListener('click', (event) => {
    const mark = event.target.closest('[data-picks]');
    const card = mark && document.getElementById(mark.dataset.picks);
    if (card) card.click();
  });
  document.addEventListener('change', (event) => {
    const choice = event.target.closest('[data-here=language]');
    if (!choice) return;
    speak(choice.value);
    const here = new URL(location.href);
    here.searchParams.set('lang', choice.value); // kept in the address too, for who shares it and who has no cookies
    location.assign(here);
  });
  // A base that is looked at, by mouse, touch or keyboard, is said in words on the map.
  const say = (event) => {
    const map = event.target.closest && event.target.closest('.col-map');
    const line = map && map.querySelector('.map-says');
    if (!line) return;
    const base = event.target.closest('[data-base]');
    const words = base ? base.getAttribute('aria-label') : '';
    if (line.textContent !== words) line.textContent = words;
  };
  document.addEventListener('focusin', say);
  document.addEventListener('mouseover', say);

  // Turns of several games, stepped through together: one of them is shown.
  const step = (mark) => {
    const box = mark.closest('.stepper'), last = Number(box.dataset.count) - 1;
    const shown = box.querySelector('.steps .now');
    const at = shown ? Number(shown.dataset.step) : 0;
    const to = mark.dataset.to || { first: 0, last: last }[mark.dataset.by];
    const next = Math.max(0, Math.min(to === undefined ? at + Number(mark.dataset.by) : Number(to), last));
    for (const part of box.querySelectorAll('[data-step]')) part.classList.toggle('now', Number(part.dataset.step) === next);
  };

  const copy = (mark) => {
    const field = document.getElementById(mark.dataset.copies);
    const says = document.querySelector('[data-copied="' + field.id + '"]');
    field.select();
    const said = (words) => { says.textContent = words; };
    const done = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject();  // none without TLS
    done.then(() => said(word('copied')), () => said(word('copyYourself')));
  };

  // Keys that stand for a button in sight: arrows, Home and End step; arrows go from tab to tab.
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const tabs = event.target.closest('[role=tablist]');
    if (tabs) {
      const all = [...tabs.querySelectorAll('[role=tab]')], at = all.indexOf(event.target);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      all[to % all.length].focus();
      all[to % all.length].click();
      return;
    }
    if (event.target.closest('input, textarea, select, [contenteditable], .scroll-x, .col-map')) return;
    const mark = [...document.querySelectorAll('[data-key="' + CSS.escape(event.key) + '"]')].find((found) => found.offsetParent);
    if (!mark) return;
    event.preventDefault();
    mark.click();
  });

  // On paper: light, and every answer in full.
  window.addEventListener('beforeprint', () => {
    document.body.classList.remove('dark');
    for (const part of document.querySelectorAll('[data-answer]')) part.textContent = document.getElementById(part.dataset.answer).value;
  });
  window.addEventListener('afterprint', paint);

  // When the server is gone, say so, and what is safe; come back once it answers.
  const PATIENCE = 600, ASK_AGAIN = 2000, REJOIN = 3000; // milliseconds; a page that is left loses its line, too
  const APART = 3000; // milliseconds over which the pages of a class come back, so that they do not all come at once
  let lost = null;
  const safe = () => {
    const found = document.querySelector('.bar[data-turn]');
    if (!found) return word('saved');
    const to = word('savedTo')[found.dataset.stage];
    return to ? to.replace('{turn}', Number(found.dataset.turn) + 1) : word('savedGame');
  };
  const sentences = (...said) => said.filter(Boolean).join(/^(ja|zh)/.test(document.documentElement.lang) ? '' : ' ');
  const sayLost = () => {
    if (lost) return;
    lost = document.createElement('div');
    lost.className = 'offline';
    lost.innerHTML = '<div class="panel" role="alertdialog" aria-modal="true" aria-labelledby="offline-title" aria-describedby="offline-words">'
      + '<h2 id="offline-title"></h2><p id="offline-words"></p>'
      + '<button type="button" class="main" data-here="reload"></button></div>';
    lost.querySelector('h2').textContent = word('lost');
    lost.querySelector('button').textContent = word('reload');
    lost.querySelector('p').textContent = sentences(safe(), waiting().length && word('kept'), word('again'));
    document.body.append(lost);
    document.querySelector('.v-application').inert = true;
    lost.querySelector('button').focus();
    setTimeout(askAgain, ASK_AGAIN);
  };
  const found = () => {
    for (const each of kept) each.tried = Date.now();
    if (lost) {
      waitFromNow(); // until now the dialog spoke
      lost.remove();
      lost = null;
      document.querySelector('.v-application').inert = false;
    }
    deliver();
    ask();
  };
  const answers = () => {
    const to = new URL(((window.solara && solara.rootPath) || '') + '/readyz', location.origin);
    const asked = fetch(to, { cache: 'no-store', signal: AbortSignal.timeout(ASK_AGAIN) });
    return asked.then((answer) => (answer.ok ? 'ready' : 'not ready'), (fault) => (fault.name === 'TimeoutError' ? 'silent' : 'gone'));
  };
  const askAgain = async () => {
    if (!lost) return;
    const said = await answers();
    // Files are asked for over lines that are already open, and all of those may be dead: a new one is opened as well.
    if (said === 'silent' && lost) reconnect();
    if (said !== 'ready') return setTimeout(askAgain, said === 'silent' ? 0 : ASK_AGAIN);
    setTimeout(() => {
      if (!lost) return;
      reconnect(); // the line comes back, and choices with it; a server that was started again has the page loaded again
      setTimeout(() => lost && location.reload(), REJOIN);
    }, Math.random() * APART);
  };
  window.addEventListener('load', () => {
    if (!window.app || !window.app.$watch) return;
    let waits = 0;
    window.app.$watch(() => window.app.wasConnected && window.app.connectionStatus !== 'connected', (gone) => {
      clearTimeout(waits);
      if (gone) waits = setTimeout(sayLost, PATIENCE);
      else found();
    });
  });

  // A click is kept until the server has answered it, and sent again under the same name after a broken line or a reload.
  const KEPT = 'linchpin.clicks', MOST = 200; // clicks
  const LOOK = 250, UNSHOWN = 5000; // milliseconds between two looks, and until a panel that is not shown will never be
  const CALM = 1000; // milliseconds in which one sees that a turn is played after all
  const LASTING = /^(end-turn|choose|note|begin|again|forecast:.*)$/; // these mean the same to a page that was loaded again
  const BEGINS = /^(begin|again)$/; // these lead from the page on which they are clicked to a new game
  const self = crypto.getRandomValues(new Uint32Array(2)).reduce((name, part) => name + part.toString(36), '');
  const panels = new Map(); // kind -> the panel that was shown last
  let kept = [], count = 0, patience = 15000, heard = 0, looks = 0, begun = false, calm = 0, silent = null;
  const gameShown = () => (new URLSearchParams(location.search).get('game') || '').slice(0, 24);
  const waiting = () => kept.filter((each) => each.game === gameShown());
  const store = () => {
    const lasting = kept.filter((each) => LASTING.test(each.act)).map(({ mark, ...rest }) => rest);
    try { sessionStorage.setItem(KEPT, JSON.stringify(lasting)); } catch { /* full, or forbidden: this page still has them */ }
  };
  const restore = () => {
    let left = [];
    try { left = JSON.parse(sessionStorage.getItem(KEPT) || '[]'); } catch { /* forbidden */ }
    const whole = (each) => ['click', 'kind', 'act', 'value', 'game', 'turn'].every((name) => typeof each[name] === 'string');
    kept = left.filter(whole).map((each) => ({ ...each, sent: 0 }));
    waitFromNow();
  };
  const kernel = () => window.solara && solara.debug && solara.debug.kernel();
  const listen = () => {
    const line = kernel();
    if (!line || line.linchpin) return;
    line.linchpin = true;
    line.anyMessage.connect((_, { direction }) => { if (direction === 'recv') heard = Date.now(); });
  };
  const reconnect = () => {
    const line = kernel();
    if (line && !line.isDisposed) line.reconnect().catch(() => { /* it goes on trying */ });
  };
  const send = (each) => {
    const shown = panels.get(each.kind), late = Date.now() - each.since > UNSHOWN;
    // What the page no longer has is answered by the panel that every page has.
    const panel = shown && shown.$el.isConnected ? shown : late && panels.get('answers');
    if (!panel) return false;
    each.sent = Date.now();
    try { panel.act({ act: each.act, value: each.value, click: each.click }); } catch { return false; }
    return true;
  };
  const deliver = () => {
    for (const each of waiting()) if (!send(each)) return; // in order: the rest once this one can be sent
  };
  // What a newer click of the same mark makes pointless: texts and choices are replaced, not piled up.
  const about = (act, value) => (act === 'note' ? act + value.split(':')[0] : act === 'choose' ? act + value.split('=')[0] : act);
  const replaces = (act) => act === 'note' || act === 'choose' || act === 'where' || act.startsWith('forecast:');
  const act = (panel, name, value, mark) => {
    const root = panel.$el, bar = document.querySelector('.bar[data-turn]');
    const meant = root.querySelector('[data-asked], [data-meant]');
    const turn = meant ? meant.dataset.asked || meant.dataset.meant : bar ? bar.dataset.stage + bar.dataset.turn : '';
    const game = gameShown();
    const same = name === 'end-turn' && kept.find((each) => each.act === name && each.game === game && each.turn === turn);
    if (same) {
      same.mark = mark;
      return tryAgain();
    }
    // Who presses a button that came back to life, as the next turn is shown at last, does not mean the next turn.
    if (name === 'end-turn' && (Date.now() < calm || kept.some((each) => each.act === name && each.revived))) {
      rested(mark);
      return;
    }
    if (replaces(name)) kept = kept.filter((each) => each.game !== game || about(each.act, each.value) !== about(name, value));
    const click = [`${self}-${++count}`, game, turn].join('@');
    const now = Date.now();
    const each = { click, kind: panel.kind, act: name, value, game, turn, mark, sent: 0, since: now, tried: now, tries: 0 };
    kept = [...kept, each].slice(-MOST);
    store();
    send(each);
    look();
  };
  const ask = () => { // where the game stands: another page may have gone on with it while the line was broken
    const panel = panels.get('answers');
    if (panel) act(panel, 'where', '');
  };
  const look = () => {
    clearTimeout(looks);
    const [first] = waiting();
    if (!first) return hush();
    looks = setTimeout(look, LOOK);
    if (window.app && window.app.connectionStatus !== 'connected') return hush(); // the dialog speaks, or will
    const now = Date.now();
    if (!first.sent) deliver();
    if (now - first.tried > patience / 3 * 2 ** first.tries) { // ever longer: a server that is busy is not made busier
      first.tried = now;
      first.tries += 1;
      listen();
      // A line that was silent since the click is dead, whatever it seems; one that speaks may be so one way only.
      if (first.tries === 1 && heard > first.sent) deliver();
      else reconnect();
    }
    if (now - first.since > patience) saySilent();
  };
  const waitFromNow = () => {
    const now = Date.now();
    for (const each of kept) Object.assign(each, { since: now, tried: now, tries: 0 });
  };
  const rested = (mark) => {
    if (!mark || !mark.dataset.rested) return;
    mark.textContent = mark.dataset.rested;
    mark.disabled = false;
  };
  const saySilent = () => {
    for (const each of waiting()) {
      rested(each.mark);
      each.revived = true;
    }
    if (silent) return;
    silent = document.createElement('section');
    silent.className = 'panel elsewhere unanswered';
    silent.innerHTML = '<p role="alert"></p><button type="button" class="main" data-here="again"></button>';
    silent.setAttribute('aria-label', word('silent'));
    silent.querySelector('button').textContent = word('tryAgain');
    document.body.append(silent);
    silent.querySelector('p').textContent = sentences(word('silent'), safe(), word('once'));
  };
  const hush = () => {
    if (silent) silent.remove();
    silent = null;
  };
  const tryAgain = () => {
    hush();
    waitFromNow();
    reconnect(); // and once the line is there, everything is sent again
    look();
  };
  // A new game that is shown needs no answer: who goes back to where it was begun does not mean to begin it again.
  const arrived = () => {
    const left = kept.filter((each) => !BEGINS.test(each.act) || each.game === gameShown());
    if (left.length === kept.length) return;
    kept = left;
    store();
  };
  window.linchpin = {
    act: (panel, name, value, mark) => act(panel, name, value, mark),
    shown: (panel) => panels.set(panel.kind, panel),
    answered: ({ answers, patience: seconds }) => {
      const names = new Set(answers.split(' '));
      patience = 1000 * Number(seconds);
      const told = (each) => names.has(each.click.split('@')[0]);
      if (kept.some((each) => told(each) && each.revived)) calm = Date.now() + CALM;
      kept = kept.filter((each) => !told(each));
      if (!begun) waitFromNow(); // the page is there only now
      begun = true;
      store();
      listen();
      look();
    },
  };
  restore();

  // A tab whose game another tab of this browser has gone on with says so at once, and offers to catch up.
  let others = null;
  try { others = new BroadcastChannel('linchpin.turns'); } catch { /* none, or forbidden with the rest of the storage */ }
  let stands = null, elsewhere = null;
  const standing = () => {
    const found = document.querySelector('.bar[data-turn]'), asked = new URLSearchParams(location.search);
    if (!found || !asked.get('game') || asked.has('replay')) return null;
    return { game: asked.get('game'), at: found.dataset.stage + found.dataset.turn };
  };
  const settled = () => {
    arrived();
    const now = standing();
    if (stands && now && stands.game === now.game && stands.at === now.at) return;
    if (others && stands && now && stands.game === now.game) others.postMessage(now);
    if (elsewhere) elsewhere.remove();
    elsewhere = null;
    stands = now;
  };
  const sayElsewhere = () => {
    elsewhere = document.createElement('section');
    elsewhere.className = 'panel elsewhere';
    elsewhere.innerHTML = '<p role="alert"></p><button type="button" class="main" data-here="reload"></button>';
    elsewhere.setAttribute('aria-label', word('elsewhere'));
    elsewhere.querySelector('button').textContent = word('catchUp');
    document.body.append(elsewhere);
    elsewhere.querySelector('p').textContent = word('elsewhere');
  };
  new MutationObserver(settled).observe(document.body, { childList: true, subtree: true });
  if (others) others.onmessage = ({ data }) => {
    settled();
    if (stands && stands.game === data.game && stands.at !== data.at && stands.at.slice(0, 4) !== 'over' && !elsewhere) sayElsewhere();
  };

  // Dots that open games: one that is looked at says which world it is; arrow keys go from one to the next.
  const NEAR = 22;  // pixels from which a finger takes a dot
  const tip = (dot) => {
    for (const shown of document.querySelectorAll('.dot-tip')) shown.hidden = true;
    for (const was of document.querySelectorAll('.dot.here')) was.classList.remove('here');
    if (!dot) return;
    const frame = dot.closest('.dots-frame'), box = frame.querySelector('.dot-tip');
    const at = dot.getBoundingClientRect(), around = frame.getBoundingClientRect();
    dot.classList.add('here');
    box.querySelector('b').textContent = dot.getAttribute('aria-label').split(/\. |。/)[0];
    box.querySelector('button').dataset.value = dot.dataset.value;
    box.hidden = false;
    const left = at.left + at.width / 2 - around.left - box.offsetWidth / 2;
    box.style.left = Math.max(0, Math.min(left, around.width - box.offsetWidth)) + 'px';
    box.style.top = at.top - around.top - box.offsetHeight - 8 + 'px';
  };
  const nearest = (svg, event) => {
    let best = null, least = NEAR;
    for (const dot of svg.querySelectorAll('.dot')) {
      const box = dot.getBoundingClientRect();
      const far = Math.hypot(box.left + box.width / 2 - event.clientX, box.top + box.height / 2 - event.clientY);
      if (far < least) { least = far; best = dot; }
    }
    return best;
  };
  document.addEventListener('focusin', (event) => {
    if (!event.target.closest('.dot-tip')) tip(event.target.closest('.dot'));
  });
  document.addEventListener('mouseover', (event) => {
    const dot = event.target.closest && event.target.closest('.dot');
    if (dot) tip(dot);
  });
  document.addEventListener('click', (event) => {
    const svg = event.pointerType === 'touch' && event.target.closest('svg.dots');
    if (!svg) return;
    event.stopPropagation();  // a finger first sees which world it is, then opens it
    tip(nearest(svg, event));
  }, true);
  document.addEventListener('keydown', (event) => {
    const dot = event.target.closest && event.target.closest('.dot');
    if (!dot) return;
    const row = [...dot.closest('[data-roves]').querySelectorAll('.dot')], at = row.indexOf(dot);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: row.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = row[Math.max(0, Math.min(to, row.length - 1))];
    dot.tabIndex = -1;
    next.tabIndex = 0;
    next.focus({ preventScroll: true });
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') tip(null);
    if (event.key === 'Escape') document.body.classList.remove('map-open');
  });
})();

// The map zooms and pans: the window moves, and names and marks keep their size.
(function () {
  const LEAST = 1, MOST = 6, STEP = 1.5;
  const windows = new WeakMap(); // map -> {zoom, x, y}: the middle of the window as shares of the map
  const mapOf = (node) => node.closest && node.closest('.col-map');
  const of = (map) => windows.get(map) || { zoom: 1, x: 0.5, y: 0.5 };

  function keep(place) {
    const half = 0.5 / place.zoom;
    const within = (value) => Math.min(Math.max(value, half), 1 - half);
    return { zoom: place.zoom, x: within(place.x), y: within(place.y) };
  }
  function paint(map) {
    const place = of(map);
    for (const svg of map.querySelectorAll('svg.ground, svg.marks')) {
      if (!svg.dataset.whole) svg.dataset.whole = svg.getAttribute('viewBox');
      const [, , width, height] = svg.dataset.whole.split(' ').map(Number);
      const wide = width / place.zoom, high = height / place.zoom;
      svg.setAttribute('viewBox', [place.x * width - wide / 2, place.y * height - high / 2, wide, high].join(' '));
      for (const mark of svg.querySelectorAll('g.base, g.happened, text')) {
        if (mark.matches('text') && mark.closest('g.base, g.happened')) continue; // goes with its mark
        const point = mark.matches('text') ? mark : mark.querySelector('circle, text');
        if (!point) continue;
        const x = point.getAttribute('cx') || point.getAttribute('x'), y = point.getAttribute('cy') || point.getAttribute('y');
        mark.style.transformOrigin = x + 'px ' + y + 'px';
        mark.style.transform = place.zoom === 1 ? '' : 'scale(' + 1 / place.zoom + ')';
      }
    }
    map.classList.toggle('zoomed', place.zoom > 1);
    for (const button of map.querySelectorAll('[data-zoom]')) {
      button.setAttribute('aria-disabled', button.dataset.zoom === 'in' ? place.zoom >= MOST : place.zoom <= LEAST);
    }
  }
  function move(map, zoom, x, y) {
    windows.set(map, keep({ zoom: Math.min(Math.max(zoom, LEAST), MOST), x, y }));
    paint(map);
  }
  function zoomed(map, by, at) {
    const place = of(map), zoom = Math.min(Math.max(place.zoom * by, LEAST), MOST), grown = zoom / place.zoom;
    const point = at || { x: 0.5, y: 0.5 }; // of the window, kept where it is
    const x = place.x + (point.x - 0.5) / place.zoom * (1 - 1 / grown);
    const y = place.y + (point.y - 0.5) / place.zoom * (1 - 1 / grown);
    move(map, zoom, x, y);
  }
  function acted(map, what) {
    const place = of(map), step = 0.2 / place.zoom;
    if (what === 'in') zoomed(map, STEP);
    else if (what === 'out') zoomed(map, 1 / STEP);
    else if (what === 'whole') move(map, 1, 0.5, 0.5);
    else move(map, place.zoom, place.x + step * what[0], place.y + step * what[1]);
  }
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-zoom]');
    if (button) acted(mapOf(button), button.dataset.zoom);
  });
  const KEYS = {
    '+': 'in', '=': 'in', '-': 'out', 0: 'whole',
    ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
  };
  document.addEventListener('keydown', (event) => {
    const map = mapOf(event.target);
    if (!map || !(event.key in KEYS) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    acted(map, KEYS[event.key]);
  });
  document.addEventListener('wheel', (event) => {
    const map = mapOf(event.target);
    if (!map || event.target.closest('.legend, .further')) return;
    event.preventDefault();
    const box = map.getBoundingClientRect();
    zoomed(map, event.deltaY < 0 ? STEP : 1 / STEP, { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height });
  }, { passive: false });
  let dragged = null;
  document.addEventListener('pointerdown', (event) => {
    const map = mapOf(event.target);
    if (map && of(map).zoom > 1 && !event.target.closest('button, .legend, .further')) {
      dragged = { map, x: event.clientX, y: event.clientY };
    }
  });
  document.addEventListener('pointermove', (event) => {
    if (!dragged) return;
    const box = dragged.map.getBoundingClientRect(), place = of(dragged.map);
    move(dragged.map, place.zoom,
      place.x - (event.clientX - dragged.x) / box.width / place.zoom,
      place.y - (event.clientY - dragged.y) / box.height / place.zoom);
    dragged.x = event.clientX;
    dragged.y = event.clientY;
  });
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => { dragged = null; });
  // A card that is looked at draws the bases anew: put the window back.
  new MutationObserver((changes) => {
    const maps = new Set(changes.map((change) => change.target.nodeType === 1 && mapOf(change.target)).filter(Boolean));
    for (const map of maps) if (windows.has(map)) paint(map);
  }).observe(document.body, { childList: true, subtree: true });
})();
