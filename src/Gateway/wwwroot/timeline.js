/** The transitions, the latest first, each with the milliseconds of what led to it and what followed. */

import { scale } from "./charts.js";
import { html } from "./dom.js";
import { glyph } from "./glyphs.js";
import { clock, counted, day, millisecondsText, span } from "./words.js";

const most = 12;

/** @param {object[]|null} history The answer of `/api/history`: the latest first. */
export function timelinePanel(history, now, nameOf) {
    if (!history || history.length === 0) {
        return [html("p.quiet", {}, history ? "Nothing has changed since this gateway started." : "Not known yet.")];
    }
    const rest = history.length - most;
    return [
        html(
            "ol.transitions",
            {},
            history.slice(0, most).map(entry => transition(entry, now, nameOf)),
        ),
        rest > 0 ? html("p.quiet", {}, `and ${counted(rest, "older one")}: gateway history`) : null,
    ];
}

function transition(entry, now, nameOf) {
    const at = Date.parse(entry.at);
    const { to } = entry;
    return html(
        "li.transition",
        { "data-key": `${entry.id}` },
        html(
            "time",
            { datetime: entry.at },
            clock(at, true),
            day(at) === day(now) ? null : html("span", {}, ` ${day(at)}`),
        ),
        html(
            "div",
            {},
            html(
                "p.head",
                {},
                glyph(to.toLowerCase()),
                html("b", {}, `${entry.instance}: ${entry.from} → ${to}`),
                entry.tookMilliseconds === null ? null : html("span.took", {}, `in ${span(entry.tookMilliseconds)}`),
            ),
            html("p.reason", {}, `because ${named(entry.why, entry.peer, nameOf)}; priority ${entry.priority}`),
            entry.timeline.length > 1 ? steps(entry) : null,
        ),
    );
}

function steps(entry) {
    const first = entry.timeline[0].milliseconds;
    const offsets = entry.timeline.map(step => step.milliseconds - first);
    return html(
        "details",
        {},
        html("summary", {}, `${counted(offsets.length, "step")} in ${span(offsets.at(-1))}`),
        scale(offsets, offsets.at(-1)),
        html(
            "dl.steps",
            {},
            entry.timeline.map((step, i) =>
                html("div", {}, html("dt.number", {}, millisecondsText(offsets[i])), html("dd", {}, step.text)),
            ),
        ),
    );
}

// An address in a sentence of the gateway's, with the name of its machine.
const named = (text, address, nameOf) =>
    address && nameOf(address) !== address ? text.replace(address, `${nameOf(address)} (${address})`) : text;
