namespace Gateway.Proxy;

/// <summary>YARP refuses a table of routes.</summary>
/// <param name="cause">What YARP says.</param>
internal sealed class RouteException(Exception cause)
    : Exception($"The routes cannot be used: {cause.GetBaseException().Message}", cause);
