namespace Plugins.Tests.Shipped;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class Scratch : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-shipped-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    public string Script(string name, string content)
    {
        // One that runs may not be written to; another one may take its place.
        var draft = Write($"{name}.new", $"#!/bin/sh\n{content}\n");
        File.SetUnixFileMode(draft, OwnerOnly);
        File.Move(draft, PathOf(name), overwrite: true);
        return PathOf(name);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
