using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux;

/// <summary>The pipe that a program's output goes into, as in <c>gateway status --watch | head</c>.</summary>
public static class OutputPipe
{
    private const int Output = 1;

    /// <summary>Whether whoever read this process's output has gone. .NET ignores SIGPIPE and EPIPE alike: without
    /// this question a program that writes again and again would do so for ever.</summary>
    public static bool IsBroken => IsBrokenAt(Output);

    /// <summary>Likewise, of any descriptor. False when it is no pipe, or is not open.</summary>
    internal static bool IsBrokenAt(int descriptor)
    {
        Span<PollFd> one = [new(descriptor, 0, 0)];
        return Libc.PPoll(one, 1, default, 0) == 1 && (one[0].Returned & PollFd.POLLERR) != 0;
    }
}
