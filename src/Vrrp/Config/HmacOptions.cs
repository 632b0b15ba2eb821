using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Gateway.Vrrp.Config;

/// <summary><c>Authentication:Hmac</c> as written, the same as keepalived's <c>auth_hmac</c>.</summary>
public sealed class HmacOptions
{
    /// <summary>Key id, 1 to 255, to secret of 32 to 64 bytes: <c>hex:0011...</c>, a text, or
    /// <c>file:/etc/gateway/vrrp.key</c> with one of these in it. Required: at least one.</summary>
    [Required]
    [Names(OptionPattern.KeyId)]
    public Dictionary<string, string>? Keys { get; set; }

    /// <summary>The id of the key that signs. Defaults to the only key; required when there are several.</summary>
    [Range(1, 255)]
    public int? ActiveKey { get; set; }

    /// <summary><c>enforce</c> signs and takes signed packets only; <c>permissive</c> signs and takes unsigned ones
    /// too; <c>receive-only</c> does not sign, and checks what is signed. Defaults to <c>enforce</c>.</summary>
    [DefaultValue("enforce")]
    [AllowedValues("enforce", "permissive", "receive-only")]
    public string? Mode { get; set; }

    /// <summary>How far the clocks may be apart, 1 s to 300 s. Defaults to three advertisement intervals, at least
    /// <c>5s</c>.</summary>
    [RegularExpression(OptionPattern.Duration)]
    public string? Window { get; set; }
}
