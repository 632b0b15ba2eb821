using static Gateway.Tests.Proxy.Http2Frames;

namespace Gateway.Tests.Proxy.Strictness;

internal static partial class MalformedStreams
{
    private const string Size = "GOAWAY FRAME_SIZE_ERROR";
    private const string FlowControl = "GOAWAY FLOW_CONTROL_ERROR";

    private static readonly byte[] s_get = Get(Fields());
    private static readonly byte[] s_whole = Get(Fields(path: StrictProxy.Whole));

    // RFC 9113 section 6.9.1: together with what the window has, one too many.
    private static readonly byte[] s_largest = [0x7f, 255, 255, 255];

    // RFC 9113 section 8.1.1.
    private static IEnumerable<MalformedStream> Lengths =>
    [
        Post("a length beyond the body", "4", "abc"),
        Post("a length short of the body", "2", "abc"),
        Post("a length of nothing before a body", "0", "abc", StrictProxy.Whole),
        With("a length without a body", "content-length", "3", MalformedStream.Stream),
        With("a length with a plus sign", "content-length", "+3"),
        With("a list of lengths", "content-length", "0, 0"),
        With("an empty length", "content-length", ""),
        new("two lengths", [Get([.. Fields(), ("content-length", "0"), ("content-length", "3")])],
            MalformedStream.Connection),
        new("the same length twice", [Get([.. Fields(), ("content-length", "0"), ("content-length", "0")])],
            MalformedStream.Connection),
    ];

    // RFC 9113 section 8.1.
    private static IEnumerable<MalformedStream> Trailers =>
    [
        Trailer("a pseudo-header", EndStream | EndHeaders, (":path", "/smuggled")),
        Trailer("a capital letter", EndStream | EndHeaders, ("x-A", "1")),
        Trailer("a connection header", EndStream | EndHeaders, ("connection", "close")),
        Trailer("none that end the stream", EndHeaders, ("x-a", "1")),
    ];

    // RFC 9113 sections 4 to 6.
    private static IEnumerable<MalformedStream> Frames =>
    [
        new("data on stream 0", [Of(Data, 0, 0, "abc"u8)], MalformedStream.Connection),
        new("data before headers", [Of(Data, EndStream, 1, "abc"u8)], MalformedStream.Connection),
        new("data behind the end", [s_whole, Of(Data, EndStream, 1, "abc"u8)], "GOAWAY STREAM_CLOSED"),
        new("headers behind the end", [s_whole, s_get], "GOAWAY STREAM_CLOSED"),
        new("headers on stream 0",
            [Of(Headers, EndStream | EndHeaders, 0, Block(Fields()))], MalformedStream.Connection),
        new("headers on a stream of the server's",
            [Of(Headers, EndStream | EndHeaders, 2, Block(Fields()))], MalformedStream.Connection),
        new("headers on an older stream",
            [Of(Headers, EndHeaders, 3, Block(Fields("POST"))), s_get], "GOAWAY STREAM_CLOSED"),
        new("headers that cannot be unpacked",
            [Of(Headers, EndStream | EndHeaders, 1, [0xff, 0xff, 0x01])], "GOAWAY COMPRESSION_ERROR"),
        new("headers with more padding than there is",
            [Of(Headers, EndStream | EndHeaders | Padded, 1, [255, .. Block(Fields())])], MalformedStream.Connection),
        new("another frame between headers",
            [Of(Headers, EndStream, 1, Block(Fields())), Of(Ping, 0, 0, new byte[8])], MalformedStream.Connection),
        new("a continuation of nothing",
            [Of(Continuation, EndHeaders, 1, Block(Fields()))], MalformedStream.Connection),
        new("a stream that depends on itself", [Of(Priority, 0, 1, [0, 0, 0, 1, 16])], MalformedStream.Connection),
        new("a window that grows by nothing", [Of(WindowUpdate, 0, 0, new byte[4])], MalformedStream.Connection),
        new("a window that grows beyond what there is",
            [Of(WindowUpdate, 0, 0, s_largest), Of(WindowUpdate, 0, 0, s_largest)], FlowControl),
        new("a stream's window that grows beyond what there is",
            [
                Of(Headers, EndHeaders, 1, Block(Fields("POST"))),
                Of(WindowUpdate, 0, 1, s_largest), Of(WindowUpdate, 0, 1, s_largest),
            ],
            "RST_STREAM FLOW_CONTROL_ERROR"),
        new("a first window beyond what there is", [Of(Settings, 0, 0, [0, 4, 128, 0, 0, 0])], FlowControl),
        new("settings of five bytes", [Of(Settings, 0, 0, new byte[5])], Size),
        new("settings of a stream", [Of(Settings, 0, 1, [])], MalformedStream.Connection),
        new("a frame size below the least", [Of(Settings, 0, 0, [0, 5, 0, 0, 0, 1])], MalformedStream.Connection),
        new("a ping of seven bytes", [Of(Ping, 0, 0, new byte[7])], Size),
        new("a ping of a stream", [Of(Ping, 0, 1, new byte[8])], MalformedStream.Connection),
        new("a push by a client",
            [Of(PushPromise, EndHeaders, 1, [0, 0, 0, 2, .. Block(Fields())])], MalformedStream.Connection),
        new("a frame larger than we take", [Of(Headers, EndHeaders, 1, new byte[16385])], Size),
    ];

    private static MalformedStream Post(string name, string length, string body, string path = "/") =>
        new(name,
            [
                Of(Headers, EndHeaders, 1, Block([.. Fields("POST", path), ("content-length", length)])),
                Of(Data, EndStream, 1, System.Text.Encoding.ASCII.GetBytes(body)),
            ],
            MalformedStream.Stream);

    private static MalformedStream Trailer(string name, byte flags, params (string, string)[] fields) =>
        new($"trailers: {name}",
            [
                Of(Headers, EndHeaders, 1, Block(Fields("POST"))), Of(Data, 0, 1, "abc"u8),
                Of(Headers, flags, 1, Block(fields)),
            ],
            MalformedStream.Connection);
}
