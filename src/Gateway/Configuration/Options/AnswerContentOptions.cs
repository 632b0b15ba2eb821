using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Gateway.Configuration.Options;

/// <summary>An answer as written in full.</summary>
internal sealed class AnswerContentOptions
{
    /// <summary>The status, 200 to 599. Defaults to 200.</summary>
    [DefaultValue(200)]
    [Range(200, 599)]
    public int? Status { get; set; }

    /// <summary>The text. Defaults to none; of a status from 400 on, to its error page.</summary>
    public string? Text { get; set; }

    /// <summary>A file instead of the text, such as a maintenance page; read anew for each answer. A relative one
    /// starts at the folder of the configuration. Defaults to none.</summary>
    public string? File { get; set; }

    /// <summary>Headers of the answer, such as <c>Retry-After</c>; <c>Content-Type</c> among them. Defaults to
    /// <c>text/plain</c>, or to the type of the file's name.</summary>
    public Dictionary<string, string>? Headers { get; set; }
}
