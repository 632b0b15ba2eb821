namespace Gateway.Tests.Proxy.Strictness;

internal static partial class MalformedRequests
{
    private const string Chunked = "Transfer-Encoding: chunked";

    // RFC 9110 section 8.6.
    private static IEnumerable<MalformedRequest> Lengths =>
    [
        Post("a length with a plus sign", "Content-Length: +3", "abc"),
        Post("a length with a minus sign", "Content-Length: -3", "abc"),
        Post("a length with a space in it", "Content-Length: 3 3", "abc"),
        Post("a list of lengths", "Content-Length: 3,3", "abc"),
        Post("a hexadecimal length", "Content-Length: 0x3", "abc"),
        Post("a length with a fraction", "Content-Length: 3.0", "abc"),
        Post("an empty length", "Content-Length: ", "abc"),
        Post("a length with a letter behind it", "Content-Length: 00000000000000000000000000000000000003x", "abc"),
        Post("a length beyond 64 bits", "Content-Length: 99999999999999999999999999999999999999", "abc"),
        Post("a length of superscript digits", "Content-Length: \u00b3", "abc"),
        Post("two lengths", "Content-Length: 3\r\nContent-Length: 4", "abc"),
        Post("the same length twice", "Content-Length: 3\r\nContent-Length: 3", "abc"),
        Post("a space before the colon of the length", "Content-Length : 3", "abc"),
    ];

    // RFC 9112 section 6.1.
    private static IEnumerable<MalformedRequest> Codings =>
    [
        Coding("gzip, chunked"), Coding("identity, chunked"), Coding("chunked, chunked"), Coding("chunked, identity"),
        Coding("identity"), Coding("xchunked"), Coding("\"chunked\""), Coding("chunked;q=1"), Coding(",chunked"),
        Coding("chunked,"), Coding("\u000bchunked"), Coding("chunked\u0000"), Coding("chunk"), Coding(""),
        Coding("chunked\r\nTransfer-Encoding: identity"), Coding("identity\r\nTransfer-Encoding: chunked"),
        Coding("chunked\r\nTransfer-Encoding: chunked"),
        Post("a space before the colon of the coding", "Transfer-Encoding : chunked", "0\r\n\r\n"),
        Post("a folded coding", "Transfer-Encoding:\r\n chunked", "0\r\n\r\n"),
        Post("a coding and a length", "Transfer-Encoding: chunked\r\nContent-Length: 3", "0\r\n\r\n"),
        Post("a length and a coding", "Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
        new("a coding with HTTP/1.0", $"POST / HTTP/1.0\r\n{MalformedRequest.Host}{Chunked}\r\n\r\n0\r\n\r\n"),
    ];

    // RFC 9112 section 7.1.
    private static IEnumerable<MalformedRequest> Chunks =>
    [
        Chunk("a size that is no number", "g\r\nabc\r\n0\r\n\r\n"),
        Chunk("a size with 0x", "0x3\r\nabc\r\n0\r\n\r\n"),
        Chunk("a size with a plus sign", "+3\r\nabc\r\n0\r\n\r\n"),
        Chunk("a size with a minus sign", "-3\r\nabc\r\n0\r\n\r\n"),
        Chunk("an empty size", "\r\nabc\r\n0\r\n\r\n"),
        Chunk("a size beyond 32 bits", "100000003\r\nabc\r\n0\r\n\r\n"),
        Chunk("a size beyond 64 bits", "10000000000000003\r\nabc\r\n0\r\n\r\n"),
        Chunk("a space before the size", " 3\r\nabc\r\n0\r\n\r\n"),
        Chunk("a chunk longer than its size", "3\r\nabcX\r\n0\r\n\r\n"),
        Chunk("a chunk shorter than its size", "4\r\nabc\r\n0\r\n\r\n"),
        Chunk("line feeds alone", "3\nabc\n0\n\n"),
        Chunk("a line feed alone behind the size", "3\nabc\r\n0\r\n\r\n"),
        Chunk("a line feed in an extension", "3;a\nb\r\nabc\r\n0\r\n\r\n"),
        Chunk("a carriage return in an extension", "3;a\rb\r\nabc\r\n0\r\n\r\n"),
        Chunk("a trailer without a colon", "3\r\nabc\r\n0\r\nX-A\r\n\r\n"),
        Chunk("a trailer with a space in its name", "3\r\nabc\r\n0\r\nX A: 1\r\n\r\n"),
    ];

    // RFC 6455 section 4.2.1.
    private static IEnumerable<MalformedRequest> Upgrades =>
    [
        Upgrade("a WebSocket of version 12", "12", "dGhlIHNhbXBsZSBub25jZQ==", 426),
        Upgrade("a WebSocket of two versions", "13, 12", "dGhlIHNhbXBsZSBub25jZQ==", 426),
        Upgrade("a WebSocket with a short key", "13", "dGhlIHNhbXBsZQ=="),
        Upgrade("a WebSocket with a key that is no Base64", "13", "the sample nonce"),
        new("a WebSocket without key", $"GET / HTTP/1.1\r\n{MalformedRequest.Host}Connection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n"),
        new("a WebSocket by POST", $"POST / HTTP/1.1\r\n{MalformedRequest.Host}Connection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
    ];

    private static MalformedRequest Post(string name, string headers, string body) =>
        new(name, $"POST / HTTP/1.1\r\n{MalformedRequest.Host}{headers}\r\n\r\n{body}{MalformedRequest.Smuggled}");

    private static MalformedRequest Coding(string coding) =>
        Post($"the coding {Uri.EscapeDataString(coding)}",
            $"Transfer-Encoding: {coding}", "3\r\nabc\r\n0\r\n\r\n");

    private static MalformedRequest Chunk(string name, string body) => Post($"chunks: {name}", Chunked, body);

    private static MalformedRequest Upgrade(string name, string version, string key, int status = 400) =>
        new(name, $"GET / HTTP/1.1\r\n{MalformedRequest.Host}Connection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: {version}\r\nSec-WebSocket-Key: {key}\r\n\r\n", status);
}
