namespace Gateway.Vrrp.Linux;

/// <summary>What a path leads to.</summary>
public enum FileKind
{
    /// <summary>Something else than all others, such as a socket.</summary>
    Other,

    /// <summary>A file with content, which is read without waiting.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A named pipe: who reads it waits for somebody who writes.</summary>
    Fifo,

    /// <summary>A device, which may have no end.</summary>
    Device,
}
