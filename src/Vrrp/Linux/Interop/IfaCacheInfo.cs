using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct ifa_cacheinfo of linux/if_addr.h: lifetimes in seconds, stamps in hundredths of a second. 16
/// bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IfaCacheInfo(uint Preferred, uint Valid, uint CreatedStamp, uint UpdatedStamp);
