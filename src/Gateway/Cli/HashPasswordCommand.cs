using System.CommandLine;
using Gateway.Configuration.Routes;

namespace Gateway.Cli;

/// <summary><c>gateway hash-password</c>: a line for the file of a site's users.</summary>
/// <param name="input">Where the password comes from: its first line.</param>
/// <param name="output">Where the line goes.</param>
/// <param name="error">Where errors go.</param>
internal sealed class HashPasswordCommand(TextReader input, TextWriter output, TextWriter error)
{
    private const string Description = """
        Read a password from standard input and print a line for UsersFile (Sites:HOST:Auth:Basic).

        Example:
          gateway hash-password alice >> /etc/gateway/users

        Exit codes: 0 done, 1 there is no password, or the name cannot be one.
        """;

    private static readonly Argument<string> UserArgument = new("NAME")
    {
        Description = "The name of the user.",
    };

    /// <summary>The command for the command line.</summary>
    public Command Build()
    {
        var command = new Command("hash-password", Description) { UserArgument };
        command.SetAction(HashAsync);
        return command;
    }

    private async Task<int> HashAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var user = arguments.GetValue(UserArgument)!;
        if (user.Length == 0 || user.Contains(':', StringComparison.Ordinal) || user.Any(c => c is < ' ' or > '~'))
        {
            await error.WriteLineAsync($"\"{user}\" cannot be a name; it is of ASCII, without a colon.");
            return ExitCode.Failure;
        }

        var password = await ReadAsync(cancellation);
        if (string.IsNullOrEmpty(password))
        {
            await error.WriteLineAsync("There is no password on standard input.");
            return ExitCode.Failure;
        }

        await output.WriteLineAsync($"{user}:{PasswordHash.Of(password)}");
        return ExitCode.Ok;
    }

    private async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        if (input != Console.In || Console.IsInputRedirected)
        {
            return await input.ReadLineAsync(cancellation);
        }

        await error.WriteAsync("Password (it is not shown): ");
        var password = HiddenLine.Read(() => Console.ReadKey(intercept: true));
        await error.WriteLineAsync();
        return password;
    }
}
