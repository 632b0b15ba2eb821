namespace Gateway.Tests.Proxy.Strictness;

/// <summary>The corpus, by the part of the request that is wrong.</summary>
internal static partial class MalformedRequests
{
    public static IEnumerable<MalformedRequest> All =>
        [.. RequestLines, .. Hosts, .. Headers, .. Lengths, .. Codings, .. Chunks, .. Upgrades];

    // RFC 9112 section 3.
    private static IEnumerable<MalformedRequest> RequestLines =>
    [
        Line("two spaces behind the method", "GET  / HTTP/1.1"),
        Line("a space before the method", " GET / HTTP/1.1"),
        Line("a space behind the version", "GET / HTTP/1.1 "),
        Line("tabs for spaces", "GET\t/\tHTTP/1.1"),
        Line("a space in the target", "GET /a b HTTP/1.1"),
        Line("no target", "GET HTTP/1.1"),
        Line("no version (HTTP/0.9)", "GET /"),
        Line("HTTP/1.2", "GET / HTTP/1.2", 505),
        Line("HTTP/2.0", "GET / HTTP/2.0", 505),
        Line("HTTP/1.10", "GET / HTTP/1.10"),
        Line("a version in small letters", "GET / http/1.1", 505),
        Line("another protocol", "GET / SIP/2.0"),
        Line("a NUL in the method", "G\0T / HTTP/1.1"),
        Line("a parenthesis in the method", "GE(T / HTTP/1.1"),
        Line("a NUL in the target", "GET /\0 HTTP/1.1"),
        Line("an encoded NUL in the target", "GET /%00 HTTP/1.1"),
        // "..;" is the parent to servlet containers, and a name to others.
        Line("a parent with a parameter", "GET /a/..;/b HTTP/1.1"),
        Line("an escaped parent with an escaped parameter", "GET /a/%2e%2e%3Bx/b HTTP/1.1"),
        // As is a name between slashes that not every server takes for slashes.
        Line("a parent before an escaped slash", "GET /a/..%2Fb HTTP/1.1"),
        Line("a parent between escaped slashes", "GET /a/b%2F..%2f..%2Fc HTTP/1.1"),
        Line("an escaped parent behind an escaped slash", "GET /a%2F%2e%2e HTTP/1.1"),
        Line("a folder itself behind an escaped slash", "GET /a%2F./b HTTP/1.1"),
        Line("a parent before an escaped backslash", "GET /a/..%5Cb HTTP/1.1"),
        Line("a parent between backslashes", "GET /a\\..\\b HTTP/1.1"),
        Line("a parent before an escaped slash of a whole URI", "GET http://app.example.com/a/..%2Fb HTTP/1.1"),
        Line("a parent before a backslash of a whole URI", "GET http://app.example.com/a/..%5Cb HTTP/1.1"),
        Line("a parent in a parameter", "GET /a;x%2F..%2Fb HTTP/1.1"),
        Line("a folder itself with a parameter", "GET /a/.;x/b HTTP/1.1"),
        Line("a letter beyond ASCII in the target", "GET /\u00e9 HTTP/1.1"),
        Line("a target without its slash", "GET smuggled HTTP/1.1", 405),
        Line("a star that is no OPTIONS", "GET * HTTP/1.1", 405),
        Line("an authority that is no CONNECT", "GET app.example.com:80 HTTP/1.1", 405),
        Line("an absolute target of another host", "GET http://evil.example.com/ HTTP/1.1"),
        Line("a target longer than 8 KiB", $"GET /{new string('a', 9000)} HTTP/1.1", 414),
        Line("TRACE", "TRACE / HTTP/1.1", 405),
        Line("CONNECT", "CONNECT app.example.com:443 HTTP/1.1", 400),
        new("CONNECT to the host itself", $"CONNECT app.example.com HTTP/1.1\r\n{MalformedRequest.Host}\r\n", 405),
        new("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", MalformedRequest.None),
        new("a TLS handshake", "\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003\r\n\r\n"),
        new("line feeds alone", "GET / HTTP/1.1\nHost: app.example.com\n\n"),
        new("a line feed alone behind the request line", $"GET / HTTP/1.1\n{MalformedRequest.Host}\r\n"),
        new("carriage returns alone", "GET / HTTP/1.1\rHost: app.example.com\r\r\r\n\r\n"),
        new("two carriage returns", $"GET / HTTP/1.1\r\r\n{MalformedRequest.Host}\r\n"),
    ];

    // RFC 9112 section 3.2.
    private static IEnumerable<MalformedRequest> Hosts =>
    [
        new("no host", "GET / HTTP/1.1\r\n\r\n"),
        new("two hosts", $"GET / HTTP/1.1\r\n{MalformedRequest.Host}Host: evil.example.com\r\n\r\n"),
        new("the same host twice", $"GET / HTTP/1.1\r\n{MalformedRequest.Host}{MalformedRequest.Host}\r\n"),
        Host("a list of hosts", "app.example.com, evil.example.com"),
        Host("a host with a space", "app.example .com"),
        Host("a host with a path", "app.example.com/smuggled"),
        Host("a host with a user", "user@app.example.com"),
        Host("a host with a port that is none", "app.example.com:port"),
        Host("a host with half a bracket", "[::1"),
        Host("a host with a NUL", "app.example.com\0"),
        Host("a host with a query", "app.example.com?a=b"),
    ];

    // RFC 9112 section 5.
    private static IEnumerable<MalformedRequest> Headers =>
    [
        Header("a space before the colon", "X-A : 1"),
        Header("a tab before the colon", "X-A\t: 1"),
        Header("a space in the name", "X A: 1"),
        Header("no colon", "X-A"),
        Header("no name", ": 1"),
        Header("a folded line", "X-A: 1\r\n 2"),
        Header("a folded line with a tab", "X-A: 1\r\n\t2"),
        Header("a NUL in the value", "X-A: 1\u00002"),
        Header("a NUL in the name", "X\0A: 1"),
        Header("a carriage return in the value", "X-A: 1\rX-B: 2"),
        Header("a line feed in the value", "X-A: 1\nX-B: 2"),
        Header("a line feed alone at the end", "X-A: 1\n"),
        Header("a letter beyond ASCII in the name", "X-\u00c4: 1"),
        new("a first header that is folded", $"GET / HTTP/1.1\r\n X-A: 1\r\n{MalformedRequest.Host}\r\n"),
        Header("more than 100 headers", string.Join("\r\n", Enumerable.Range(0, 101).Select(i => $"X-{i}: 1")), 431),
        Header("more than 32 KiB of headers",
            string.Join("\r\n", Enumerable.Range(0, 40).Select(i => $"X-{i}: {new string('a', 1000)}")), 431),
        Header("a header of 40 KiB", $"X-A: {new string('a', 40_000)}", 431),
    ];

    private static MalformedRequest Line(string name, string line, int status = 400) =>
        new(name, $"{line}\r\n{MalformedRequest.Host}\r\n", status);

    private static MalformedRequest Host(string name, string host) =>
        new(name, $"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");

    private static MalformedRequest Header(string name, string lines, int status = 400) =>
        new(name, $"GET / HTTP/1.1\r\n{MalformedRequest.Host}{lines}\r\n\r\n", status);
}
