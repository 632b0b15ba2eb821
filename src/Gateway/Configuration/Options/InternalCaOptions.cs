using System.ComponentModel.DataAnnotations;

namespace Gateway.Configuration.Options;

/// <summary><c>Tls:InternalCa</c> as written.</summary>
internal sealed class InternalCaOptions
{
    /// <summary>PEM file with the certificate of the authority; if it is no root, with those above it after it.
    /// Required.</summary>
    [Required]
    public string? Certificate { get; set; }

    /// <summary>PEM file with its private key, without a passphrase, closed to other users. Required.</summary>
    [Required]
    public string? KeyFile { get; set; }
}
