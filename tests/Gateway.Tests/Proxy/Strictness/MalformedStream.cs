namespace Gateway.Tests.Proxy.Strictness;

/// <summary>Frames of HTTP/2 that no server may take for a request, and what the proxy has to say to them.</summary>
/// <param name="Name">What is wrong with them.</param>
/// <param name="Frames">The frames, behind the opening of a connection; a request is stream 1.</param>
/// <param name="End">The status of the answer, or the frame that ends the stream or the connection, with its error
/// code.</param>
internal sealed record MalformedStream(string Name, byte[][] Frames, string End)
{
    public const string Connection = "GOAWAY PROTOCOL_ERROR";
    public const string Stream = "RST_STREAM PROTOCOL_ERROR";
    public const string BadRequest = "400";

    public override string ToString() => Name;
}
