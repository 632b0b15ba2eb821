using System.CommandLine;
using Gateway.Admin;

namespace Gateway.Cli.Operate;

/// <content><c>gateway certs</c>.</content>
internal sealed partial class OperateCommands
{
    private const string CertificatesDescription = """
        Show the certificates that the running gateway serves with, and until when; or the root of its internal CA, for
        clients that are to trust it.

        Examples:
          gateway certs
          gateway certs --root >root.crt
          gateway certs --root -o /usr/local/share/ca-certificates/gateway.crt
        """ + ExitCodes;

    private Command BuildCertificates()
    {
        var root = new Option<bool>("--root")
        {
            Description = "Write the root certificate of the internal CA, as PEM.",
        };
        var file = new Option<string?>("--output", "-o")
        {
            Description = "The file for the root certificate; replaced if it is there. [default: standard output]",
            HelpName = "FILE",
            Validators = { PathRule.CheckFile },
        };
        var command = New("certs", CertificatesDescription);
        command.Add(root);
        command.Add(file);
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) is not null && !result.GetValue(root))
            {
                result.AddError("--output is for --root: gateway certs --root --output FILE.");
            }
        });
        command.SetAction((arguments, cancellation) => arguments.GetValue(root)
            ? ExportRootAsync(arguments, arguments.GetValue(file), cancellation)
            : ShowAsync(
                arguments, client => client.GetAsync("/api/certificates", cancellation),
                AdminJson.Default.ImmutableArrayCertificateReport,
                certificates => new CertificatesText(_paint, time.LocalTimeZone).Describe(certificates)));
        return command;
    }

    private async Task<int> ExportRootAsync(ParseResult arguments, string? file, CancellationToken cancellation)
    {
        async Task<byte[]> AskAsync(AdminClient client)
        {
            var answer = await client.GetAsync("/api/certificates/root", cancellation);
            if (file is not null)
            {
                var pem = client.Read(answer, AdminJson.Default.AuthorityReport).Pem;
                await File.WriteAllTextAsync(file, pem, cancellation);
            }

            return answer;
        }

        try
        {
            return await ShowAsync(
                arguments, AskAsync, AdminJson.Default.AuthorityReport,
                root => file is null
                    ? root.Pem
                    : $"{file}: {TextTable.Plain(root.Subject)}, until {Ages.At(root.NotAfter, time.LocalTimeZone)}, "
                        + $"SHA-256 {root.Sha256}\n");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"{file} cannot be written: {refused.Message}");
            return ExitCode.Failure;
        }
    }
}
