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

    [LoggerMessage(4102, LogLevel.Error, "Certificate {File} cannot serve and is left out: {Reason}")]
    public static partial void CertificateRefused(this ILogger logger, string file, string reason);

    [LoggerMessage(4103, LogLevel.Error, "Certificate folder {Folder} cannot be read and is left out: {Reason}")]
    public static partial void FolderRefused(this ILogger logger, string folder, string reason);

    [LoggerMessage(4104, LogLevel.Warning,
        "There is no certificate, so a self-signed one serves, for {Names}. Clients will not "
        + "trust it; put a PEM certificate and its key into a folder of Tls.Certificates.")]
    public static partial void SelfSigned(this ILogger logger, string names);

    [LoggerMessage(4105, LogLevel.Warning,
        "Certificate {File} for {Names} is valid until {NotAfter:u} only. Put a new one into its folder and restart.")]
    public static partial void CertificateExpires(
        this ILogger logger, string file, string names, DateTimeOffset notAfter);
}
