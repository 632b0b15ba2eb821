namespace Gateway.Proxy;

/// <summary>An answer broke off. The log has been told why, and of which upstream: <see cref="ServerLoggers"/> are
/// silent about this.</summary>
internal sealed class BrokenAnswerException() : Exception("The answer broke off on its way from the upstream.");
