using Gateway.Cli;

namespace Gateway.Tests.Cli;

/// <summary>The command line, with a folder of its own and what it has printed.</summary>
internal sealed class TestCommandLine : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-tests-").FullName;

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    /// <summary>Runs a command that starts no gateway. What the one before has printed is forgotten.</summary>
    public Task<int> InvokeAsync(params string[] arguments)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return new CommandLine((_, _, _, _) => throw new InvalidOperationException(), _output, _error)
            .InvokeAsync(arguments);
    }

    /// <summary>Writes a file into the folder.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
