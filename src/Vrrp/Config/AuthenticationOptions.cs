using System.ComponentModel.DataAnnotations;

namespace Gateway.Vrrp.Config;

/// <summary><c>Authentication</c> as written: one of the three.</summary>
public sealed class AuthenticationOptions
{
    /// <summary>The password of version 2, 1 to 8 characters of ASCII, in clear text on the wire. Defaults to
    /// none.</summary>
    [RegularExpression(OptionPattern.Password)]
    public string? Password { get; set; }

    /// <summary>A file that holds the password, for example <c>/etc/gateway/vrrp.password</c>. A line end after it is
    /// no part of it. A relative path starts at the folder of the configuration file. Defaults to none.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>A signature with time stamp on every packet, as keepalived has it since 2.4.2. Defaults to
    /// none.</summary>
    public HmacOptions? Hmac { get; set; }
}
