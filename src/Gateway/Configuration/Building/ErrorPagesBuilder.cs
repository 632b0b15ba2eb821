using System.Collections.Immutable;
using Gateway.Configuration.Routes;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>ErrorPages</c>.</summary>
/// <param name="files">Makes the files absolute.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class ErrorPagesBuilder(RouteFiles files, List<ConfigError> errors)
{
    /// <summary>Builds it: status or class to file, absolute.</summary>
    public ImmutableSortedDictionary<string, string> Build(Dictionary<string, string>? options)
    {
        var pages = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, file) in options ?? [])
        {
            var path = $"ErrorPages:{key}";
            if (!RouteExtrasReader.IsStatusClass(key))
            {
                errors.Add(new(path, RouteExtrasReader.StatusClassProblem(key)));
            }

            pages[key] = files.Absolute(file, isFolder: false, problem => errors.Add(new(path, problem)));
        }

        return pages.ToImmutable();
    }
}
