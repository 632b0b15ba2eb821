using Gateway.Tests.Cli;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Doctor;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task A_folder_of_certificates_that_may_not_be_read_is_a_finding()
    {
        using var folder = new TestFolder().With("certs/a.pem", "").With(
            "appsettings.json", """{ "Nodes": { "edge-a": { "Priority": 1 } }, "Tls": { "Certificates": [ "certs" ] } }""");
        var (certs, file) = (Path.Combine(folder.Path, "certs"), Path.Combine(folder.Path, "appsettings.json"));
        File.SetUnixFileMode(certs, UnixFileMode.None);
        try
        {
            var (code, output, error) = await GatewayProgram.RunAsUserAsync("doctor", "-c", file, "-n", "edge-a");

            Assert.Equal((2, ""), (code, error));
            Assert.StartsWith(
                $"failure [certificate-unusable] Tls: {certs} cannot be read: ", output, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(certs, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
