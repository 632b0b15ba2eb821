using System.Collections.Immutable;
using Gateway.Configuration.Options;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Tls</c>: the folders with certificates, absolute.</summary>
internal sealed class TlsBuilder(ConfigurationRequest request, List<ConfigError> errors)
{
    private readonly string _start = Path.GetDirectoryName(Path.GetFullPath(request.Path))!;

    /// <summary>Builds the section.</summary>
    public ImmutableArray<string> Build(TlsOptions? options)
    {
        var folders = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < (options?.Certificates?.Count ?? 0); i++)
        {
            var (path, text) = ($"Tls:Certificates:{i}", options!.Certificates![i]);
            var folder = PathText.IsPath(text)
                ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, _start))
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
}
