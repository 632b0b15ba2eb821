using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>The <c>Admin</c> section as written.</summary>
internal sealed class AdminOptions
{
    /// <summary>The unix socket that <c>gateway status</c> and its like talk to, for root and the group <c>gateway</c>;
    /// <c>off</c> for none. A relative one starts at the folder of the file; where systemd names another folder
    /// than that of the default, it is there. Defaults to <c>/run/gateway/gateway.sock</c>.</summary>
    [DefaultValue("/run/gateway/gateway.sock")]
    public string? Socket { get; set; }

    /// <summary>Addresses for the dashboard, the metrics and the API over plain HTTP; <c>[]</c> for none. One that is
    /// not a loopback address needs <c>Token</c>. Defaults to <c>127.0.0.1:7112</c>.</summary>
    [DefaultValue(new[] { "127.0.0.1:7112" })]
    [RegularExpression(OptionPattern.Listener)]
    public List<string>? Listen { get; set; }

    /// <summary>What every request to <c>Listen</c> must bring, as <c>Authorization: Bearer</c> or by a login: 16 to
    /// 256 characters of ASCII without a space. Defaults to none.</summary>
    [RegularExpression(OptionPattern.Token)]
    public string? Token { get; set; }

    /// <summary>A file with the token, closed to other users. A relative one starts at the folder of the file. Defaults
    /// to none.</summary>
    public string? TokenFile { get; set; }
}
