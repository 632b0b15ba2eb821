using System.Collections.Immutable;
using Gateway.Configuration.ReverseProxy;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Configuration;

/// <summary>Keys and values as YARP's parser asks for them.</summary>
public sealed class SectionProviderTests
{
    [Fact]
    public void It_has_the_children_that_the_provider_in_memory_has_in_the_same_order()
    {
        ImmutableArray<KeyValuePair<string, string?>> values =
        [
            new("Routes:b", null), new("Routes:b:Match:Hosts:10", "k"), new("Routes:b:Match:Hosts:9", "j"),
            new("Routes:a:ClusterId", "web"), new("routes:A:Order", "1"), new("Clusters:web:Destinations:one:Address", "x"),
        ];
        IConfigurationRoot ours = new ConfigurationBuilder().Add(new SectionProvider(values)).Build();
        IConfigurationRoot theirs = new ConfigurationBuilder().AddInMemoryCollection(values).Build();

        Assert.Equal(theirs.AsEnumerable(), ours.AsEnumerable());
        Assert.Equal(
            ["9", "10"], ours.GetSection("Routes:B:match:HOSTS").GetChildren().Select(child => child.Key));
        Assert.Equal("web", ours["ROUTES:a:clusterid"]);
        Assert.False(ours.GetSection("Sites").Exists());
    }
}
