namespace Shared.Mail;

/// <summary>The mail server does not take the mail; the message says what it said.</summary>
public sealed class SmtpException(string message) : Exception(message);
