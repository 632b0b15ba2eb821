using System.ComponentModel.DataAnnotations;

namespace Gateway.Configuration.Options;

/// <summary>Names and passwords as written.</summary>
internal sealed class BasicAuthOptions
{
    /// <summary>The file with a line <c>name:hash</c> for each user, made by <c>gateway hash-password</c>. A relative
    /// one starts at the folder of the configuration; a change is taken up within seconds. Required.</summary>
    [Required]
    public string? UsersFile { get; set; }

    /// <summary>What the browser shows. Defaults to the host.</summary>
    public string? Realm { get; set; }
}
