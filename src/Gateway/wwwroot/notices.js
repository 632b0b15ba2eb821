/** What needs attention, each with the way to its panel: what stands further down should not have to be looked for. */

import { html } from "./dom.js";
import { glyph } from "./glyphs.js";
import { renewalDays } from "./panels.js";
import { counted, list } from "./words.js";

/** @param {object} status The answer of `/api/status`. */
export function noticesOf(status) {
    const failing = status.checks.filter(check => check.state === "Down").map(check => check.name);
    const ill = [...status.clusters, ...status.streams].flatMap(cluster =>
        cluster.destinations.filter(one => !one.healthy && !one.drained).map(one => `${cluster.name}/${one.name}`),
    );
    const ending = status.certificates.filter(one => one.days < renewalDays);
    const split = status.instances.filter(one => one.splitBrain).map(one => one.name);
    const differing = status.instances.filter(one => one.mismatch).map(one => one.name);
    return [
        split.length > 0 ? notice("fault", "instances", `Both machines may be Master of ${list(split)}`) : null,
        status.configuration.rejected
            ? notice("fault", "configuration", "The changed configuration was refused")
            : null,
        differing.length > 0
            ? notice("fault", "instances", `The peer of ${list(differing)} is configured otherwise`)
            : null,
        failing.length > 0
            ? notice("bad", "checks", `${list(failing)} ${failing.length === 1 ? "fails" : "fail"}`)
            : null,
        ill.length > 0 ? notice("bad", "destinations", `${list(ill)} ${ill.length === 1 ? "is" : "are"} ill`) : null,
        ...ending.map(one =>
            notice(
                one.days < 0 ? "bad" : "warning",
                "certificates",
                one.days < 0 ? `${one.names[0]} has expired` : `${one.names[0]} expires in ${counted(one.days, "day")}`,
            ),
        ),
    ].filter(one => one !== null);
}

const notice = (sign, panel, text) =>
    html("li", {}, html("a", { href: `#${panel}-title` }, glyph(sign), html("span", {}, text)));
