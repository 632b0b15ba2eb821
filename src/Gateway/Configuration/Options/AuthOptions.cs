namespace Gateway.Configuration.Options;

/// <summary>Who has to say who he is, as written.</summary>
internal sealed class AuthOptions
{
    /// <summary>Written as <c>false</c>: nobody.</summary>
    public AuthOptions(bool enabled) => Enabled = enabled;

    /// <summary>Written as an object.</summary>
    public AuthOptions(AuthMethodOptions method) => Method = method;

    /// <summary>Whether anybody has to; null when an object stands there.</summary>
    public bool? Enabled { get; }

    /// <summary>The object; null when <c>false</c> stands there.</summary>
    public AuthMethodOptions? Method { get; }
}
