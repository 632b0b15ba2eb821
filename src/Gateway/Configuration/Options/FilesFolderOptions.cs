using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Gateway.Configuration.Options;

/// <summary>Static files as written in full.</summary>
internal sealed class FilesFolderOptions
{
    /// <summary>The folder. Of a path of a site it holds what comes after that path. A relative one starts at the
    /// folder of the configuration. Required.</summary>
    [Required]
    public string? Folder { get; set; }

    /// <summary>The file that stands for a folder. Defaults to <c>index.html</c>.</summary>
    [DefaultValue("index.html")]
    public string? Index { get; set; }
}
