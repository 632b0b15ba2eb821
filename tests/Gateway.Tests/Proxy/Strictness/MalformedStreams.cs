using static Gateway.Tests.Proxy.Http2Frames;

namespace Gateway.Tests.Proxy.Strictness;

/// <summary>The corpus over HTTP/2, by the part of the request that is wrong.</summary>
internal static partial class MalformedStreams
{
    public static IEnumerable<MalformedStream> All =>
        [.. Hops, .. Names, .. Values, .. Pseudos, .. Targets, .. Lengths, .. Trailers, .. Frames];

    // RFC 9113 section 8.2.2.
    private static IEnumerable<MalformedStream> Hops =>
    [
        With("connection: keep-alive", "connection", "keep-alive"),
        new("a connection header that nominates", [Get([.. Fields(), ("connection", "x-a"), ("x-a", "1")])],
            MalformedStream.Connection),
        With("transfer-encoding: chunked", "transfer-encoding", "chunked", MalformedStream.BadRequest),
        With("transfer-encoding: gzip", "transfer-encoding", "gzip", MalformedStream.BadRequest),
        With("an empty transfer-encoding", "transfer-encoding", "", MalformedStream.BadRequest),
        new("transfer-encoding: chunked with a body",
            [
                Of(Headers, EndHeaders, 1, Block([.. Fields("POST"), ("transfer-encoding", "chunked")])),
                Of(Data, EndStream, 1, "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: app.example.com\r\n\r\n"u8),
            ],
            MalformedStream.BadRequest),
        With("upgrade: websocket", "upgrade", "websocket", MalformedStream.BadRequest),
        With("upgrade: h2c", "upgrade", "h2c", MalformedStream.BadRequest),
        With("keep-alive", "keep-alive", "timeout=5", MalformedStream.BadRequest),
        With("proxy-connection", "proxy-connection", "keep-alive", MalformedStream.BadRequest),
        With("te: gzip", "te", "gzip"),
        With("te: trailers, gzip", "te", "trailers, gzip"),
    ];

    // RFC 9113 section 8.2.1.
    private static IEnumerable<MalformedStream> Names =>
    [
        With("a capital letter in a name", "x-A", "1"),
        With("an empty name", "", "1", "GOAWAY COMPRESSION_ERROR"),
        With("a space in a name", "x a", "1", MalformedStream.BadRequest),
        With("a NUL in a name", "x\0a", "1"),
        With("a line feed in a name", "x-a: 1\nx-b", "1", MalformedStream.BadRequest),
        With("a carriage return and a line feed in a name", "x-a: 1\r\nx-b", "1", MalformedStream.BadRequest),
        With("a colon in a name", "x-a:", "1", MalformedStream.BadRequest),
        With("a letter beyond ASCII in a name", "x-\u00e4", "1"),
    ];

    private static IEnumerable<MalformedStream> Values =>
    [
        With("a NUL in a value", "x-a", "1\u00002"),
        With("a carriage return in a value", "x-a", "1\rx-b: 2"),
        With("a line feed in a value", "x-a", "1\nx-b: 2"),
        With("both in a value", "x-a", "1\r\nx-b: 2"),
        With("a request in a value", "x-a", "1\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: app.example.com"),
        With("a line feed at the end of a value", "x-a", "1\n"),
    ];

