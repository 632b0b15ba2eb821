using System.Collections.Immutable;
using Gateway.Configuration.Options;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Tls</c>: the folders with certificates, absolute, and how TLS is spoken.</summary>
internal sealed class TlsBuilder(ConfigurationRequest request, List<ConfigError> errors)
{
    /// <summary>Builds the folders.</summary>
    public ImmutableArray<string> BuildFolders(TlsOptions? options)
    {
        var folders = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < (options?.Certificates?.Count ?? 0); i++)
        {
            var (path, text) = ($"Tls:Certificates:{i}", options!.Certificates![i]);
            var folder = PathText.IsPath(text)
                ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, request.Folder))
                : null;
            if (folder is null)
            {
                errors.Add(new(path, $"\"{text}\" cannot be a folder; write for example \"/etc/gateway/certs\"."));
            }
            else if (folders.Contains(folder))
            {
                errors.Add(new(path, $"\"{text}\" is in the list already; remove one."));
            }
            else
            {
                folders.Add(folder);
                errors.AddRange((request.TryCertificates?.Invoke(folder) ?? [])
                    .Select(problem => new ConfigError(path, problem)));
            }
        }

        return folders.ToImmutable();
    }

    /// <summary>Builds everything else.</summary>
    /// <param name="options">What is configured.</param>
    /// <param name="aliases">The other hosts of the sites.</param>
    public TlsConfig Build(TlsOptions? options, IEnumerable<HostAlias> aliases)
    {
        var authorities = new AuthoritiesBuilder(request, errors);
        return options is null ? TlsConfig.Default : new()
        {
            Policy = BuildPolicy(options.Policy),
            RequireServerName = options.RequireSni ?? false,
            InternalAuthority = authorities.BuildInternal("Tls:InternalCa", options.InternalCa),
            Hosts = new TlsHostsBuilder(authorities, errors).Build(options.Hosts),
            Aliases = [.. aliases],
        };
    }

    private TlsPolicy BuildPolicy(string? text)
    {
        switch (text)
        {
            case null or "intermediate":
                return TlsPolicy.Intermediate;
            case "modern":
                return TlsPolicy.Modern;
            default:
                errors.Add(new("Tls:Policy", $"\"{text}\" is no policy; write \"intermediate\" or \"modern\"."));
                return TlsPolicy.Intermediate;
        }
    }
}
