namespace Gateway.Configuration.Options;

/// <summary>The <c>Listen</c> section as written.</summary>
internal sealed class ListenOptions
{
    /// <summary>Addresses for plain HTTP: <c>*:80</c>, <c>192.168.10.10:80</c>, <c>[::1]:80</c>.</summary>
    public List<string>? Http { get; set; }

    /// <summary>Addresses for HTTPS, written alike.</summary>
    public List<string>? Https { get; set; }
}
