using Gateway.Cli;
using Gateway.Configuration.Routes;

namespace Gateway.Tests.Cli;

public sealed class HashPasswordCommandTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_line_of_input_becomes_a_line_of_the_file()
    {
        Assert.Equal(ExitCode.Ok, await InvokeAsync("correct horse\nmore\n", "alice"));

        var users = UsersFile.Parse(_output.ToString().Split('\n'));
        Assert.Empty(users.Problems);
        Assert.True(users.Users["alice"].Fits("correct horse"));
    }

    [Theory]
    [InlineData("", "alice", "There is no password on standard input.\n")]
    [InlineData("secret\n", "al:ice", "\"al:ice\" cannot be a name; it is of ASCII, without a colon.\n")]
    public async Task Without_a_password_or_a_name_there_is_none(string input, string user, string expected)
    {
        Assert.Equal(ExitCode.Failure, await InvokeAsync(input, user));

        Assert.Equal((expected, ""), (_error.ToString(), _output.ToString()));
    }

    private async Task<int> InvokeAsync(string input, string user)
    {
        using var reader = new StringReader(input);
        var command = new HashPasswordCommand(reader, _output, _error).Build();
        return await command.Parse([user]).InvokeAsync();
    }
}
