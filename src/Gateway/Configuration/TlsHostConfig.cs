namespace Gateway.Configuration;

/// <summary>What is special about TLS for one host.</summary>
/// <param name="Host">The name, or <c>*.example.com</c> for every name below, as in the hosts of sites.</param>
/// <param name="ClientCertificates">Whose clients are let in; null: everybody.</param>
/// <param name="StrictTransportSecurity">The value of the header (RFC 6797 section 6.1) that tells browsers never to
/// come without TLS; null: none is sent.</param>
internal sealed record TlsHostConfig(
    string Host, ClientCertificateConfig? ClientCertificates, string? StrictTransportSecurity);
