namespace Gateway.Tests.Proxy.Strictness;

/// <summary>A request that no server may take, as bytes, and what the proxy has to say to it.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Text">The bytes, one a character (Latin-1).</param>
/// <param name="Status">The status of the answer, which is the last on its connection.</param>
internal sealed record MalformedRequest(string Name, string Text, int Status = 400)
{
    public const string Host = "Host: app.example.com\r\n";

    /// <summary>A second request, which the first one may smuggle in.</summary>
    public const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: app.example.com\r\n\r\n";

    /// <summary>No answer that HTTP/1 knows: a GOAWAY of HTTP/2.</summary>
    public const int None = 0;

    public override string ToString() => Name;
}
