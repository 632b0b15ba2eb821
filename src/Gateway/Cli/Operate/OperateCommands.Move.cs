using System.CommandLine;
using System.CommandLine.Completions;
using Gateway.Admin;

namespace Gateway.Cli.Operate;

/// <content>What changes who serves: drain, undrain, handover.</content>
internal sealed partial class OperateCommands
{
    private const string DrainDescription = """
        Take this node out, or one destination, make before break, and wait until it is out.

        Of the node: clients are led away, then a peer takes the addresses, and only then they go from here. It takes
        none back while a peer has them, until "gateway undrain" or a restart.
        Of a destination: it gets no new requests, or that of a stream no new connections; those under way end, which is
        waited for up to 30 s.

        Examples:
          gateway drain
          gateway drain web/one
          gateway drain app.example.com/10.0.0.21:8080
          gateway drain db/10.0.0.31:5432
        """ + ExitCodes;

    private const string UndrainDescription = """
        Take this node in again, or one destination. With Preempt and the higher priority the node takes its addresses
        back, which is waited for up to 30 s.

        Examples:
          gateway undrain
          gateway undrain web/one
        """ + ExitCodes;

    private const string HandoverDescription = """
        Give the addresses to a peer once, make before break, and wait until it has them. Where this node would take
        them back at once by its priority, it stays back until its peer goes, or until "gateway undrain".

        Example:
          gateway handover
        """ + ExitCodes;

    private Command BuildMove(string name, string description)
    {
        var target = new Argument<string?>("CLUSTER/DESTINATION")
        {
            Description = "One destination, also STREAM/HOST:PORT; without it the whole node.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        target.CompletionSources.Add(_ =>
            (name == "drain" ? _known.Serving : _known.Drained).Select(one => new CompletionItem(one)));
        var command = New(name, description);
        if (name != "handover")
        {
            command.Add(target);
        }

        command.SetAction((arguments, cancellation) =>
            name == "handover" || arguments.GetValue(target) is not { } one
                ? MoveNodeAsync(name, arguments, cancellation)
            : string.IsNullOrWhiteSpace(one) ? RefuseEmptyAsync(name)
            : ShowAsync(
                arguments,
                client => client.PostAsync($"/api/{name}?target={Uri.EscapeDataString(one)}", cancellation),
                AdminJson.Default.DestinationDrainReport, new HandoverText(_paint).Describe));
        return command;
    }

    private Task<int> MoveNodeAsync(string name, ParseResult arguments, CancellationToken cancellation) => ShowAsync(
        arguments, client => client.PostAsync($"/api/{name}", cancellation),
        AdminJson.Default.HandoverReport, new HandoverText(_paint).Describe,
        report => report.Done ? ExitCode.Ok : ExitCode.Failure);

    // In a script the variable that should say which is empty: that is not the whole node.
    private async Task<int> RefuseEmptyAsync(string name)
    {
        await error.WriteLineAsync(
            $"\"\" names no destination; write CLUSTER/DESTINATION, or just \"gateway {name}\" for the whole node.");
        return ExitCode.InvalidConfiguration;
    }
}
