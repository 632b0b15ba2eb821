using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>The <c>Tls</c> section as written.</summary>
internal sealed class TlsOptions
{
    /// <summary>Folders with PEM certificates and keys, as certbot, lego and acme.sh write them. A relative one starts
    /// at the folder of the file. Hosts without one there get one of the internal CA. Defaults to none.</summary>
    public List<string>? Certificates { get; set; }

    /// <summary><c>intermediate</c>: TLS 1.3, and 1.2 with ECDHE and AES-GCM or ChaCha20; <c>modern</c>: TLS 1.3 alone.
    /// Defaults to <c>intermediate</c>.</summary>
    [DefaultValue("intermediate")]
    [AllowedValues("intermediate", "modern")]
    public string? Policy { get; set; }

    /// <summary>Whether a client that asks for no host, or for one without a route or certificate, is refused
    /// (<c>unrecognized_name</c>) instead of served with the first certificate. Defaults to <c>false</c>.</summary>
    [DefaultValue(false)]
    public bool? RequireSni { get; set; }

    /// <summary>The authority that issues for hosts without a certificate: put the same files on both machines.
    /// Defaults to one that each machine makes for itself.</summary>
    public InternalCaOptions? InternalCa { get; set; }

    /// <summary>What is special about some hosts, by name or <c>*.example.com</c>, which stands for all hosts below.
    /// What is said of the key of a site holds for its aliases, unless something is said of them. Defaults to
    /// none.</summary>
    [Names(OptionPattern.Host)]
    public Dictionary<string, TlsHostOptions>? Hosts { get; set; }
}
