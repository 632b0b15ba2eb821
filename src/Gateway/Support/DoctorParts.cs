using System.Collections.Immutable;
using System.Globalization;
using Gateway.Configuration;
using Gateway.Doctor;

namespace Gateway.Support;

/// <summary>What the doctor finds and sees.</summary>
/// <param name="redaction">Takes secrets out.</param>
internal sealed class DoctorParts(Redaction redaction)
{
    private static readonly (string Name, string What)[] All =
    [
        ("doctor.txt", "what gateway doctor finds"),
        ("certificates.txt", "the certificates in the folders, without their keys"),
        ("network/sysctls.txt", "the kernel's settings that the doctor looks at"),
    ];

    /// <summary>Looks, which takes three advertisement intervals.</summary>
    /// <param name="result">The configuration.</param>
    /// <param name="ask">Asks the gateway that runs.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ImmutableArray<SupportPart>> LookAsync(
        ConfigurationResult result, Func<GatewayConfig, CancellationToken, Task<RunningGateway>> ask,
        CancellationToken cancellation)
    {
        if (result.Config is not { } config)
        {
            const string Why = "The configuration is not valid: doctor.txt says what is wrong with it.";
            var errors = string.Concat(result.Errors.Select(error => $"{error.ToString().ReplaceLineEndings(" ")}\n"));
            return
            [
                SupportPart.Of(All[0].Name, All[0].What, redaction.Known(
                    $"{errors}The doctor needs a valid configuration; it has found this wrong with it.\n")),
                .. Without(Why)[1..],
            ];
        }

        try
        {
            var view = await new MachineLook(config).LookAsync(cancellation);
            var running = await ask(config, cancellation);
            var findings = Diagnosis.Of(result, view with { Running = running });
            string[] texts =
                [$"{DoctorReport.Text(findings)}{running.Sentence}\n", CertificatesOf(view), SettingsOf(view)];
            return [.. All.Zip(texts, (part, text) => SupportPart.Of(part.Name, part.What, redaction.Known(text)))];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Without(redaction.Lines(refused.Message));
        }
    }

    private static ImmutableArray<SupportPart> Without(string why) =>
        [.. All.Select(part => SupportPart.Without(part.Name, part.What, why))];

    private static string CertificatesOf(MachineView view) => string.Concat(
        view.Certificates.Select(one => string.Create(CultureInfo.InvariantCulture,
            $"{one.Source}: {string.Join(", ", one.Names)}, of {one.Issuer}, {one.NotBefore:u} to {one.NotAfter:u}\n"))
            .Concat(view.BadCertificates.Select(problem => $"{problem}\n")).DefaultIfEmpty("There are none.\n"));

    private static string SettingsOf(MachineView view) => string.Concat(view.Settings
        .OrderBy(setting => setting.Key, StringComparer.Ordinal)
        .Select(setting => $"net/{setting.Key} = {setting.Value}\n"));
}
