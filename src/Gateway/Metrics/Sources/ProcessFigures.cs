using System.Collections.Immutable;
using System.Globalization;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Sources;

/// <summary>The process and its .NET runtime, by the names that Prometheus' own libraries use.</summary>
internal sealed class ProcessFigures : IMetricSource
{
    private static readonly MetricFamily Cpu = MetricFamily.Counter(
        "process_cpu_seconds_total", "Processor time of the process, user and system together.");

    private static readonly MetricFamily Resident = MetricFamily.Gauge(
        "process_resident_memory_bytes", "Memory of the process that is in RAM.");

    private static readonly MetricFamily Started = MetricFamily.Gauge(
        "process_start_time_seconds", "When the process started.");

    private static readonly MetricFamily Descriptors = MetricFamily.Gauge(
        "process_open_fds", "File descriptors that are open.");

    private static readonly MetricFamily Collections = MetricFamily.Counter(
        "dotnet_gc_collections_total", "Garbage collections, by generation.", "generation");

    private static readonly MetricFamily Pauses = MetricFamily.Counter(
        "dotnet_gc_pause_seconds_total", "How long garbage collections made all threads wait, the engine's too.");

    private static readonly MetricFamily Heap = MetricFamily.Gauge(
        "dotnet_gc_heap_size_bytes", "Managed memory after the last garbage collection.");

    private static readonly MetricFamily Allocated = MetricFamily.Counter(
        "dotnet_gc_allocated_bytes_total", "Managed memory allocated.");

    private static readonly MetricFamily Threads = MetricFamily.Gauge(
        "dotnet_thread_pool_threads", "Threads of the thread pool.");

    private static readonly MetricFamily Queue = MetricFamily.Gauge(
        "dotnet_thread_pool_queue_length", "Work items that wait for a thread.");

    private static readonly MetricFamily Work = MetricFamily.Counter(
        "dotnet_thread_pool_work_items_total", "Work items that were done.");

    private static readonly MetricFamily Contentions = MetricFamily.Counter(
        "dotnet_lock_contentions_total", "How often a thread had to wait for a lock.");

    /// <inheritdoc/>
    public ImmutableArray<MetricFamily> Families =>
    [
        Cpu, Resident, Started, Descriptors, Collections, Pauses, Heap, Allocated, Threads, Queue, Work, Contentions,
    ];

    /// <inheritdoc/>
    public void Collect(IMetricSink sink)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        sink.Put(Cpu, process.TotalProcessorTime.TotalSeconds);
        sink.Put(Resident, process.WorkingSet64);
        sink.Put(Started, new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
        sink.Put(Descriptors, Directory.GetFiles("/proc/self/fd").Length);
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            sink.Put(Collections, CollectionsOf(generation), generation.ToString(CultureInfo.InvariantCulture));
        }

        sink.Put(Pauses, GC.GetTotalPauseDuration().TotalSeconds);
        sink.Put(Heap, GC.GetGCMemoryInfo().HeapSizeBytes);
        sink.Put(Allocated, GC.GetTotalAllocatedBytes());
        sink.Put(Threads, ThreadPool.ThreadCount);
        sink.Put(Queue, ThreadPool.PendingWorkItemCount);
        sink.Put(Work, ThreadPool.CompletedWorkItemCount);
        sink.Put(Contentions, Monitor.LockContentionCount);
    }

    // The runtime counts a collection for each younger generation, too.
    private static int CollectionsOf(int generation) => GC.CollectionCount(generation)
        - (generation < GC.MaxGeneration ? GC.CollectionCount(generation + 1) : 0);
}
