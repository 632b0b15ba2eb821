using System.CommandLine;
using Gateway.Cli.Answers;
using Gateway.Proxy;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Cli;

/// <content><c>gateway route</c>.</content>
internal sealed partial class CommandLine
{
    private const string RouteDescription = """
        Say which route a request would take, and where to; ask nobody.

        Examples:
          gateway route https://app.example.com/login
          gateway route https://app.example.com/api --method POST --json

        Exit codes: 0 one route takes it, 1 none does, or several are level, 2 the configuration is invalid.
        """;

    private static readonly Argument<string> UrlArgument = new("URL")
    {
        Description = "The URL of the request, for example https://app.example.com/login.",
    };

    private static readonly Option<string> MethodOption = new("--method", "-m")
    {
        Description = "The method of the request.",
        HelpName = "METHOD",
        DefaultValueFactory = _ => "GET",
    };

    private Command BuildRoute()
    {
        var route = new Command("route", RouteDescription)
        {
            UrlArgument, MethodOption, ConfigOption, NodeOption, SetOption, JsonOption,
        };
        route.SetAction(RouteAsync);
        return route;
    }

    private async Task<int> RouteAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var text = arguments.GetValue(UrlArgument)!;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            await _error.WriteLineAsync($"\"{text}\" is not a URL; write for example https://app.example.com/login.");
            return ExitCode.Failure;
        }

        if (await ReadAsync(arguments, cancellation) is not { Config: { } config })
        {
            return ExitCode.InvalidConfiguration;
        }

        var method = arguments.GetValue(MethodOption)!;
        RouteConfig? route = null;
        var problem = "no route matches: the client gets 404";
        try
        {
            route = await RouteFinder.FindAsync(config, method, url);
        }
        catch (InvalidOperationException undecided)
        {
            problem = undecided.Message;
        }

        if (arguments.GetValue(JsonOption))
        {
            var answer = new RouteAnswer(
                text, method, route is not null, route is null ? problem : null,
                route is null ? [] : RouteReport.FactsOf(url, route, config));
            await _output.WriteAsync(AnswerJson.Write(answer, AnswerJson.Readable.RouteAnswer));
        }
        else
        {
            await _output.WriteAsync(route is null ? problem + "\n" : RouteReport.Describe(url, route, config));
        }

        return route is null ? ExitCode.Failure : ExitCode.Ok;
    }
}
