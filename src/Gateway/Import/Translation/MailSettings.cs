using System.Collections.Immutable;

namespace Gateway.Import.Translation;

/// <summary>Where mails go.</summary>
/// <param name="Host">The mail server.</param>
/// <param name="Port">Its port.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The receivers.</param>
internal sealed record MailSettings(string Host, int Port, string From, ImmutableArray<string> To);
