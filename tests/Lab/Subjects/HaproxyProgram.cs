using Lab.Network;

namespace Lab.Subjects;

/// <summary>HAProxy on one machine: on port 9000 it passes connections on to our port 80 with a PROXY header, and on
/// 9002 it expects one and asks the application. On 443 it does the former with TLS, unopened, and on 9443 the latter.
/// </summary>
/// <param name="node">The machine.</param>
/// <param name="workFolder">For its files.</param>
/// <param name="option">How it says who the client is: <c>send-proxy</c> or <c>send-proxy-v2</c>.</param>
internal sealed class HaproxyProgram(SegmentNode node, string workFolder, string option)
    : NodeProgram(node, workFolder)
{
    /// <summary>What its own certificate is for.</summary>
    internal const string PassedName = "passed.example.com";

    internal override string Kind => "haproxy";

    protected override string[] Command()
    {
        string file = Path.Combine(WorkFolder, "haproxy.cfg");
        string certificate = Path.Combine(WorkFolder, "haproxy", "site.pem");
        Certificates.Write(Path.GetDirectoryName(certificate)!, PassedName);
        File.WriteAllText(file, $"""
            defaults
              timeout connect 5s
              timeout client 30s
              timeout server 30s
            listen before
              bind *:9000
              mode tcp
              server gateway 10.77.0.11:80 {option} check inter 200ms
            listen behind
              bind *:9002 accept-proxy
              mode http
              option forwardfor
              server application 10.77.0.20:8080
            listen before-tls
              bind *:443
              mode tcp
              server gateway 10.77.0.11:443 {option}
            listen behind-tls
              bind *:9443 accept-proxy ssl crt {certificate} alpn h2,http/1.1
              mode http
              option forwardfor
              server application 10.77.0.20:8080

            """);
        return ["haproxy", "-db", "-f", file];
    }
}
