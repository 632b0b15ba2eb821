using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Gateway.Plugins.Loading;

/// <summary>What a DLL says about itself before any of its code runs.</summary>
internal static class PluginMetadata
{
    /// <summary>The contract of this host.</summary>
    public static Version Contract { get; } = typeof(IHealthCheck).Assembly.GetName().Version!;

    private static string ContractName { get; } = typeof(IHealthCheck).Assembly.GetName().Name!;

    /// <summary>Makes sure that the image is a .NET assembly, made for a contract that this host keeps: the same major
    /// version, and a minor version no newer than the host's.</summary>
    /// <exception cref="PluginException">It is not.</exception>
    public static void Require(string plugin, byte[] image)
    {
        var version = ContractOf(plugin, image)
            ?? throw new PluginException(plugin, $"the DLL does not use {ContractName}: it is a library, not a plugin");
        if (version.Major != Contract.Major || version.Minor > Contract.Minor)
        {
            throw new PluginException(
                plugin,
                $"the DLL was built for version {version.ToString(2)} of {ContractName}, this gateway has "
                + $"{Contract.ToString(2)}; build it with a {ContractName} package of that version");
        }
    }

    private static Version? ContractOf(string plugin, byte[] image)
    {
        try
        {
            using var stream = new MemoryStream(image, writable: false);
            using var portable = new PEReader(stream);
            var metadata = portable.GetMetadataReader();
            return metadata.AssemblyReferences
                .Select(metadata.GetAssemblyReference)
                .Where(reference => metadata.StringComparer.Equals(reference.Name, ContractName))
                .Select(reference => reference.Version)
                .FirstOrDefault();
        }
        catch (Exception wrong) when (wrong is BadImageFormatException or InvalidOperationException)
        {
            throw new PluginException(plugin, "the DLL is not a .NET assembly", wrong);
        }
    }
}
