using System.Collections.Immutable;
using System.CommandLine;
using Gateway.Cli.Answers;
using Gateway.Configuration;
using Gateway.Proxy;

namespace Gateway.Cli;

/// <content><c>gateway route</c>.</content>
internal sealed partial class CommandLine
{
    private const string RouteDescription = """
        Say which route a request would take, and where to; ask nobody.

        Examples:
          gateway route https://app.example.com/login
          gateway route https://app.example.com/api --method POST --json

        Exit codes: 0 a route or a stream takes it, 1 none does, or several are level, 2 the configuration is invalid.
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
        var (facts, problem) = await LookAsync(url, method, config);
        if (arguments.GetValue(JsonOption))
        {
            var answer = new RouteAnswer(text, method, problem is null, problem, facts);
            await _output.WriteAsync(AnswerJson.Write(answer, AnswerJson.Readable.RouteAnswer));
        }
        else
        {
            await _output.WriteAsync(problem is null ? RouteReport.Describe(facts) : problem + "\n");
        }

        return problem is null ? ExitCode.Ok : ExitCode.Failure;
    }

    private static async Task<(ImmutableArray<RouteFact> Facts, string? Problem)> LookAsync(
        Uri url, string method, GatewayConfig config)
    {
        if (StreamFacts.Find(url, config) is { } stream)
        {
            return (StreamFacts.Of(stream), null);
        }

        try
        {
            return await RouteFinder.FindAsync(config, method, url) is { } route
                ? (RouteReport.FactsOf(url, route, config), null)
                : ([], "no route matches: the client gets 404");
        }
        catch (InvalidOperationException undecided)
        {
            return ([], undecided.Message);
        }
    }
}