    // RFC 9113 section 8.3.
    private static IEnumerable<MalformedStream> Pseudos =>
    [
        Pseudo("one behind a header", [("x-a", "1"), .. Fields()]),
        Pseudo("the last one behind a header", [.. Fields()[..3], ("x-a", "1"), .. Fields()[3..]]),
        Pseudo("one that nobody knows", [.. Fields(), (":x", "1")]),
        Pseudo("one of answers", [.. Fields(), (":status", "200")]),
        Pseudo("two methods", [.. Fields(), (":method", "GET")]),
        Pseudo("two schemes", [.. Fields(), (":scheme", "https")]),
        Pseudo("two paths", [.. Fields(), (":path", "/smuggled")]),
        Pseudo("two authorities", [.. Fields(), (":authority", "app.example.com")]),
        Pseudo("no method", Fields()[1..], MalformedStream.Stream),
        Pseudo("no scheme", [Fields()[0], .. Fields()[2..]], MalformedStream.Stream),
        Pseudo("no path", [.. Fields()[..2], Fields()[3]], MalformedStream.Stream),
        Pseudo("no authority", Fields()[..3], MalformedStream.BadRequest),
        Pseudo("none at all", [("host", "app.example.com")], MalformedStream.Stream),
        Pseudo("a protocol that is no CONNECT", [.. Fields(), (":protocol", "websocket")], MalformedStream.Stream),
        Pseudo("a capital letter", [.. Fields()[..3], (":Authority", "app.example.com")]),
    ];

    // RFC 9113 section 8.3.1, and 8.5 of CONNECT.
    private static IEnumerable<MalformedStream> Targets =>
    [
        Target("an empty method", ":method", ""),
        Target("a space in the method", ":method", "GET /smuggled"),
        Target("a line feed in the method", ":method", "GET /smuggled HTTP/1.1\r\nx:", MalformedStream.Connection),
        Target("a method in small letters", ":method", "get", "501"),
        Target("TRACE", ":method", "TRACE", "405"),
        Target("CONNECT with a path", ":method", "CONNECT"),
        Pseudo("CONNECT", [(":method", "CONNECT"), (":authority", "app.example.com:443")], "405"),
        Target("the scheme of another connection", ":scheme", "http"),
        Target("an empty scheme", ":scheme", ""),
        Target("an empty path", ":path", ""),
        Target("a path without its slash", ":path", "smuggled"),
        Target("an absolute path", ":path", "https://evil.example.com/"),
        Target("a star that is no OPTIONS", ":path", "*"),
        Target("a line feed in the path", ":path", "/ HTTP/1.1\r\nx: ", MalformedStream.Connection),
        Target("a NUL in the path", ":path", "/\0", MalformedStream.Connection),
        Target("an encoded NUL in the path", ":path", "/%00"),
        Target("a letter beyond ASCII in the path", ":path", "/\u00e9"),
        Target("an empty authority", ":authority", "", MalformedStream.BadRequest),
        Target("an authority with a path", ":authority", "app.example.com/smuggled"),
        Target("an authority with a user", ":authority", "user@app.example.com"),
        Target("a space in the authority", ":authority", "app.example .com"),
        Target("a line feed in the authority", ":authority", "app.example.com\r\nx-a: 1", MalformedStream.Connection),
    ];

    private static MalformedStream With(
        string name, string header, string value, string end = MalformedStream.Connection) =>
        new(name, [Get([.. Fields(), (header, value)])], end);

    private static MalformedStream Pseudo(
        string name, (string, string)[] fields, string end = MalformedStream.Connection) =>
        new($"pseudo-headers: {name}", [Get(fields)], end);

    private static MalformedStream Target(
        string name, string header, string value, string end = MalformedStream.Stream) =>
        new(name, [Get([.. Fields().Select(field => field.Name == header ? (header, value) : field)])], end);

    /// <summary>Those of a good request.</summary>
    public static (string Name, string Value)[] Fields(string method = "GET", string path = "/") =>
        [(":method", method), (":scheme", "https"), (":path", path), (":authority", "app.example.com")];

    /// <summary>A request of stream 1 without a body.</summary>
    public static byte[] Get(params (string, string)[] fields) =>
        Of(Headers, EndStream | EndHeaders, stream: 1, Block(fields));

    /// <summary>Headers in their order.</summary>
    public static byte[] Block(params (string Name, string Value)[] fields) =>
        [.. fields.SelectMany(field => Field(field.Name, field.Value))];
}
