/** Signs for states. Each has a shape of its own, and stands beside its word: colour only repeats what both say. */

import { html, svg } from "./dom.js";

const shapes = {
    master: () => [svg("circle", { cx: 8, cy: 8, r: 6.5, class: "solid" })],
    backup: () => [svg("circle", { cx: 8, cy: 8, r: 5.5, class: "line" })],
    fault: () => [
        svg("path", { d: "M8 1.5 15 14H1Z", class: "solid" }),
        svg("path", { d: "M8 6v4M8 11.4v1.4", class: "gap" }),
    ],
    initialize: () => [svg("circle", { cx: 8, cy: 8, r: 5.5, class: "line dashed" })],
    silent: () => [svg("circle", { cx: 8, cy: 8, r: 5.5, class: "line dotted" })],
    good: () => [svg("path", { d: "M3 8.5 6.5 12 13 4.5", class: "line" })],
    degraded: () => [
        svg("circle", { cx: 8, cy: 8, r: 5.5, class: "line" }),
        svg("path", { d: "M8 2.5a5.5 5.5 0 0 1 0 11Z", class: "solid" }),
    ],
    bad: () => [svg("path", { d: "M4 4l8 8M12 4l-8 8", class: "line" })],
    unknown: () => [svg("path", { d: "M4 8h8", class: "line" })],
    warning: () => [
        svg("path", { d: "M8 2 14.5 13.5h-13Z", class: "line" }),
        svg("path", { d: "M8 6.5v3.2M8 11v1", class: "line" }),
    ],
};

/** A sign of 1 em, silent for screen readers: the word beside it speaks.
 * @param {string} name One of `master`, `backup`, `fault`, `initialize`, `silent`, `good`, `degraded`, `bad`, `unknown`
 * and `warning`. */
export const glyph = name =>
    svg(
        `svg.glyph.is-${name}`,
        { viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
        (shapes[name] ?? shapes.unknown)(),
    );

/** A sign and its word. */
export const word = (name, text) => html("span.word", {}, glyph(name), html("span", {}, text));
