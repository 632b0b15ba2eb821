namespace Tcp;

/// <summary>The settings of a TCP check.</summary>
public sealed class TcpSettings
{
    /// <summary>A name or an address.</summary>
    public required string Host { get; init; }

    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>What to say first, as UTF-8; line ends are written <c>\r\n</c>. Defaults to null: nothing.</summary>
    public string? Send { get; init; }

    /// <summary>The absolute path of a file with what to say first, where that holds a secret; sent as it is, read at
    /// every run. Defaults to null: <see cref="Send"/>.</summary>
    public string? SendFile { get; init; }

    /// <summary>A text that must be in the first 4096 bytes that come. Defaults to null: a connection is
    /// enough.</summary>
    public string? Expect { get; init; }
}
