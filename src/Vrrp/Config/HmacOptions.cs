namespace Gateway.Vrrp.Config;

/// <summary><c>Authentication:Hmac</c> as written, the same as keepalived's <c>auth_hmac</c>.</summary>
public sealed class HmacOptions
{
    /// <summary>Key id, 1 to 255, to secret of 32 to 64 bytes: <c>hex:0011...</c>, a text, or
    /// <c>file:/etc/gateway/vrrp.key</c> with one of these in it. At least one.</summary>
    public Dictionary<string, string>? Keys { get; set; }

    /// <summary>The id of the key that signs. Required when there are several.</summary>
    public int? ActiveKey { get; set; }

    /// <summary><c>enforce</c>, <c>permissive</c> or <c>receive-only</c>. Defaults to <c>enforce</c>.</summary>
    public string? Mode { get; set; }

    /// <summary>How far the clocks may be apart, 1 s to 300 s. Defaults to three advertisement intervals, at least
    /// <c>5s</c>.</summary>
    public string? Window { get; set; }
}
