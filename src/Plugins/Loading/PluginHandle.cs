using System.Reflection;

namespace Gateway.Plugins.Loading;

/// <summary>One generation of a plugin: its DLL as it was when it was loaded. Each check or action made from it holds a
/// lease; it is unloaded when it is retired and the last lease is back. Safe from any thread.</summary>
internal sealed class PluginHandle
{
    private readonly Lock _gate = new();
    private readonly WeakReference _remains;
    private PluginLoadContext? _context;
    private Type? _type;
    private int _leases;
    private bool _retired;

    private PluginHandle(string name, int generation, PluginLoadContext context, Type type)
    {
        Name = name;
        Generation = generation;
        _context = context;
        _type = type;
        _remains = new WeakReference(context);
    }

    /// <summary>The plugin's name.</summary>
    public string Name { get; }

    /// <summary>Counts what was loaded of this plugin, from 1.</summary>
    public int Generation { get; }

    /// <summary>Whether somebody still uses it: no lease is out any more once it is false and it is retired.</summary>
    public bool IsLeased
    {
        get
        {
            lock (_gate)
            {
                return _leases > 0;
            }
        }
    }

    /// <summary>Whether nothing of its code is in memory any more.</summary>
    public bool IsGone => !_remains.IsAlive;

    /// <summary>Loads a plugin. None of its code runs yet.</summary>
    /// <exception cref="PluginException">It cannot be loaded.</exception>
    public static PluginHandle Load(PluginCatalog catalog, string name, int generation)
    {
        var path = catalog.Find(name);
        new PluginPermissions(name, catalog.StrangerOf).Require(path);
        var image = Read(name, path);
        PluginMetadata.Require(name, image);
        var context = Attempt(name, () => new PluginLoadContext(name, path));
        try
        {
            var assembly = Attempt(name, () => context.LoadImage(image, path));
            return new PluginHandle(name, generation, context, TypeOf(name, assembly));
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    /// <summary>Makes sure that the plugin is of a kind.</summary>
    /// <exception cref="PluginException">It is of the other one.</exception>
    public void Require(PluginKind kind)
    {
        var (isCheck, isAction) = Kinds(TypeInUse());
        if (kind == PluginKind.HealthCheck ? !isCheck : !isAction)
        {
            throw new PluginException(Name, kind == PluginKind.HealthCheck
                ? "it is a notify action, not a health check: name it under Notify"
                : "it is a health check, not a notify action: name it under HealthChecks");
        }
    }

    /// <summary>Step 1 of a check's or action's life. To be called with a lease.</summary>
    public IPlugin Construct() => (IPlugin)Activator.CreateInstance(
        TypeInUse(), BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions,
        null, null, null)!;

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
            _context?.Unload();
            // What is unloaded goes when the last reference does; this one must not be it.
            (_context, _type) = (null, null);
        }
    }

    private Type TypeInUse()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_type is null, this);
            return _type;
        }
    }

    private static (bool IsCheck, bool IsAction) Kinds(Type type) =>
        (typeof(IHealthCheck).IsAssignableFrom(type), typeof(INotifyAction).IsAssignableFrom(type));

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

    private static Type TypeOf(string name, Assembly assembly)
    {
        var types = Attempt(name, assembly.GetExportedTypes)
            .Where(type => type is { IsAbstract: false, IsClass: true } && Kinds(type) is not (false, false))
            .ToArray();
        return types switch
        {
            [var type] when type.GetConstructor(Type.EmptyTypes) is not null => type,
            [var type] => throw new PluginException(name, $"{type} needs a public constructor without parameters"),
            [] => throw new PluginException(
                name, $"the DLL has no public {nameof(IHealthCheck)} or {nameof(INotifyAction)}"),
            _ => throw new PluginException(
                name, $"the DLL has more than one plugin ({string.Join<Type>(", ", types)}); it may hold one"),
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
