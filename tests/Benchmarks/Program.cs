using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>What the proxy costs beside nginx, HAProxy, Caddy, a plain YARP app and a bare relay.</summary>
internal static class Program
{
    private const string Usage = """
        Benchmarks [options]     CPU time per request, latencies and memory, as Markdown tables; 30 minutes
            --quick              three rounds, not quite warm: 8 minutes
            --only NAMES         subjects, with commas: gateway,plain,nginx,haproxy,caddy,relay
            --row WORDS          rows whose name contains the words, for example --row "HTTP/2|memory"
            --rounds N           how often each row is measured; 9
            --beside NAME=PROGRAM    another build of the gateway, as a column of its own; may be said several times
        Benchmarks plain PORT UPSTREAM CERTIFICATE KEY    a plain YARP app (used by the others)
        Benchmarks relay PORT UPSTREAM CERTIFICATE KEY    no proxy at all: little more than .NET's TLS (used by the others)

        It needs h2load, TLS 1.3 with AES-128-GCM and X25519 everywhere; on Debian: apt-get install nghttp2-client nginx haproxy caddy.
        All of it is on loopback. Run it on a machine that does nothing else.
        """;

    private delegate Task Serve(int port, string upstream, string certificate, string key);

    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            if (arguments is ["plain" or RelayApp.Name, var port, var upstream, var certificate, var key])
            {
                var serve = arguments[0] == RelayApp.Name ? RelayApp.RunAsync : (Serve)PlainApp.RunAsync;
                await serve(int.Parse(port, CultureInfo.InvariantCulture), upstream, certificate, key);
                return 0;
            }

            if (!Settings.TryRead(arguments, out var settings))
            {
                await Console.Error.WriteLineAsync(Usage);
                return 2;
            }

            var began = Stopwatch.GetTimestamp();
            await new Session(settings).RunAsync();
            Console.WriteLine($"\n{Stopwatch.GetElapsedTime(began).TotalMinutes:0.0} minutes.");
            return 0;
        }
        catch (BenchmarkException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
