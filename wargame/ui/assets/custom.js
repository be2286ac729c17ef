// What belongs to the browser alone: light or dark, the full-screen map, and coming back after a restart.
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
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.body.classList.remove('map-open');
  });
})();
