using Lab.Install;

namespace Lab.Faults;

/// <summary>A disk of a quarter of a megabyte in memory, which is full when a test wants it.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    /// <summary>Puts it on a folder, which is made if need be.</summary>
    internal SmallDisk(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        Shell.Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder);
    }

    private string Junk => Path.Combine(_folder, "junk");

    /// <summary>Leaves no room.</summary>
    internal void Fill() => Assert.NotEqual(0, Shell.Try("dd", "if=/dev/zero", $"of={Junk}", "bs=4k").Code);

    /// <summary>Makes room again.</summary>
    internal void Free() => File.Delete(Junk);

    public void Dispose() => Shell.Run("umount", "--lazy", _folder);
}
