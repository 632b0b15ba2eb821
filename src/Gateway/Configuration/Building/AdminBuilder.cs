using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Gateway.Configuration.Options;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Admin</c>.</summary>
/// <param name="request">Where relative paths start, and who reads secrets.</param>
/// <param name="listeners">The proxy's addresses, which are taken.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class AdminBuilder(
    ConfigurationRequest request, ImmutableArray<ListenEndpoint> listeners, List<ConfigError> errors)
{
    private const int ShortestToken = 16;
    private const int LongestToken = 256;

    /// <summary>Builds the section.</summary>
    public AdminConfig Build(AdminOptions? options)
    {
        var listen = options?.Listen is { } texts ? BuildListen(texts) : (ImmutableArray<IPEndPoint>?)null;
        var token = BuildToken(options);
        var open = listen?.IndexOf(listen.Value.FirstOrDefault(own => !IPAddress.IsLoopback(own.Address))!) ?? -1;
        if (open >= 0 && options?.Token is null && options?.TokenFile is null)
        {
            errors.Add(new(ItemPath(open),
                $"{listen!.Value[open]} is not a loopback address, so \"Token\" or \"TokenFile\" is required; or use "
                + $"\"127.0.0.1:{AdminConfig.DefaultPort}\"."));
        }

        return new()
        {
            Socket = IsOff(options?.Socket) ? null : BuildSocket(options?.Socket),
            HasSocket = !IsOff(options?.Socket),
            // Who writes the default means the default.
            Listen = listen is [var only] && only.Equals(AdminConfig.DefaultListen) ? null : listen,
            Token = token,
        };
    }

    private static bool IsOff(string? socket) =>
        AdminConfig.NoSocket.Equals(socket, StringComparison.OrdinalIgnoreCase);

    private static string ItemPath(int i) => string.Create(CultureInfo.InvariantCulture, $"Admin:Listen:{i}");

    private string? BuildSocket(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var path = PathText.IsPath(text) ? Path.GetFullPath(text, request.Folder) : null;
        if (path is null || Directory.Exists(path))
        {
            errors.Add(new("Admin:Socket",
                $"\"{text}\" cannot be a socket; write for example \"/run/gateway/gateway.sock\", or \"off\"."));
        }
        else if (Encoding.UTF8.GetByteCount(path) > AdminConfig.LongestSocketPath)
        {
            errors.Add(new("Admin:Socket",
                $"\"{path}\" is too long for a socket; use at most {AdminConfig.LongestSocketPath} bytes."));
        }

        return path == AdminConfig.DefaultSocket ? null : path;
    }

    private ImmutableArray<IPEndPoint> BuildListen(List<string> texts)
    {
        var listen = ImmutableArray.CreateBuilder<IPEndPoint>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (!ListenersBuilder.TryParse(texts[i], out var endpoint))
            {
                errors.Add(new(ItemPath(i),
                    $"\"{texts[i]}\" is not an address with a port; write \"127.0.0.1:{AdminConfig.DefaultPort}\", "
                    + $"\"192.168.10.11:{AdminConfig.DefaultPort}\" or \"[::1]:{AdminConfig.DefaultPort}\"."));
            }
            else if (TakenBy(endpoint, listen) is { } owner)
            {
                errors.Add(new(ItemPath(i),
                    $"\"{texts[i]}\" is taken by {owner}; one of them must go, or get another port."));
            }

            // Also in the place of a wrong one: the others keep theirs.
            listen.Add(endpoint.Port > 0 ? endpoint : new(IPAddress.Loopback, 0));
        }

        return listen.ToImmutable();
    }

    private string? TakenBy(IPEndPoint endpoint, IEnumerable<IPEndPoint> before)
    {
        var wanted = new ListenEndpoint(endpoint, ListenScheme.Http);
        return listeners.Any(wanted.Overlaps) ? "Listen"
            : before.Any(other => wanted.Overlaps(new(other, ListenScheme.Http))) ? "Admin:Listen"
            : null;
    }

    private string? BuildToken(AdminOptions? options)
    {
        if (options is { Token: not null, TokenFile: not null })
        {
            errors.Add(new("Admin:TokenFile", "stands beside \"Token\"; remove one of them."));
            return null;
        }

        return options?.TokenFile is { } file ? ReadToken(file)
            : options?.Token is { } token ? CheckToken("Admin:Token", token)
            : null;
    }

    private string? ReadToken(string file)
    {
        const string Key = "Admin:TokenFile";
        if (!PathText.IsPath(file))
        {
            errors.Add(new(Key, $"\"{file}\" cannot be a file; write for example \"/etc/gateway/admin.token\"."));
            return null;
        }

        var secret = request.ReadSecret(Path.GetFullPath(file, request.Folder));
        if (secret.Problem is { } problem)
        {
            errors.Add(new(Key, $"\"{file}\" {problem}"));
            return null;
        }

        return CheckToken(Key, Encoding.UTF8.GetString(secret.Content.AsSpan()).TrimEnd('\r', '\n'));
    }

    // It travels in a header.
    private string? CheckToken(string key, string token)
    {
        if (token.Length is >= ShortestToken and <= LongestToken && token.All(c => c is > ' ' and <= '~'))
        {
            return token;
        }

        errors.Add(new(key,
            $"is no token; use {ShortestToken} to {LongestToken} characters of ASCII without a space, for example what "
            + "\"openssl rand -hex 32\" prints."));
        return null;
    }
}
