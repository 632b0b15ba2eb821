/** Who has the addresses, as far as this machine knows. Its own state is a fact, told by the engine. That of the other
 * machine is deduced: VRRP lets only the Master speak, so a silent machine is a Backup, or is not there. */

import { age, list, span } from "./words.js";

// A Backup waits three intervals and a skew of up to one (RFC 9568 section 6.1), here with some room for the network.
const patience = 4.5;

/** The other machine of a virtual router.
 * @param {object} instance An entry of `instances` of `/api/status`.
 * @param {number} now The gateway's clock, milliseconds.
 * @returns {{state: string, word: string, why: string, holds: boolean}} A glyph, a word, a sentence, and whether it has
 * the addresses. */
export function peerOf(instance, now) {
    const peer = instance.peer;
    const isMaster = instance.state === "Master";
    if (!peer) {
        return isMaster
            ? {
                  state: "silent",
                  word: "Not heard",
                  why: "A Backup is silent, and so is a machine that is not there.",
                  holds: false,
              }
            : {
                  state: "silent",
                  word: "Not heard",
                  why: "No Master has been heard since this gateway started.",
                  holds: false,
              };
    }

    const heard = Date.parse(peer.lastAdvertisement);
    const silence = now - heard;
    const speaks = silence < patience * peer.intervalMilliseconds;
    if (peer.priority === 0) {
        return { state: "silent", word: "Resigned", why: `It said farewell ${age(silence)}.`, holds: false };
    }
    if (!isMaster) {
        return speaks
            ? { state: "master", word: "Master", why: "It advertises, which only a Master does.", holds: true }
            : { state: "silent", word: "Fell silent", why: `Nothing heard for ${span(silence)}.`, holds: false };
    }
    // What was heard before this machine became Master, or at that moment, is the old Master's last word.
    const rivals = speaks && heard > Date.parse(instance.since) + 2 * peer.intervalMilliseconds;
    return rivals
        ? {
              state: "fault",
              word: "Master, too",
              why: "It still advertises: both machines have the addresses.",
              holds: true,
          }
        : {
              state: "backup",
              word: "Backup, or away",
              why: "It is silent, as a Backup is, and as one that is not there.",
              holds: false,
          };
}

/** The state of this machine over all virtual routers: one glyph, a headline and what stands below it.
 * @param {object} status The answer of `/api/status`.
 * @param {(address: string) => string} nameOf The name of a machine. */
export function verdict(status, nameOf) {
    const instances = status.instances;
    const named = state => instances.filter(one => one.state === state).map(one => one.name);
    const states = ["Master", "Backup", "Fault", "Initialize"].filter(state => named(state).length > 0);
    if (states.length === 0) {
        return {
            state: "unknown",
            title: `${status.node} has no virtual addresses`,
            detail: "A proxy alone: nothing moves to another machine.",
        };
    }

    const title =
        states.length === 1
            ? `${status.node} ${titles[states[0]]}`
            : `${status.node} is ${states.map(state => `${state} of ${list(named(state))}`).join(", ")}`;
    const state = states.includes("Fault") ? "fault" : states[0].toLowerCase();
    return { state, title, detail: detailOf(status, states, nameOf) };
}

const titles = { Master: "is Master", Backup: "is Backup", Fault: "is in Fault", Initialize: "is starting" };

function detailOf(status, states, nameOf) {
    const own = status.instances.filter(one => one.state === "Master").flatMap(one => one.addresses);
    const now = Date.parse(status.now);
    const others = [
        ...new Set(
            status.instances
                .filter(one => one.state !== "Master" && peerOf(one, now).holds)
                .map(one => nameOf(one.peer.address)),
        ),
    ];
    const faults = [...new Set(status.instances.flatMap(one => one.faults.map(fault => fault.text)))];
    const sentences = [
        faults.length > 0 ? `It cannot serve: ${list(faults)}.` : null,
        own.length > 0 ? `It has ${short(own)}.` : "It has no virtual address.",
        others.length > 0 ? `${list(others)} ${others.length === 1 ? "is" : "are"} Master.` : null,
        states.length === 1 && states[0] !== "Master" && others.length === 0 ? "No Master is heard." : null,
        status.drained ? "It is drained: it takes no address back while another machine has it." : null,
        status.handedOver
            ? "It has handed over: it takes the addresses back when the other machine gives them up."
            : null,
    ];
    return sentences.filter(sentence => sentence !== null).join(" ");
}

const bare = address => address.split("/")[0];

/** Addresses in a sentence: three, then a number. */
export const short = addresses =>
    addresses.length <= 3
        ? list(addresses.map(bare))
        : `${addresses.slice(0, 2).map(bare).join(", ")} and ${addresses.length - 2} more`;

/** One sentence for each virtual router whose state has changed, to be read out.
 * @param {object|null} before The status before. */
export function changes(before, status) {
    const old = new Map((before?.instances ?? []).map(one => [one.name, one.state]));
    return status.instances
        .filter(one => old.has(one.name) && old.get(one.name) !== one.state)
        .map(one => `${one.name}: ${status.node} went from ${old.get(one.name)} to ${one.state}, because ${one.why}.`);
}
