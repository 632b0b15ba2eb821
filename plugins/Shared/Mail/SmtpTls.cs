namespace Shared.Mail;

/// <summary>How the conversation is protected.</summary>
public enum SmtpTls
{
    /// <summary>It begins in clear text and must become TLS before anything is told (RFC 3207). Port 587 unless said
    /// otherwise.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314). Port 465 unless said otherwise.</summary>
    Implicit,

    /// <summary>Clear text, without password. Port 25 unless said otherwise.</summary>
    None,
}
