using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct signalfd_siginfo of sys/signalfd.h, as far as it is looked at.</summary>
/// <param name="Signal">ssi_signo.</param>
/// <param name="ErrorNumber">ssi_errno.</param>
/// <param name="Code">ssi_code.</param>
/// <param name="Sender">ssi_pid: the process that sent it, or whose death it tells.</param>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal readonly record struct SignalFdSigInfo(uint Signal, int ErrorNumber, int Code, uint Sender);
