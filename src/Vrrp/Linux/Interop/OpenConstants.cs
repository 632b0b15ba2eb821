namespace Gateway.Vrrp.Linux.Interop;

/// <summary>Numbers of fcntl.h (x86-64 and arm64).</summary>
internal static class OpenConstants
{
    public const int O_RDONLY = 0;
    public const int O_WRONLY = 1;
    public const int O_CLOEXEC = 0x80000;
}
