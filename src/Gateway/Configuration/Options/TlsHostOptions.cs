using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Gateway.Configuration.Options;

/// <summary>One entry of <c>Tls:Hosts</c> as written.</summary>
internal sealed class TlsHostOptions
{
    /// <summary>PEM file with the authorities whose clients are let in. Defaults to none: no client is asked for a
    /// certificate.</summary>
    public string? ClientCa { get; set; }

    /// <summary><c>require</c>: no certificate, no connection; <c>optional</c>: a client without one is served, too.
    /// With <see cref="ClientCa"/> it defaults to <c>require</c>.</summary>
    [AllowedValues("require", "optional")]
    public string? ClientCertificate { get; set; }

    /// <summary>Tells browsers with every answer over TLS never to come without (RFC 6797): <c>true</c> for a year, or
    /// an object. Defaults to <c>false</c>.</summary>
    [DefaultValue(false)]
    public HstsOptions? Hsts { get; set; }
}
