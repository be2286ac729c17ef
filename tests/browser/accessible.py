"""What is looked for on a page that is shown: faults that axe-core finds, and styles of somebody else's."""

LAPTOP, PHONE = (1366, 768), (390, 844)
OPEN_FOLDS = "document.querySelectorAll('details:not(.menu)').forEach(fold => { fold.open = true; })"
FAULTS = """async (rules) => {
    const asked = {resultTypes: ['violations'], preload: false, ...(rules.length ? {runOnly: rules} : {})};
    return (await axe.run(asked)).violations.flatMap(fault =>
        fault.nodes.map(node => `${fault.id}: ${node.target} ${node.html.slice(0, 160)} ${node.failureSummary}`));
}"""
# Every rule where there is none; in the dark only colours differ.
RULES = {"light": [], "dark": ["color-contrast", "link-in-text-block"]}
# Selectors of the libraries that fit a mark of ours by its class, not just by its kind. Vuetify writes some as it runs.
PAINTED = """() => {
    const within = ['.root', '.panel', '.offline'].flatMap(part => [part, part + ' *']).join();
    const vuetifys = mark => [...mark.classList].some(name => name.startsWith('v-'));
    const ours = new Set([...document.querySelectorAll(within)].filter(mark => !vuetifys(mark)));
    const names = new Set([...ours].flatMap(mark => [...mark.classList]));
    const wrapping = /^(v-application|theme--|solara-)/;
    const fits = selector => {
        const classes = [...selector.matchAll(/\\.([A-Za-z_-][\\w-]*)/g)].map(found => found[1]);
        if (!classes.some(name => names.has(name) && !wrapping.test(name))) return false;
        if (!classes.every(name => names.has(name) || wrapping.test(name))) return false;
        const plain = selector.replace(/::?(before|after|placeholder|selection)/g, '');
        return [...document.querySelectorAll(plain)].some(mark => ours.has(mark));
    };
    const selectors = rules => [...rules].flatMap(rule =>
        [...(rule.selectorText ? [rule.selectorText] : []), ...(rule.cssRules ? selectors(rule.cssRules) : [])]);
    return [...document.styleSheets].filter(sheet => !/custom\\.css/.test(sheet.href || ''))
        .flatMap(sheet => selectors(sheet.cssRules)).flatMap(list => list.split(/,(?![^(]*\\))/))
        .filter(fits).map(selector => 'painted by a library: ' + selector.trim());
}"""


def faults(page, axe):
    """Everything that is wrong with a page, in both lights and on both screens, with every fold open."""
    page.evaluate(OPEN_FOLDS)
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found = page.evaluate(PAINTED)
    for width, height in (LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_selector("body.dark" if scheme == "dark" else "body:not(.dark)")
            found += [f"{width} {scheme} {fault}" for fault in page.evaluate(FAULTS, RULES[scheme])]
    return found
