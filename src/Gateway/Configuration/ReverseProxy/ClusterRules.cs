using System.Text.RegularExpressions;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What a cluster must be beyond YARP's own rules.</summary>
internal static class ClusterRules
{
    private const string HashCookie = "HashCookie";

    /// <summary>Checks one cluster.</summary>
    public static void Check(string path, ClusterConfig cluster, DestinationRule rule, List<ConfigError> errors)
    {
        if (cluster.Destinations is null or { Count: 0 })
        {
            errors.Add(new($"{path}:Destinations",
                "required: a cluster without destinations answers every request with 503."));
        }

        foreach (var (name, destination) in cluster.Destinations ?? new Dictionary<string, DestinationConfig>())
        {
            var destinationPath = $"{path}:Destinations:{name}";
            if (rule.Problem(destination.Address) is { } problem)
            {
                errors.Add(new($"{destinationPath}:Address", problem));
            }

            if (destination.Health is not null && rule.Problem(destination.Health) is { } healthProblem)
            {
                errors.Add(new($"{destinationPath}:Health", healthProblem));
            }

            if (destination.Host is { Length: > 0 } host && DestinationRule.HostOf(host) != host)
            {
                errors.Add(new($"{destinationPath}:Host", DestinationRule.HostProblem(host)));
            }
        }

        CheckAffinity(path, cluster.SessionAffinity, errors);
        CheckTimeout($"{path}:HttpRequest:ActivityTimeout", cluster.HttpRequest?.ActivityTimeout, errors);
        CheckProbe($"{path}:HealthCheck:Active:Path", cluster.HealthCheck?.Active?.Path, errors);
    }

    // A timer ends what has no time at once: every request would fail.
    private static void CheckTimeout(string path, TimeSpan? timeout, List<ConfigError> errors)
    {
        if (timeout is { } time && time <= TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
        {
            errors.Add(new(path,
                $"{time} is out of range: every request would end at once; use for example \"00:01:40\", or leave it "
                + "out for 5 minutes."));
        }
    }

    // What is no path is encoded on the way: the upstream would be asked for another one than stands here.
    private static void CheckProbe(string path, string? probe, List<ConfigError> errors)
    {
        if (!string.IsNullOrEmpty(probe) && !Regex.IsMatch(probe, OptionPattern.RequestPath))
        {
            errors.Add(new(path,
                $"\"{probe}\" is no path; write for example \"/healthz\", with / first and without blanks, ? and "
                + "#."));
        }
    }

    // HashCookie is YARP's default, and it needs System.IO.Hashing, which is not shipped.
    private static void CheckAffinity(string path, SessionAffinityConfig? affinity, List<ConfigError> errors)
    {
        var isHash = affinity?.Policy is null
            ? affinity?.Enabled == true
            : affinity.Policy.Equals(HashCookie, StringComparison.OrdinalIgnoreCase);
        if (isHash)
        {
            errors.Add(new($"{path}:SessionAffinity:Policy", affinity!.Policy is null
                ? "required: \"ArrCookie\" or another; YARP's default, HashCookie, is not supported here."
                : "HashCookie is not supported here; use \"ArrCookie\", "
                    + "which also keeps its value when the other node answers."));
        }
    }
}
