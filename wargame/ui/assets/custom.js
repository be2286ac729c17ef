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
    if (mark.dataset.here === 'print') window.print();
    if (mark.dataset.here === 'copy') copy(mark);
    if (mark.dataset.here === 'step') step(mark);
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
    navigator.clipboard.writeText(field.value).then(() => said('Copied.'), () => said('Selected. Copy it with Ctrl+C.'));
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
    if (event.target.closest('input, textarea, select, [contenteditable], .scroll-x')) return;
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

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.body.classList.remove('map-open');
  });
})();
