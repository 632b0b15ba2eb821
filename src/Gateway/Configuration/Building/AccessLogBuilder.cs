using Gateway.Configuration.Options;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>AccessLog</c>.</summary>
/// <param name="folder">Where a relative file starts, absolute.</param>
/// <param name="errors">Gets what is wrong.</param>
internal sealed class AccessLogBuilder(string folder, List<ConfigError> errors)
{
    /// <summary>Builds it.</summary>
    /// <returns>Null when there is none, or none that can be.</returns>
    public AccessLogConfig? Build(AccessLogOptions? options)
    {
        if (options is null)
        {
            return null;
        }

        var format = AccessLogFormat.Json;
        if (options.Format is { } text && !TryParse(text, out format))
        {
            errors.Add(new("AccessLog:Format", $"\"{text}\" is no format; write \"json\" or \"combined\"."));
        }

        if (string.IsNullOrWhiteSpace(options.File) || options.File.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add(new("AccessLog:File",
                "required: the file that gets a line for each request, for example "
                + "\"/var/log/gateway/access.log\", or \"/dev/stdout\"."));
            return null;
        }

        var file = Path.GetFullPath(options.File, folder);
        if (Directory.Exists(file))
        {
            errors.Add(new("AccessLog:File", $"\"{options.File}\" is a folder; name a file in it."));
        }

        return new(file, format);
    }

    // Enum.TryParse would take numbers, too.
    private static bool TryParse(string text, out AccessLogFormat format)
    {
        format = text.Equals("combined", StringComparison.OrdinalIgnoreCase)
            ? AccessLogFormat.Combined
            : AccessLogFormat.Json;
        return format == AccessLogFormat.Combined || text.Equals("json", StringComparison.OrdinalIgnoreCase);
    }
}
