using System.Collections;
using System.Reflection;
using System.Text;
using Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Configuration;

public sealed class YarpSectionTests
{
    // Every key that YARP's parser knows, except those that need a policy the program does not have.
    private const string Everything = """
        { "Nodes": { "edge-a": { "Priority": 1 } }, "Listen": { "Https": "*:443" },
          "ReverseProxy": {
            "Routes": { "r": {
              "ClusterId": "c", "Order": 5, "MaxRequestBodySize": 1000000, "AuthorizationPolicy": "Anonymous",
              "RateLimiterPolicy": "Disable", "CorsPolicy": "Disable", "Timeout": "00:01:00", "Metadata": { "A": "b" },
              "Match": { "Methods": [ "GET" ], "Hosts": [ "a.example.com" ], "Path": "/x/{**rest}",
                "Headers": [ { "Name": "h", "Values": [ "v" ], "Mode": "HeaderPrefix", "IsCaseSensitive": true } ],
                "QueryParameters": [ { "Name": "q", "Values": [ "v" ], "Mode": "Prefix", "IsCaseSensitive": true } ] },
              "Transforms": [ { "PathRemovePrefix": "/x" }, { "RequestHeader": "A", "Set": "b" } ] } },
            "Clusters": { "c": {
              "LoadBalancingPolicy": "RoundRobin", "Metadata": { "A": "b" },
              "SessionAffinity": { "Enabled": true, "Policy": "ArrCookie", "FailurePolicy": "Redistribute", "AffinityKeyName": "k",
                "Cookie": { "Path": "/", "SameSite": "Strict", "HttpOnly": true, "MaxAge": "01:00:00", "Domain": "example.com",
                  "IsEssential": true, "SecurePolicy": "Always", "Expiration": "01:00:00" } },
              "HealthCheck": { "AvailableDestinationsPolicy": "HealthyAndUnknown",
                "Active": { "Enabled": true, "Interval": "00:00:10", "Timeout": "00:00:05", "Policy": "ConsecutiveFailures", "Path": "/h" },
                "Passive": { "Enabled": true, "Policy": "TransportFailureRate", "ReactivationPeriod": "00:01:00" } },
              "HttpClient": { "SslProtocols": [ "Tls12", "Tls13" ], "DangerousAcceptAnyServerCertificate": true,
                "MaxConnectionsPerServer": 100, "EnableMultipleHttp2Connections": true, "RequestHeaderEncoding": "utf-8",
                "ResponseHeaderEncoding": "latin1", "WebProxy": { "Address": "http://10.0.0.5:3128", "BypassOnLocal": true, "UseDefaultCredentials": true } },
              "HttpRequest": { "ActivityTimeout": "00:01:00", "Version": "2", "VersionPolicy": "RequestVersionExact", "AllowResponseBuffering": true },
              "Destinations": { "a": { "Address": "https://10.0.0.1", "Health": "http://10.0.0.1:81", "Host": "b", "Metadata": { "A": "b" } } } } } } }
        """;

    [Fact]
    public async Task Every_key_of_YARP_arrives_in_YARPs_types()
    {
        var content = Encoding.UTF8.GetBytes(Everything);

        var config = ConfigText.Valid(await ConfigurationFile.ParseAsync(
            ConfigText.Request, content, CancellationToken.None));

        // TimeoutPolicy excludes Timeout.
        Assert.Equal(
            ["RouteConfig.TimeoutPolicy"],
            Unset(Assert.Single(config.Routes)).Concat(Unset(Assert.Single(config.Clusters))));
    }

    private static IEnumerable<string> Unset(object record)
    {
        var type = record.GetType();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(record);
            if (value is null)
            {
                yield return $"{type.Name}.{property.Name}";
            }

            var children = value switch
            {
                IDictionary<string, DestinationConfig> destinations => destinations.Values,
                string => [],
                IEnumerable list => list.Cast<object>(),
                not null => [value],
                _ => Enumerable.Empty<object>(),
            };
            foreach (var unset in children.Where(c => c.GetType().Assembly == typeof(RouteConfig).Assembly
                && !c.GetType().IsEnum).SelectMany(Unset))
            {
                yield return unset;
            }
        }
    }
}
