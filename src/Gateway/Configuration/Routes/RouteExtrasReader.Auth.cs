using System.Collections.Immutable;

namespace Gateway.Configuration.Routes;

/// <content>Who has to say who he is.</content>
internal sealed partial class RouteExtrasReader
{
    private const string Auth = "Auth";
    private const string UsersFile = "Auth.Basic.UsersFile";
    private const string Url = "Auth.Forward.Url";
    private const string ForwardTime = "Auth.Forward.Timeout";
    private const string CopyHeaders = "Auth.Forward.CopyHeaders";

    private static readonly DurationRange ForwardTimes = new("100ms", "60s");

    private static readonly ImmutableArray<string> Copied =
        ["Remote-User", "Remote-Groups", "Remote-Email", "Remote-Name", "X-authentik-*"];

    private void CheckAuth()
    {
        if (Text(Auth) is "true" or "")
        {
            fail(Auth, "says nothing of how; write an object with Basic or Forward, or false for nobody.");
        }

        if (Text(UsersFile) is not null && Text(Url) is not null)
        {
            fail("Auth.Forward", "stands beside Basic; one of the two asks, remove the other.");
        }

        if (metadata!.Keys.Any(key => key is "Auth.Basic" or "Auth.Basic.Realm") && Text(UsersFile) is null)
        {
            fail(UsersFile, "required: a file with the users, made by `gateway hash-password`.");
        }

        if (metadata.Keys.Any(key => key is "Auth.Forward" or CopyHeaders or ForwardTime) && Text(Url) is null)
        {
            fail(Url, "required: where the server is asked, for example "
                + "\"http://10.0.0.9:9091/api/authz/forward-auth\".");
        }
    }

    private BasicAuthConfig? Basic() => Text(UsersFile) is { } file ? new(file, Text("Auth.Basic.Realm")) : null;

    private ForwardAuthConfig? Forward()
    {
        if (Text(Url) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            fail(Url, $"\"{text}\" is no address of a server; write for example "
                + "\"http://10.0.0.9:9091/api/authz/forward-auth\".");
            return null;
        }

        var copied = Copies();
        foreach (var mask in copied.Where(mask => !IsHeader(mask.TrimEnd('*'))))
        {
            fail(CopyHeaders, $"\"{mask}\" is no name of a header that can be copied.");
        }

        return new(
            url, copied,
            ForwardTimes.Read(Text(ForwardTime), problem => fail(ForwardTime, problem)) ?? TimeSpan.FromSeconds(5));
    }

    private ImmutableArray<string> Copies() => Text(CopyHeaders) is { } list ? [.. ItemsOf(list)] : Copied;
}
