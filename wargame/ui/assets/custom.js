// What belongs to the browser alone: light or dark, the full-screen map, a search, and a base in words.
(function () {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => { try { return localStorage.getItem('linchpin.theme'); } catch { return null; } };
  const paint = () => document.body.classList.toggle('dark', (chosen() || (system.matches ? 'dark' : 'light')) === 'dark');
  paint();
  system.addEventListener('change', paint);
  document.documentElement.lang = 'en';
  document.querySelector('meta[name=viewport]').content = 'width=device-width, initial-scale=1';

  document.addEventListener('click', (event) => {
    const mark = event.target.closest('[data-here]');
    if (!mark) return;
    event.preventDefault();
    if (mark.dataset.here === 'theme') {
      try { localStorage.setItem('linchpin.theme', document.body.classList.contains('dark') ? 'light' : 'dark'); } catch { /* private window */ }
      paint();
    }
    if (mark.dataset.here === 'map') document.body.classList.toggle('map-open');
    if (mark.dataset.here === 'reload') location.reload();
  });
  // A search through what the page already holds: every word must stand in data-words of a row.
  document.addEventListener('input', (event) => {
    const box = event.target.closest('[data-finds]');
    if (!box) return;
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const panel = box.closest('.panel');
    let shown = 0;
    for (const part of panel.querySelectorAll('[data-part]')) {
      const rows = [...part.querySelectorAll('[data-words]')];
      for (const row of rows) row.hidden = !words.every((word) => row.dataset.words.includes(word));
      const found = rows.filter((row) => !row.hidden).length;
      part.hidden = !found;
      shown += found;
    }
    panel.querySelector('[data-shown]').textContent = shown;
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

  // When the server is gone, say so, and what is safe; come back once it answers.
  const PATIENCE = 600, ASK_AGAIN = 2000, REJOIN = 3000; // milliseconds; a page that is left loses its line, too
  let lost = null;
  const STAGES = { crisis: 'turn', war: 'war turn', blockade: 'week' };
  const safe = () => {
    const bar = document.querySelector('.bar[data-turn]');
    if (!bar) return 'Your games are saved.';
    const stage = STAGES[bar.dataset.stage];
    return stage ? `Your game is saved to ${stage} ${Number(bar.dataset.turn) + 1}.` : 'Your game is saved.';
  };
  const sayLost = () => {
    if (lost) return;
    lost = document.createElement('div');
    lost.className = 'offline';
    lost.innerHTML = '<div class="panel" role="alertdialog" aria-modal="true" aria-labelledby="offline-title" aria-describedby="offline-words">'
      + '<h2 id="offline-title">The connection is lost</h2><p id="offline-words"></p>'
      + '<button type="button" class="main" data-here="reload">Reload</button></div>';
    lost.querySelector('p').textContent = `${safe()} Start the server again if it was stopped; this page then comes back by itself.`;
    document.body.append(lost);
    document.querySelector('.v-application').inert = true;
    lost.querySelector('button').focus();
    setTimeout(askAgain, ASK_AGAIN);
  };
  const found = () => {
    if (!lost) return;
    lost.remove();
    lost = null;
    document.querySelector('.v-application').inert = false;
  };
  const askAgain = async () => {
    if (!lost) return;
    const answers = await fetch('/readyz', { cache: 'no-store' }).then((answer) => answer.ok, () => false);
    if (answers) setTimeout(() => lost && location.reload(), REJOIN); // the line may come back before, and choices with it
    else setTimeout(askAgain, ASK_AGAIN);
  };
  window.addEventListener('load', () => {
    if (!window.app || !window.app.$watch) return;
    let waiting = 0;
    window.app.$watch(() => window.app.wasConnected && window.app.connectionStatus !== 'connected', (gone) => {
      clearTimeout(waiting);
      if (gone) waiting = setTimeout(sayLost, PATIENCE);
      else found();
    });
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.body.classList.remove('map-open');
  });
})();
