using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Gateway.Configuration.Options;

/// <summary>The <c>AccessLog</c> section as written.</summary>
internal sealed class AccessLogOptions
{
    /// <summary>The file that gets a line for each request and each connection of a stream, or <c>/dev/stdout</c>. A
    /// relative one starts at the folder of the configuration. It is opened anew when it was moved away.
    /// Required.</summary>
    [Required]
    public string? File { get; set; }

    /// <summary><c>json</c>, or <c>combined</c> as Apache and nginx write it. Defaults to <c>json</c>.</summary>
    [DefaultValue("json")]
    [AllowedValues("json", "combined")]
    public string? Format { get; set; }
}
