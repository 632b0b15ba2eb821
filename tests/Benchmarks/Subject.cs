namespace Benchmarks;

/// <summary>A proxy that is measured.</summary>
/// <param name="bench">What all share.</param>
internal abstract class Subject(Workbench bench)
{
    /// <summary>Its name in tables.</summary>
    public abstract string Name { get; }

    /// <summary>The program that the machine must have; null for one of ours.</summary>
    public abstract string? Program { get; }

    /// <summary>Whether it compiles itself while it runs, and is slower until it has.</summary>
    public virtual bool IsCompiledWhileRunning => false;

    /// <summary>Whether it is a whole proxy; if not, HTTP/2 and idle memory are a dash in its column.</summary>
    public virtual bool IsProxy => true;

    /// <summary>Where it listens.</summary>
    public int Port { get; } = RunningProgram.FreePort();

    /// <summary>What all share.</summary>
    protected Workbench Bench => bench;

    /// <summary>Whether the machine has it.</summary>
    public bool IsInstalled => Program is null || Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Concat(["/usr/sbin", "/sbin"]).Any(folder => File.Exists(Path.Combine(folder, Program)));

    /// <summary>Starts it. Its configuration is alone in a folder: ours watches that, and would be told of every line
    /// that somebody logs beside it.</summary>
    public async Task<RunningProgram> StartAsync()
    {
        var config = await bench.WriteAsync(Path.Combine(Name, $"{Name}.conf"), Configuration());
        return await RunningProgram.StartAsync(Port, Path.Combine(bench.Folder, $"{Name}.log"), Command(config));
    }

    /// <summary>Its configuration.</summary>
    protected abstract string Configuration();

    /// <summary>How it is started.</summary>
    protected abstract string[] Command(string config);
}
