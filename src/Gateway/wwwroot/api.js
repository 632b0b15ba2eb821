/** Asks the gateway. */

/** The gateway wants the token first. */
export class TokenNeeded extends Error {}

// A form of another site cannot send it.
const ours = { "X-Gateway": "1" };

/** The answer of a path, from JSON; null for an answer without a body.
 * @throws {TokenNeeded} Nobody is logged in.
 * @throws {Error} With a sentence for people: the gateway's own where it has one. */
export const get = path => ask(path, { method: "GET" });

/** Likewise, of a request that changes something. */
export const post = (path, headers = {}) => ask(path, { method: "POST", headers: { ...ours, ...headers } });

async function ask(path, request) {
    const answer = await fetch(path, { ...request, cache: "no-store", credentials: "same-origin" });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    const body = isJson ? await answer.json() : null;
    // What was refused for reasons that its answer lists is an answer, too.
    if (answer.ok || body?.errors) {
        return body;
    }
    const why = body?.error ?? `The gateway answered ${answer.status}.`;
    throw answer.status === 401 ? new TokenNeeded(why) : new Error(why);
}
