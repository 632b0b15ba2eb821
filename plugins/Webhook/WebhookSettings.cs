using System.Diagnostics.CodeAnalysis;

namespace Webhook;

/// <summary>The settings of a webhook action.</summary>
public sealed class WebhookSettings
{
    /// <summary>Where to send it: <c>http</c> or <c>https</c>, without user and password. This or
    /// <see cref="UrlFile"/>.</summary>
    public Uri? Url { get; init; }

    /// <summary>The absolute path of a file with the address, where the address itself is a secret. Read at every
    /// use.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "The path of a file.")]
    public string? UrlFile { get; init; }

    /// <summary>Headers of the request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers whose values are secret: name to the absolute path of a file with the value, read at every
    /// use.</summary>
    public IReadOnlyDictionary<string, string> SecretHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>The JSON object to send: field to text, in which <c>{Kind}</c> and the like are filled in. Defaults to
    /// none: every property of the notification.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The absolute path of a file with the JSON to send, for more than <see cref="Fields"/> can say. Filled
    /// in alike, inside its quotes. Defaults to null.</summary>
    public string? BodyFile { get; init; }

    /// <summary>A PEM file with the only authorities to trust. Defaults to null: those of the system.</summary>
    public string? CaFile { get; init; }
}
