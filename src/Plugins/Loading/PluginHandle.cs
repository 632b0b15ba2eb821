using System.Reflection;

namespace Gateway.Plugins.Loading;

/// <summary>One loaded plugin. Each check made from it holds a lease; it is unloaded when it is retired and the last
/// lease is back. Safe from any thread.</summary>
internal sealed class PluginHandle
{
    private readonly Lock _gate = new();
    private readonly PluginLoadContext _context;
    private int _leases;
    private bool _retired;

    private PluginHandle(string name, PluginLoadContext context, Type checkType)
    {
        Name = name;
        _context = context;
        CheckType = checkType;
    }

    /// <summary>The plugin's name.</summary>
    public string Name { get; }

    /// <summary>Its health check.</summary>
    public Type CheckType { get; }

    /// <summary>Loads a plugin. None of its code runs yet.</summary>
    /// <exception cref="PluginException">It cannot be loaded.</exception>
    public static PluginHandle Load(PluginCatalog catalog, string name)
    {
        var path = catalog.Find(name);
        PluginPermissions.Require(name, path);
        var image = Read(name, path);
        PluginMetadata.Require(name, image);
        var context = Attempt(name, () => new PluginLoadContext(name, path));
        try
        {
            var assembly = Attempt(name, () => context.LoadImage(image, path));
            return new PluginHandle(name, context, CheckTypeOf(name, assembly));
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    /// <summary>Keeps the plugin loaded until <see cref="Return"/>.</summary>
    /// <exception cref="ObjectDisposedException">It is retired.</exception>
    public void Lease()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_retired, this);
            _leases++;
        }
    }

    /// <summary>Gives a lease back.</summary>
    public void Return()
    {
        lock (_gate)
        {
            _leases--;
            UnloadIfIdle();
        }
    }

    /// <summary>Gives no more leases; unloads now or with the last lease.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (!_retired)
            {
                _retired = true;
                UnloadIfIdle();
            }
        }
    }

    private void UnloadIfIdle()
    {
        if (_retired && _leases == 0)
        {
            _context.Unload();
        }
    }

    private static byte[] Read(string name, string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(name, $"the DLL cannot be read: {wrong.Message}", wrong);
        }
    }

    private static Type CheckTypeOf(string name, Assembly assembly)
    {
        var types = Attempt(name, assembly.GetExportedTypes)
            .Where(type => type is { IsAbstract: false, IsClass: true } && typeof(IHealthCheck).IsAssignableFrom(type))
            .ToArray();
        return types switch
        {
            [var type] when type.GetConstructor(Type.EmptyTypes) is not null => type,
            [var type] => throw new PluginException(name, $"{type} needs a public constructor without parameters"),
            [] => throw new PluginException(name, $"the DLL has no public {nameof(IHealthCheck)}"),
            _ => throw new PluginException(
                name, $"the DLL has more than one health check ({string.Join<Type>(", ", types)}); a plugin holds one"),
        };
    }

    // The resolver of dependencies says InvalidOperationException of a NAME.deps.json that it cannot read.
    private static T Attempt<T>(string name, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or BadImageFormatException
            or TypeLoadException or InvalidOperationException)
        {
            throw new PluginException(name, $"the DLL does not load: {wrong.Message}", wrong);
        }
    }
}
