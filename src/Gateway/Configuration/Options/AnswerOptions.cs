using System.ComponentModel.DataAnnotations;

namespace Gateway.Configuration.Options;

/// <summary>The answer of a site as written.</summary>
internal sealed class AnswerOptions
{
    /// <summary>Written as a number: the status.</summary>
    public AnswerOptions([Range(200, 599)] int status) => Status = status;

    /// <summary>Written as an object.</summary>
    public AnswerOptions(AnswerContentOptions content) => Content = content;

    /// <summary>The status; null when an object stands there.</summary>
    public int? Status { get; }

    /// <summary>The object; null when a number stands there.</summary>
    public AnswerContentOptions? Content { get; }
}
