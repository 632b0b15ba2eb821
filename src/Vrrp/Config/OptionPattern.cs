namespace Gateway.Vrrp.Config;

/// <summary>What texts of the file look like, as regular expressions for editors; .NET and JSON schema read them alike.
/// The builders decide what is valid: a pattern refuses nothing that they take.</summary>
public static class OptionPattern
{
    /// <summary>A duration: <c>500ms</c>, <c>1.5s</c>, <c>00:00:02</c>, <c>1.00:00:00</c>.</summary>
    public const string Duration =
        @"^([0-9]+(\.[0-9]+)?(us|ms|s|m|h)|([0-9]+\.)?[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]{1,7})?)?)$";

    /// <summary>An IPv4 or IPv6 address.</summary>
    public const string Address = $"^{AnyAddress}$";

    /// <summary>An address with its prefix length and its interface, both optional: <c>10.0.0.10/24 dev
    /// eth1</c>.</summary>
    public const string OwnedAddress = $@"^{AnyAddress}(/[0-9]{{1,3}})?([ \t]+dev[ \t]+[^\s/:]{{1,15}})?$";

    /// <summary>An address or a network: <c>192.168.10.5</c>, <c>10.0.0.0/8</c>, <c>fd00::/8</c>.</summary>
    public const string Network = $"^{AnyAddress}(/[0-9]{{1,3}})?$";

    /// <summary>An address with a port: <c>*:443</c>, <c>192.168.10.10:443</c>, <c>[fd00::10]:443</c>.</summary>
    public const string Listener = @"^(\*|[0-9]{1,3}(\.[0-9]{1,3}){3}|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}$";

    /// <summary>What <see cref="ConfigName"/> takes.</summary>
    public const string Name = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

    /// <summary>What <c>Track</c> may name: a health check, or a tracker with its prefix.</summary>
    public const string Tracker = "^([A-Za-z0-9][A-Za-z0-9._-]{0,63}|(interface|cluster):.+|file:/.+)$";

    /// <summary>The name of a network interface.</summary>
    public const string Interface = @"^[^\s/:]{1,15}$";

    /// <summary>The id of a key, 1 to 255.</summary>
    public const string KeyId = "^([1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])$";

    /// <summary>A password of version 2: ASCII.</summary>
    public const string Password = "^[ -~]{1,8}$";

    /// <summary>A token for a header: ASCII without a space.</summary>
    public const string Token = "^[!-~]{16,256}$";

    /// <summary>The absolute path of a file.</summary>
    public const string AbsoluteFile = "^/(.*[^/])?$";

    /// <summary>A host name, perhaps with <c>*.</c> before it; <c>*</c> alone for all the others.</summary>
    public const string Host = @"^(\*|(\*\.)?[^\s/:*]+)$";

    /// <summary>A host of a site: such a name without a comma, or an IPv6 address in brackets.</summary>
    public const string SiteHost = @"^(\*|(\*\.)?[^\s/:*,]+|\[[0-9A-Fa-f:.]+\])$";

    /// <summary>The address of an upstream, without user, query and fragment.</summary>
    public const string Upstream = @"^[Hh][Tt][Tt][Pp][Ss]?://[^\s?#@]+$";

    /// <summary>The host that an upstream is asked for: a name or an address, with or without a port.</summary>
    public const string UpstreamHost = @"^([^\s/:?#@*,\[\]]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$";

    /// <summary>The SHA-256 of a public key, as curl has it.</summary>
    public const string PinnedKey = "^ *sha256//[A-Za-z0-9+/]{43}= *$";

    /// <summary>The front of a path: <c>/api</c>; <c>/</c> for all paths.</summary>
    public const string PathPrefix = @"^/[^\s?#{}*\\]*$";

    /// <summary>The path of a request.</summary>
    public const string RequestPath = @"^/[^\s?#]*$";

    /// <summary>How a site asks its upstreams: <c>tcp</c>, <c>off</c>, or a path.</summary>
    public const string SiteHealth = @"^(tcp|off|/[^\s?#]*)$";

    /// <summary>Status codes: <c>200-299, 401</c>.</summary>
    public const string Statuses =
        @"^ *[1-5][0-9]{2}( *- *[1-5][0-9]{2})?( *, *[1-5][0-9]{2}( *- *[1-5][0-9]{2})?)* *$";

    /// <summary>A status of an error, or all that begin alike: <c>404</c>, <c>5xx</c>.</summary>
    public const string StatusClass = "^([45][0-9]{2}|[45]xx)$";

    /// <summary>Bytes: <c>512</c>, <c>64KB</c>, <c>10MB</c>, <c>1GB</c>.</summary>
    public const string Size = "^[0-9]+ ?([KMG]i?)?B?$";

    /// <summary>An address of the web, without user and fragment.</summary>
    public const string HttpUrl = @"^[Hh][Tt][Tt][Pp][Ss]?://[^\s#@]+$";

    /// <summary>Where a redirect leads.</summary>
    public const string RedirectTarget = @"^([Hh][Tt][Tt][Pp][Ss]?://[^\s@]+|/([^\s/{\\][^\s]*)?)$";

    /// <summary>The name of a header.</summary>
    public const string HeaderName = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$";

    /// <summary>The name of a header, or its front and <c>*</c>.</summary>
    public const string HeaderMask = "^[A-Za-z0-9!#$%&'+.^_`|~-]+[*]?$";

    private const string AnyAddress = @"([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+)";
}
