"""The evidence: published results beside the model's, hit or miss, as a page of the app or as one file."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from wargame.analysis.evidence import document
from wargame.analysis.evidence.findings import Finding
from wargame.analysis.evidence.published import Basis, Reading
from wargame.analysis.evidence.reliability import FEW, Reliability, stored, stored_parts
from wargame.charts.reliability import reliability_diagram
from wargame.report.papers.standalone import alone
from wargame.text.html import number, text
from wargame.text.language import space, tr
from wargame.text.phrase import say, together

WIDTH, HEIGHT, PAD = 260, 26, 8  # of the picture in a row
VERDICTS = {
    "hit": ("hit", say("● hit")),
    "miss": ("miss", say("○ miss")),
    "met": ("hit", say("met")),
    "off": ("miss", say("off")),
    "beside": ("hit", say("not judged")),
}


def page(findings: Sequence[Finding], worlds: int, seed: int) -> str:
    """The page: how many hit, then each row with its picture, and a sentence on every miss."""
    parts = "".join(_group(group) for group in document.groups(findings))
    return (
        f"<main class='evidence'><p class='kicker'>{tr('Evidence')}</p><h1>"
        f"{text(document.count(findings))}</h1><p class='lede'>"
        + tr(
            "What published games, studies and polls found, and what this model says of the same case. "
            "{worlds:,} worlds of each scenario, seed {seed}.",
            worlds=worlds,
            seed=seed,
        )
        + f"</p><ul class='counts'>{''.join(f'<li>{text(line)}</li>' for line in document.counts(findings))}</ul>"
        f"<p class='notice'>{text(document.FITTED_NOTE)}</p>"
        f"<p class='key small quiet'>{text(document.HIT)}{space()}{_key()}</p>"
        f"{parts}"
        f"{_reliability(stored())}<p class='small quiet rule'>"
        + tr("{rule} Sources stand in SOURCES.md, the fit in docs/CALIBRATION.md.", rule=text(document.RULE))
        + "</p></main>"
    )


def waiting() -> str:
    """What stands there while the worlds are played."""
    return (
        f"<main class='evidence'><p class='kicker'>{tr('Evidence')}</p><h1>"
        f"{tr('Playing the published cases')}</h1><p class='lede' role='status'>"
        f"{tr('This takes some seconds.')}</p></main>"
    )


def whole_page(findings: Sequence[Finding], worlds: int, seed: int) -> str:
    """The page as one file that needs nothing else."""
    return alone("Linchpin: evidence", page(findings, worlds, seed), ["evidence.css"])


def _group(group: document.Group) -> str:
    scenarios = dict.fromkeys(finding.published.scenario for finding in group.findings)
    rows = "".join(_row(finding, named=len(scenarios) > 1) for finding in group.findings)
    return (
        f"<section><h2>{text(group.head)}</h2><p class='label'>"
        + tr(
            "{counts} · scenario {names}",
            counts=text(together(document.counts(group.findings, document.SHORT), " · ")),
            names=text(", ".join(scenarios)),
        )
        + f"</p><table><thead><tr><th>{tr('Result')}</th><th class='n'>{tr('Published')}</th><th>"
        f"<span class='hidden'>{tr('Picture')}</span></th><th class='n'>{tr('Model')}</th><th>"
        f"{tr('Verdict')}</th></tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _reliability(found: Reliability) -> str:
    """How Beijing's estimate stands beside wars that it was not fitted to: picture and table."""
    rows = "".join(
        (
            f"<tr><td class='n'>{100 * each.estimated:.0f}%</td><td class='n'><b>{100 * each.share:.0f}%</b></td>"
            "<td class='n'>"
            + tr("{low:.0f} to {high:.0f}%", low=100 * each.interval.low, high=100 * each.interval.high)
            + f"</td><td class='n'>{tr('{won} of {wars}', won=number(each.won), wars=number(each.wars))}</td></tr>"
        )
        for each in found.bins
    )
    return (
        f"<section class='estimate'><h2>{text(document.RELIABILITY)}</h2><p class='label'>"
        f"{text(document.reliability_words(found))}<br>{text(document.reliability_part_words(stored_parts()))}</p>"
        "<p class='small told'>"
        + tr(
            "Before a war its staff says how likely success is. Each dot gathers wars with about the "
            "same estimate; on the dashed line it comes true as often as it says. A hollow dot has "
            "fewer than {few} wars. The estimate is fitted to this model’s own war, so it shares "
            "whatever is wrong with that war.",
            few=FEW,
        )
        + f"</p><div class='both'>{reliability_diagram(found)}<table><thead><tr><th class='n'>"
        f"{tr('Estimated')}</th><th class='n'>{tr('Came true')}</th><th class='n'>{tr('95% interval')}</th>"
        f"<th class='n'>{tr('Wars won')}</th></tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _row(finding: Finding, named: bool) -> str:
    """One result; `named` if the table needs the scenario of each."""
    row = finding.published
    value, between = document.model_words(finding)
    median = document.median_words(finding)
    if row.read is Reading.MEDIAN:
        spread = tr("median; {between}", between=text(between))
    else:
        spread = tr("median {middle}; {between}", middle=median, between=text(between)) if median else text(between)
    unit = "" if row.unit.startswith("share") or row.read is Reading.SPREAD else f" {text(row.unit)}"
    day = tr(", on D+{day:g}", day=row.day) if row.day and not row.unit.startswith("days") else ""
    said = tr(row.note)
    note = f"{space()}{text(said[0].upper() + said[1:])}{tr('. ').rstrip()}" if said else ""
    scenario = f" · {row.scenario}" if named else ""
    kind, words = VERDICTS[finding.verdict]
    basis = document.BASES.get(row.basis, "")
    verdict = f"<span class='{kind}'>{tr(words)}</span>" + (f"<span class='label'>{tr(basis)}</span>" if basis else "")
    why = (
        ""
        if not finding.sentence
        else f"<tr class='why'><td colspan='5'><span>{text(finding.sentence)}</span></td></tr>"
    )
    return (
        f"<tr class='{'is-miss' if finding.sentence else 'is-hit'}'><th scope='row'>{text(row.quantity)}"
        f"<span class='label'>{text(document.SOURCES[row.source])}{day}{tr('. ').rstrip()}{note}{scenario}</span></th>"
        f"<td class='n' data-head='{tr('Published')}{tr(': ')}'>{text(document.published_words(finding))}"
        f"{unit if not row.said else ''}</td>"
        f"<td class='pic'>{_picture(finding)}</td>"
        f"<td class='n' data-head='{tr('Model')}{tr(': ')}'><b>{text(value)}</b>{unit}"
        f"<span class='label'>{spread}</span></td>"
        f"<td>{verdict}</td></tr>{why}"
    )


def _picture(finding: Finding) -> str:
    """The published range as a band, its mean as a tick, the model as a dot with its interval, on one axis from 0."""
    row = finding.published
    if row.read is Reading.DIFFERENCE:
        return ""  # it may be below 0, and was published without a size
    apart = row.read is Reading.SPREAD  # two ranges and no mean
    low, high = row.games if apart and row.games else row.bounds
    share = row.unit.startswith("share")
    means = () if apart else (row.value * 1.6, finding.value)
    known = [value for value in (*means, high, finding.high) if isfinite(value)]
    end = 1.0 if share and row.value > 0.3 else max(max(known) * 1.06, 1e-9)
    top = min(high, end)

    def x(value: float) -> float:
        return PAD + (WIDTH - 2 * PAD) * min(max(value / end, 0), 1)

    middle = HEIGHT / 2
    band = (
        f"<rect x='{x(low):.1f}' y='4' width='{max(x(top) - x(low), 3):.1f}' height='{HEIGHT - 8}' rx='2' "
        "class='band'/>"
    )
    judged = row.basis is not Basis.COMPARED or row.low is not None
    tick = f"<line x1='{x(row.value):.1f}' x2='{x(row.value):.1f}' y1='2' y2='{HEIGHT - 2}' class='mean'/>"
    kind = "dot open" if finding.sentence else "dot"
    dot = (
        f"<circle cx='{x(finding.value):.1f}' cy='{middle}' r='4.5' class='{kind}'/>"
        if isfinite(finding.value)
        else f"<path d='M{WIDTH - PAD - 5} {middle - 5}l6 5l-6 5' class='beyond'/>"
    )
    label = tr(
        "{quantity}: a hit is {asked}, the model says {found}",
        quantity=tr(row.quantity),
        asked=tr(document.asked_words(finding)),
        found=tr(document.model_words(finding)[0]),
    )
    return (
        f"<svg viewBox='0 0 {WIDTH} {HEIGHT}' preserveAspectRatio='xMinYMid' role='img' aria-label='{text(label)}'>"
        f"<line x1='{PAD}' x2='{WIDTH - PAD}' y1='{HEIGHT - 1}' y2='{HEIGHT - 1}' class='axis'/>"
        f"{band if judged else ''}"
        f"{'' if apart else tick}"
        f"<line x1='{x(finding.low):.1f}' x2='{x(finding.high):.1f}' y1='{middle}' y2='{middle}' class='spread'/>"
        f"{'' if apart else dot}</svg>"
    )


def _key() -> str:
    """What the marks of a row mean."""

    def item(mark: str, words: str) -> str:
        return (
            f"<span class='item'><svg viewBox='0 0 30 14' width='30' height='14' aria-hidden='true'>{mark}</svg> "
            f"{words}</span> "
        )

    line = "<line x1='1' x2='29' y1='7' y2='7' class='spread'/><circle cx='15' cy='7' r='4.5' class='dot"
    return (
        item(
            "<rect x='1' y='1' width='28' height='12' rx='2' class='band'/><line x1='15' x2='15' y1='0' y2='14' "
            "class='mean'/>",
            tr("published mean, and what counts as a hit; where games differ, their range"),
        )
        + item(f"{line}'/>", tr("model, hit"))
        + item(f"{line} open'/>", tr("model, miss"))
        + f"<span class='item'>{tr('Each row has its own axis from 0.')}</span>"
    )
