/** Buttons that change something. Each says first what will happen, from what is known at that moment, and does it only
 * when it is confirmed. */

import { post } from "./api.js";
import { element, html, show } from "./dom.js";
import { short } from "./roles.js";
import { clock, counted, list, span } from "./words.js";

export class Actions {
    #status = null;
    #nameOf = address => address;
    #running = false;

    constructor() {
        // The buttons of destinations come and go.
        for (const id of ["actions", "destinations"]) {
            element(id).addEventListener("click", event => {
                const button = event.target.closest("button");
                if (button) {
                    this.#confirm(button);
                }
            });
        }
    }

    /** Knows from now on what a button would do. */
    follow(status, nameOf) {
        this.#status = status;
        this.#nameOf = nameOf;
        const isMaster = mastersOf(status).length > 0;
        const hasRouters = status.instances.length > 0;
        this.#enable("handover", hasRouters && isMaster && !status.drained);
        this.#enable("drain", hasRouters && !status.drained);
        this.#enable("undrain", status.drained || status.handedOver);
        this.#enable("reload", true);
        for (const button of element("destinations").querySelectorAll("button")) {
            button.setAttribute("aria-disabled", String(this.#running));
        }
    }

    #enable(action, isPossible) {
        const button = element("actions").querySelector(`[data-action=${action}]`);
        const isOff = !isPossible || this.#running;
        // A button that is off while it has the focus would lose it: it says so instead.
        button.setAttribute("aria-disabled", String(isOff));
    }

    #confirm(button) {
        if (button.getAttribute("aria-disabled") === "true" || !this.#status) {
            return;
        }
        const { action: name, target } = button.dataset;
        const action = target
            ? ofDestination[name](this.#status, target)
            : actions[name](this.#status, this.#nameOf);
        if (!action) {
            return;
        }
        element("confirmation-title").textContent = action.title;
        element("confirmation-button").textContent = action.button;
        show(
            element("confirmation-text"),
            action.says.map(sentence => html("p", {}, sentence)),
            action.warning ? html("p.warning", {}, action.warning) : null,
        );
        const dialog = element("confirmation");
        dialog.returnValue = "cancel";
        dialog.addEventListener(
            "close",
            () => {
                if (dialog.returnValue === "confirm") {
                    this.#run(target ? `${name}?target=${encodeURIComponent(target)}` : name, action);
                }
            },
            { once: true },
        );
        dialog.showModal();
    }

    async #run(name, action) {
        this.#running = true;
        this.#say(action.meanwhile);
        this.follow(this.#status, this.#nameOf);
        try {
            const answer = await post(`/api/${name}`);
            this.#say(action.outcome(answer ?? {}));
        } catch (problem) {
            this.#say(`Not done: ${problem.message}`);
        } finally {
            this.#running = false;
            this.follow(this.#status, this.#nameOf);
        }
    }

    #say(text) {
        element("outcome").textContent = text;
    }
}

const mastersOf = status => status.instances.filter(one => one.state === "Master");

// Who would take over, and what it means when nobody is known.
function heir(status, nameOf) {
    const masters = mastersOf(status);
    const peers = [...new Set(masters.filter(one => one.peer).map(one => nameOf(one.peer.address)))];
    return {
        addresses: short(masters.flatMap(one => one.addresses)),
        whom: peers.length > 0 ? list(peers) : "the other machine",
        warning: masters.some(one => !one.peer)
            ? "No other machine has been heard since this gateway started. If there is none, nobody has the " +
              "addresses for some seconds, until this one takes them back as the last resort."
            : null,
    };
}

// What it is, and what is left without it; null when a reload has just taken it away.
function destinationOf(status, target) {
    const slash = target.lastIndexOf("/");
    const [group, name] = [target.slice(0, slash), target.slice(slash + 1)];
    const has = one => one.name === group && one.destinations.some(destination => destination.name === name);
    const cluster = status.clusters.find(has);
    const stream = cluster ? null : status.streams.find(has);
    const destination = (cluster ?? stream)?.destinations.find(one => one.name === name);
    return destination
        ? {
              destination,
              ...(stream
                  ? { noun: "connection", open: "open", refused: "new connections are closed" }
                  : { noun: "request", open: "under way", refused: "clients get 503" }),
              address: destination.address ?? destination.name,
              count: destination.requests ?? destination.connections,
              others: (cluster ?? stream).destinations.filter(one => one !== destination && one.healthy && !one.drained).length,
          }
        : null;
}

const ofDestination = {
    drain(status, target) {
        const found = destinationOf(status, target);
        if (!found) {
            return null;
        }
        const { address, count, noun, open, refused, others } = found;
        return {
            title: `Drain ${target}?`,
            says: [
                `${address} gets no new ${noun}s on this machine. Those ${open} ` +
                    `(${counted(count, noun)}) go on to their end, which is waited for up to 30 s.`,
                "It stays so over a reload, until it is undrained or the gateway restarts. The other machine goes on " +
                    "using it.",
            ],
            warning: others === 0 ? `No other destination of it is well: ${refused}.` : null,
            button: "Drain",
            meanwhile: `Draining ${target}…`,
            outcome: answer =>
                answer.requests > 0
                    ? `${target} gets no new ${noun}s; ${counted(answer.requests, noun)} still ${open}.`
                    : `${target} is drained in ${span(answer.milliseconds ?? 0)}: no ${noun} is ${open}.`,
        };
    },
    undrain(status, target) {
        const found = destinationOf(status, target);
        return found
            ? {
                  title: `Undrain ${target}?`,
                  says: [`${found.address} gets ${found.noun}s again, as soon as it is well.`],
                  button: "Undrain",
                  meanwhile: `Undraining ${target}…`,
                  outcome: () => `${target} gets ${found.noun}s again.`,
              }
            : null;
    },
};

const move = (addresses, whom) =>
    `${addresses} go to ${whom}, make before break: this machine keeps them until the other one has them.`;

// What became of each virtual router.
const moved = word => answer =>
    [
        answer.done
            ? `${word.replace(".", "")} in ${span(answer.milliseconds)}.`
            : `Not all of it has come to pass in ${span(answer.milliseconds)}.`,
        ...(answer.moves ?? []).map(move => `${move.instance}: ${move.text}.`),
    ].join(" ");

const actions = {
    handover(status, nameOf) {
        const { addresses, whom, warning } = heir(status, nameOf);
        return {
            title: `Hand over from ${status.node}?`,
            says: [
                move(addresses, whom),
                "Clients are led away first. Afterwards this machine takes the addresses back only when the other " +
                    "one gives them up.",
            ],
            warning,
            button: "Hand over",
            meanwhile: "Handing over…",
            outcome: moved("Handed over."),
        };
    },
    drain(status, nameOf) {
        const { addresses, whom, warning } = heir(status, nameOf);
        const hasAddresses = mastersOf(status).length > 0;
        return {
            title: `Drain ${status.node}?`,
            says: [
                hasAddresses
                    ? move(addresses, whom)
                    : "This machine has no address to give away.",
                "Until it is undrained it takes no address back while another machine has it. A restart ends a drain.",
            ],
            warning: hasAddresses ? warning : null,
            button: "Drain",
            meanwhile: "Draining…",
            outcome: moved("Drained."),
        };
    },
    undrain: status => ({
        title: `Undrain ${status.node}?`,
        says: [
            "This machine takes part in the election again with its full priority.",
            status.instances.some(one => one.preempt)
                ? "If its priority is the highest it takes the addresses back, with no gap."
                : "It takes no addresses from a machine that has them: Preempt is off.",
        ],
        button: "Undrain",
        meanwhile: "Undraining…",
        outcome: moved("Undrained."),
    }),
    reload: status => ({
        title: "Reload the configuration?",
        says: [
            `${status.configuration.path} is read again. What has changed is taken up while connections and ` +
                "addresses stay, all of it or nothing.",
            "If something is wrong with it nothing changes, and every error is shown here.",
        ],
        button: "Reload",
        meanwhile: "Reading the files…",
        outcome: answer =>
            answer.errors?.length > 0
                ? `Refused with ${counted(answer.errors.length, "error")}: nothing has changed.`
                : answer.changes?.length > 0
                  ? `Reloaded in ${span(answer.milliseconds)}: ${answer.changes.join("; ")}.`
                  : answer.last
                    ? `Read again: nothing new. Changed at ${clock(answer.last.at)}: ${answer.last.changes.join("; ")}.`
                    : "Read again: nothing has changed.",
    }),
};
