using System.Collections.Immutable;
using Gateway.Configuration.Reading;

namespace Gateway.Configuration.Lint;

/// <summary>Applies every rule.</summary>
internal static class Linter
{
    /// <summary>The rules.</summary>
    /// <param name="isThere">Looks for a file or folder (absolute); null not to look.</param>
    /// <param name="certificates">Looks into the folders of certificates; null not to look.</param>
    public static ImmutableArray<ILintRule> Rules(Func<string, bool>? isThere, CertificateLook? certificates) =>
    [
        new EqualPriorities(), new PrioritiesFarApart(), new VitalEverywhere(), new NoHealthCheck(), new SampleId(),
        new UncoveredAddress(), new RoutesMayOverlap(), new ShortInterval(), new WeightAtLimit(),
        new WeightTooSmall(), new UnusedCheck(), new PasswordInClear(), new MissingFile(isThere),
        new NoCertificates(certificates), new CertificateExpired(certificates), new CertificateExpires(certificates),
        new CommonNameAlone(certificates), new UncoveredHost(certificates), new UnservedTlsHost(), new HalfOpenSite(),
        new TlsWithoutHttps(), new RedirectLoop(),
    ];

    /// <summary>Looks through a valid configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="positions">Where its paths stand.</param>
    /// <param name="request">What looks at the machine, if anything is to.</param>
    /// <returns>What was found, in the order of the file.</returns>
    public static ImmutableArray<LintFinding> Run(
        GatewayConfig config, PathPositions positions, ConfigurationRequest request) =>
    [
        .. Rules(request.IsThere, request.Certificates)
            .SelectMany(rule => rule.Find(config).Select(found =>
                new LintFinding(rule.Id, positions.Find(found.Path), found.Path, found.Message)))
            .OrderBy(found => found.Position.Line).ThenBy(found => found.Position.Column),
    ];
}
