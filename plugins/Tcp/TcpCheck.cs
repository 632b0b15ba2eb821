using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Gateway.Plugins;

namespace Tcp;

/// <summary>Connects; says and expects something if asked to.</summary>
public sealed class TcpCheck : HealthCheck<TcpSettings>
{
    private const int AnswerBytes = 4096;
    private const int ShownCharacters = 60;

    private string Target => $"{Settings.Host}:{Settings.Port}";

    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate()
    {
        if (Uri.CheckHostName(Settings.Host) == UriHostNameType.Unknown)
        {
            yield return new("Host", $"\"{Settings.Host}\" is neither a name nor an address");
        }

        if (Settings.Port is < 1 or > 65535)
        {
            yield return new("Port", $"must be 1 to 65535, not {Settings.Port}");
        }

        if (Settings.Send is "")
        {
            yield return new("Send", "is empty; leave it out");
        }

        if (Settings.SendFile is { } file && SendFileProblem(file) is { } problem)
        {
            yield return new("SendFile", problem);
        }

        if (Settings.Expect is "" or { Length: > AnswerBytes })
        {
            yield return new("Expect", $"must be 1 to {AnswerBytes} characters; leave it out to expect nothing");
        }
    }

    /// <inheritdoc/>
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        var start = Context.Time.GetTimestamp();
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(Settings.Host, Settings.Port, cancellationToken);
            var milliseconds = Context.Time.GetElapsedTime(start).TotalMilliseconds;
            var connected = string.Create(CultureInfo.InvariantCulture, $"connected after {milliseconds:0} ms");
            if (await WhatToSayAsync(cancellationToken) is { } send)
            {
                await SendAsync(socket, send, cancellationToken);
            }

            return Settings.Expect is { } expect
                ? await ExpectAsync(socket, expect, connected, cancellationToken)
                : HealthResult.Healthy(connected);
        }
        catch (SocketException failed)
        {
            return HealthResult.Unhealthy($"{Target}: {failed.Message}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return HealthResult.Unhealthy(unreadable.Message);
        }
    }

    private string? SendFileProblem(string file) =>
        Settings.Send is not null ? "stands beside Send; remove one"
        : !Path.IsPathFullyQualified(file) ? $"\"{file}\" is not an absolute path"
        : !File.Exists(file) ? $"no file {file}"
        : null;

    private async Task<byte[]?> WhatToSayAsync(CancellationToken cancellationToken) =>
        Settings.SendFile is { } file ? await File.ReadAllBytesAsync(file, cancellationToken)
        : Settings.Send is { } text ? Encoding.UTF8.GetBytes(text)
        : null;

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
    }

    private static async Task<HealthResult> ExpectAsync(
        Socket socket, string expect, string connected, CancellationToken cancellationToken)
    {
        var answer = new byte[AnswerBytes];
        var wanted = Encoding.UTF8.GetBytes(expect);
        var count = 0;
        while (count < answer.Length)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(count), cancellationToken);
            count += read;
            if (answer.AsSpan(0, count).IndexOf(wanted) >= 0)
            {
                return HealthResult.Healthy($"{connected}, it said what was expected");
            }

            if (read == 0)
            {
                break;
            }
        }

        return HealthResult.Unhealthy(
            count == 0 ? "it closed without a word" : $"it said \"{Head(answer.AsSpan(0, count))}\"");
    }

    /// <summary>The beginning of an answer, fit for one line.</summary>
    private static string Head(ReadOnlySpan<byte> answer)
    {
        var text = Encoding.UTF8.GetString(answer).Trim();
        var head = text.Length > ShownCharacters ? text[..ShownCharacters] + "..." : text;
        return string.Concat(head.Select(letter => char.IsControl(letter) ? ' ' : letter));
    }
}
