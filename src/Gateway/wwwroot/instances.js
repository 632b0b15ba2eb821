/** The virtual routers: this machine on the left, the other one on the right, the addresses with whoever has them. */

import { fact, html } from "./dom.js";
import { glyph, word } from "./glyphs.js";
import { peerOf } from "./roles.js";
import { age, counted, moment, signed, span } from "./words.js";

// More of them stand in a table.
const mostInFull = 4;

/** @param {object} status The answer of `/api/status`.
 * @param {number} now The gateway's clock, milliseconds.
 * @param {(address: string) => string} nameOf The name of a machine. */
export function instancesPanel(status, now, nameOf) {
    if (status.instances.length === 0) {
        return [html("p.quiet", {}, "There are no virtual routers: no address moves.")];
    }
    return status.instances.length <= mostInFull
        ? status.instances.map(instance => inFull(status, instance, now, nameOf))
        : [table(status, now, nameOf)];
}

function inFull(status, instance, now, nameOf) {
    const peer = peerOf(instance, now);
    const own = instance.state === "Master";
    return html(
        "article.instance",
        { "data-key": instance.name, "aria-label": `Virtual router ${instance.name}` },
        html(
            "header",
            {},
            html("h3", {}, instance.name),
            html(
                "p.quiet",
                {},
                `id ${instance.virtualRouterId} on ${instance.interface}, ${instance.family}, ` +
                    `VRRP ${instance.version}` +
                    (instance.syncGroup ? `, moves with ${instance.syncGroup}` : ""),
            ),
        ),
        html(
            "div.pair",
            {},
            html(
                `section.station.is-${instance.state.toLowerCase()}`,
                { "aria-label": `This machine, ${status.node}` },
                html("p.who", {}, html("b", {}, status.node), " this machine"),
                role(instance.state.toLowerCase(), instance.draining && own ? "Master, draining" : instance.state),
                plates(instance.addresses, own),
                html("p.reason", {}, `because ${instance.why}`),
                instance.since
                    ? html(
                          "p.quiet",
                          {},
                          "since ",
                          html("time", { datetime: instance.since }, moment(Date.parse(instance.since), now)),
                          `, for ${span(now - Date.parse(instance.since))}`,
                      )
                    : null,
                faults(instance),
                ledger(instance.priority),
            ),
            html(
                `section.station.is-${peer.state}`,
                { "aria-label": "The other machine" },
                html(
                    "p.who",
                    {},
                    html("b", {}, instance.peer ? nameOf(instance.peer.address) : "other machine"),
                    " deduced",
                ),
                role(peer.state, peer.word),
                plates(instance.addresses, peer.holds),
                html("p.reason", {}, peer.why),
                instance.peer ? lastHeard(instance.peer, now) : null,
            ),
        ),
        instance.splitBrain
            ? html(
                  "p.warning",
                  {},
                  glyph("fault"),
                  html("span", {}, `Both machines may be Master: ${instance.splitBrain.text}.`),
              )
            : null,
        instance.mismatch
            ? html("p.warning", {}, glyph("warning"), html("span", {}, `The peer is alive, but ${instance.mismatch}.`))
            : null,
    );
}

const role = (state, word) => html("p.role", {}, glyph(state), html("span", {}, word));

// A nameplate is at its owner's; its place at the other machine is an empty frame.
const plates = (addresses, holds) =>
    holds
        ? html(
              "ul.plates",
              { "aria-label": "Addresses here" },
              addresses.map(address => html("li", {}, address)),
          )
        : html("p.plates.empty", {}, "no address");

// The reason names those that it began with.
function faults(instance) {
    const more = instance.faults.filter(fault => !instance.why.includes(fault.text));
    return more.length === 0
        ? null
        : html("ul.faults", { "aria-label": "Faults" }, more.map(fault => html("li", {}, fault.text)));
}

const lastHeard = (peer, now) =>
    html(
        "dl.facts",
        {},
        fact("Priority", String(peer.priority)),
        fact("Last advertisement", age(now - Date.parse(peer.lastAdvertisement))),
        fact("Interval", span(peer.intervalMilliseconds)),
        fact("Address", html("span.address", {}, peer.address)),
    );

/** A priority as an account: what the file says, what each tracker adds, and the sum. */
function ledger(priority) {
    const line = (name, points, note, kind = "") =>
        html(
            `tr${kind}`,
            {},
            html("th", { scope: "row" }, name, note ? html("span.quiet", {}, ` ${note}`) : null),
            html("td.number", {}, points),
        );
    const sum = priority.base + priority.parts.reduce((total, part) => total + part.delta, 0);
    return html(
        "table.ledger",
        {},
        html("caption", {}, "Priority"),
        html(
            "tbody",
            {},
            line("configured", String(priority.base)),
            priority.parts.map(part => line(part.tracker, signed(part.delta), part.text)),
            line("in effect", String(priority.effective), sum === priority.effective ? null : `of ${sum}`, ".sum"),
        ),
    );
}

function table(status, now, nameOf) {
    const rows = status.instances.map(instance => {
        const peer = peerOf(instance, now);
        const state = instance.state.toLowerCase();
        return html(
            "tr",
            { "data-key": instance.name },
            html("th", { scope: "row" }, instance.name),
            html("td", {}, word(state, instance.state)),
            html(
                "td.address",
                {},
                instance.addresses[0],
                instance.addresses.length > 1 ? ` and ${instance.addresses.length - 1} more` : null,
            ),
            html("td.number", {}, String(instance.priority.effective)),
            html("td.number", {}, instance.since ? span(now - Date.parse(instance.since)) : "–"),
            html(
                "td",
                {},
                word(peer.state, instance.peer ? `${nameOf(instance.peer.address)}: ${peer.word}` : peer.word),
            ),
        );
    });
    return html(
        "div.scroll",
        { tabindex: "0", role: "region", "aria-label": "Virtual routers" },
        html(
            "table.rows",
            {},
            html("caption", {}, counted(rows.length, "virtual router")),
            html(
                "thead",
                {},
                html(
                    "tr",
                    {},
                    ["Name", "State", "Addresses", "Priority", "For", "The other machine, deduced"].map((title, i) =>
                        html(i === 3 || i === 4 ? "th.number" : "th", { scope: "col" }, title),
                    ),
                ),
            ),
            html("tbody", {}, rows),
        ),
    );
}
