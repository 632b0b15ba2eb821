using System.Net;

namespace Http;

/// <summary>The settings of an HTTP check.</summary>
public sealed class HttpSettings
{
    /// <summary>What to ask for: <c>http</c> or <c>https</c>, without user and password.</summary>
    public required Uri Url { get; init; }

    /// <summary>The method. Defaults to <c>GET</c>.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Headers of the request. <c>Host</c> defaults to the URL's.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers whose values are secret: name to the absolute path of a file with the value, read at every
    /// run.</summary>
    public IReadOnlyDictionary<string, string> SecretHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Where to connect to instead of what the URL's host resolves to. Port, <c>Host</c> and the name in TLS
    /// remain the URL's. Defaults to null: the host is resolved.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Status codes that are healthy, 100 to 599. Defaults to none: 200 to 299. Redirects are not
    /// followed.</summary>
    public IReadOnlyList<int> Status { get; init; } = [];

    /// <summary>A text that must be in the first 64 KiB of the body. Defaults to null: the body is not read.</summary>
    public string? BodyContains { get; init; }

    /// <summary>Headers that the response must have, with these values; an empty value asks for any.</summary>
    public IReadOnlyDictionary<string, string> ResponseHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>A PEM file with the only authorities to trust. Defaults to null: those of the system.</summary>
    public string? CaFile { get; init; }

    /// <summary>Whether any certificate will do. Defaults to false.</summary>
    public bool SkipTlsVerification { get; init; }
}
