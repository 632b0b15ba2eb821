using Shared.Mail;

namespace Smtp;

/// <summary>The settings of a mail action.</summary>
public sealed class SmtpSettings
{
    /// <summary>The mail server: a name, which its certificate must have, or an address.</summary>
    public required string Host { get; init; }

    /// <summary>1 to 65535. Defaults to null: the port of <see cref="Tls"/>.</summary>
    public int? Port { get; init; }

    /// <summary>How the conversation is protected. Defaults to <see cref="SmtpTls.StartTls"/>.</summary>
    public SmtpTls Tls { get; init; } = SmtpTls.StartTls;

    /// <summary>A PEM file with the only authorities to trust. Defaults to null: those of the system.</summary>
    public string? CaFile { get; init; }

    /// <summary>The name to log in with. Defaults to null: nobody logs in.</summary>
    public string? User { get; init; }

    /// <summary>The absolute path of a file with the password, read at every use. Goes with
    /// <see cref="User"/>.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>The sender's address.</summary>
    public required string From { get; init; }

    /// <summary>The receivers' addresses, at least one.</summary>
    public required IReadOnlyList<string> To { get; init; }
}
