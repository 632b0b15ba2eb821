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

    /// <summary>The file below the folder that is sent, with 200, for what is not there: <c>index.html</c> of an
    /// application that reads the path itself. Defaults to none: 404.</summary>
    public string? Fallback { get; set; }
}
