namespace Gateway.Tls;

/// <summary>What the log says about certificates.</summary>
internal static partial class TlsLog
{
    [LoggerMessage(4100, LogLevel.Information, "Certificate {File} serves {Names} until {NotAfter:yyyy-MM-dd}.")]
    public static partial void CertificateLoaded(
        this ILogger logger, string file, string names, DateTimeOffset notAfter);

    [LoggerMessage(4101, LogLevel.Warning,
        "Certificate {File} for {Names} is valid from {NotBefore:u} to {NotAfter:u}, not today; it serves all the "
        + "same, and clients will complain until it is replaced.")]
    public static partial void CertificateOutOfDate(
        this ILogger logger, string file, string names, DateTimeOffset notBefore, DateTimeOffset notAfter);

    [LoggerMessage(4102, LogLevel.Error, "Certificate {File} cannot serve: {Reason} {Instead}")]
    public static partial void CertificateRefused(
        this ILogger logger, string file, string reason, string instead);

    [LoggerMessage(4103, LogLevel.Error, "Certificate folder {Folder} cannot be read and is left out: {Reason}")]
    public static partial void FolderRefused(this ILogger logger, string folder, string reason);

    [LoggerMessage(4104, LogLevel.Warning,
        "There is no certificate for {Names}: the internal CA issues them. Who is to trust them must trust its root, "
        + "which is kept in {Root}; or put a PEM certificate and its key into a folder of Tls:Certificates.")]
    public static partial void IssuedInternally(this ILogger logger, string names, string root);

    [LoggerMessage(4106, LogLevel.Error,
        "The internal CA cannot be kept in {Root}: {Reason} One in memory issues until the next start.")]
    public static partial void AuthorityNotKept(this ILogger logger, string root, string reason);

    [LoggerMessage(4107, LogLevel.Information,
        "Certificates of the internal CA are renewed, {Days} days before their end.")]
    public static partial void RenewingInternal(this ILogger logger, double days);

    [LoggerMessage(4108, LogLevel.Warning,
        "This machine has no OpenSSL 3, so the suites of TLS 1.2 are restricted in a way that costs clients the "
        + "resumption of their sessions.")]
    public static partial void SuitesCostResumption(this ILogger logger);

    [LoggerMessage(4109, LogLevel.Information, "HTTP/3 is off: {Reason}")]
    public static partial void NoHttp3(this ILogger logger, string reason);

    [LoggerMessage(4110, LogLevel.Warning,
        "{Refused} client(s) not let in since the last such line, the last to {Host} from {Client}: {Reason}. "
        + "Tls:Hosts says whose certificates are taken; this line comes once a minute.")]
    public static partial void ClientNotVouchedFor(
        this ILogger logger, long refused, string host, string client, string reason);

    [LoggerMessage(4111, LogLevel.Warning,
        "The internal CA {Name} is valid until {NotAfter:u} only; what it issues is trusted by nobody after that. "
        + "Put a new pair into the files of Tls:InternalCa; without that key, remove internal-ca/root.crt in the "
        + "state directory and restart.")]
    public static partial void AuthorityExpires(this ILogger logger, string name, DateTimeOffset notAfter);

    [LoggerMessage(4112, LogLevel.Information, "HTTP/3 is served at the UDP port of {Address}.")]
    public static partial void ServingHttp3(this ILogger logger, string address);

    [LoggerMessage(4113, LogLevel.Warning,
        "HTTP/3 is not served at the UDP port of {Address} until a restart, clients come by TCP alone: {Reason}")]
    public static partial void Http3NotServed(this ILogger logger, string address, string reason);

    [LoggerMessage(4105, LogLevel.Warning,
        "Certificate {File} for {Names} is valid until {NotAfter:u} only. Put a new one into its folder.")]
    public static partial void CertificateExpires(
        this ILogger logger, string file, string names, DateTimeOffset notAfter);
}
